/** Every command; each is loaded when it is called, so that help and refusals come at once. */
import type { Command } from '../command.ts';

export interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

export const COMMANDS: Readonly<Record<string, Entry>> = {
  run: {
    summary: 'Run a replica: read documents from Kafka, publish Θ, Φ and topic events',
    load: async () => (await import('./run.ts')).command,
  },
  replay: {
    summary: 'Stream a file through the same pipeline, without Kafka, and exit',
    load: async () => (await import('./replay.ts')).command,
  },
  evaluate: {
    summary: 'Stream a labelled file through the same pipeline and score the topics',
    load: async () => (await import('./evaluate.ts')).command,
  },
  tune: {
    summary: 'Tune the encoder on a feed of documents, without labels',
    load: async () => (await import('./tune.ts')).command,
  },
  migrate: {
    summary: 'Move the model to another encoder; topics stay',
    load: async () => (await import('./migrate.ts')).command,
  },
  'state export': {
    summary: 'Save the model to a file',
    load: async () => (await import('./state/export.ts')).command,
  },
  'state import': {
    summary: 'Bring a saved model back',
    load: async () => (await import('./state/import.ts')).command,
  },
  'state reset': {
    summary: 'Begin anew, or go on elsewhere in the feed',
    load: async () => (await import('./state/reset.ts')).command,
  },
  init: {
    summary: 'Create the Kafka topics, or widen them',
    load: async () => (await import('./init.ts')).command,
  },
  topics: {
    summary: 'Show the live topics, or rename, pin, mute or merge them',
    load: async () => (await import('./topics.ts')).command,
  },
  watch: {
    summary: 'Make a topic around a phrase',
    load: async () => (await import('./watch.ts')).command,
  },
  encoders: {
    summary: 'List the encoders: dimension, languages, licence, size, speed',
    load: async () => (await import('./encoders.ts')).command,
  },
  report: {
    summary: 'Write one page with pictures and tables of the topics',
    load: async () => (await import('./report.ts')).command,
  },
  check: {
    summary: 'Say whether settings, broker, registry and encoder are in order',
    load: async () => (await import('./check.ts')).command,
  },
  'feed rss': {
    summary: 'Follow RSS, Atom and JSON feeds',
    load: async () => (await import('./feed/rss.ts')).command,
  },
  'feed jetstream': {
    summary: 'Follow the posts of Bluesky',
    load: async () => (await import('./feed/jetstream.ts')).command,
  },
  'feed mastodon': {
    summary: 'Follow a timeline of a Mastodon server',
    load: async () => (await import('./feed/mastodon.ts')).command,
  },
  'feed file': {
    summary: 'Put a file on the documents Kafka topic, going on where it ended',
    load: async () => (await import('./feed/file.ts')).command,
  },
  'feed kafka': {
    summary: 'Copy another Kafka topic into the documents',
    load: async () => (await import('./feed/kafka.ts')).command,
  },
  produce: {
    summary: 'Put a file on the documents Kafka topic, from its beginning',
    load: async () => (await import('./feed/file.ts')).produce,
  },
  completion: {
    summary: 'Print a script that completes commands in bash, zsh or fish',
    load: async () =>
      (await import('./completion.ts')).completion(async () => {
        const loaded = Object.entries(COMMANDS).map(async ([name, { load }]) => [name, await load()] as const);
        return new Map(await Promise.all(loaded));
      }),
  },
};
