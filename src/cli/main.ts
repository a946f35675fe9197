#!/usr/bin/env node
/** The command line. Commands are loaded when they are called, so that help and refusals come at once. */
import { stripVTControlCharacters } from 'node:util';
import { parseArgs } from 'citty';
import { LeitmotifError, messageOf } from '../core/errors.ts';
import { readArgs, usage } from './args.ts';
import type { Command } from './command.ts';
import { hint } from './settings.ts';
import { sanitise } from './terminal.ts';
import { VERSION } from './version.ts';

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

const COMMANDS: Readonly<Record<string, Entry>> = {
  run: {
    summary: 'Run a replica: read documents from Kafka, publish Θ, Φ and topic events',
    load: async () => (await import('./commands/run.ts')).command,
  },
  replay: {
    summary: 'Stream a file through the same pipeline, without Kafka, and exit',
    load: async () => (await import('./commands/replay.ts')).command,
  },
  evaluate: {
    summary: 'Stream a labelled file through the same pipeline and score the topics',
    load: async () => (await import('./commands/evaluate.ts')).command,
  },
  tune: {
    summary: 'Tune the encoder on a feed of documents, without labels',
    load: async () => (await import('./commands/tune.ts')).command,
  },
  migrate: {
    summary: 'Move the model to another encoder; topics stay',
    load: async () => (await import('./commands/migrate.ts')).command,
  },
  'state export': {
    summary: 'Save the model to a file',
    load: async () => (await import('./commands/state/export.ts')).command,
  },
  'state import': {
    summary: 'Bring a saved model back',
    load: async () => (await import('./commands/state/import.ts')).command,
  },
  'state reset': {
    summary: 'Begin anew, or go on elsewhere in the feed',
    load: async () => (await import('./commands/state/reset.ts')).command,
  },
  init: {
    summary: 'Create the Kafka topics, or widen them',
    load: async () => (await import('./commands/init.ts')).command,
  },
  topics: {
    summary: 'Show the live topics, or rename, pin, mute or merge them',
    load: async () => (await import('./commands/topics.ts')).command,
  },
  watch: {
    summary: 'Make a topic around a phrase',
    load: async () => (await import('./commands/watch.ts')).command,
  },
  encoders: {
    summary: 'List the encoders: dimension, languages, licence, size, speed',
    load: async () => (await import('./commands/encoders.ts')).command,
  },
  report: {
    summary: 'Write one page with pictures and tables of the topics',
    load: async () => (await import('./commands/report.ts')).command,
  },
  check: {
    summary: 'Say whether settings, broker, registry and encoder are in order',
    load: async () => (await import('./commands/check.ts')).command,
  },
  'feed rss': {
    summary: 'Follow RSS, Atom and JSON feeds',
    load: async () => (await import('./commands/feed/rss.ts')).command,
  },
  'feed jetstream': {
    summary: 'Follow the posts of Bluesky',
    load: async () => (await import('./commands/feed/jetstream.ts')).command,
  },
  'feed mastodon': {
    summary: 'Follow a timeline of a Mastodon server',
    load: async () => (await import('./commands/feed/mastodon.ts')).command,
  },
  'feed file': {
    summary: 'Put a file on the documents Kafka topic, going on where it ended',
    load: async () => (await import('./commands/feed/file.ts')).command,
  },
  'feed kafka': {
    summary: 'Copy another Kafka topic into the documents',
    load: async () => (await import('./commands/feed/kafka.ts')).command,
  },
  produce: {
    summary: 'Put a file on the documents Kafka topic, from its beginning',
    load: async () => (await import('./commands/feed/file.ts')).produce,
  },
  completion: {
    summary: 'Print a script that completes commands in bash, zsh or fish',
    load: async () =>
      (await import('./commands/completion.ts')).completion(async () => {
        const loaded = Object.entries(COMMANDS).map(async ([name, { load }]) => [name, await load()] as const);
        return new Map(await Promise.all(loaded));
      }),
  },
};

const HELP = `Leitmotif finds the recurring themes in an endless feed of documents.

Usage: leitmotif COMMAND [OPTIONS]

Commands:
${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(16)}${summary}`)
  .join('\n')}

  leitmotif COMMAND --help   what a command takes, with examples
  leitmotif --version        ${VERSION}

Settings come from a YAML file (--config FILE), the environment (LEITMOTIF_KAFKA_BROKERS) and flags
(--kafka.brokers host:9092); the later wins. docs/configuration.md lists them all.

Without Kafka:    leitmotif replay news.jsonl --phi topics.json
With Kafka:       leitmotif init && leitmotif check && leitmotif run

Exit status: 0 done, 1 failed, 2 wrong arguments or settings.
`;

/** Runs what was typed; the exit status. */
async function main(argv: readonly string[]): Promise<number> {
  const [first, ...rest] = argv;
  if (first === '--version' || first === '-v') return print(`${VERSION}\n`);
  if (first === '--help' || first === '-h' || (first === 'help' && rest.length === 0)) return print(HELP);
  if (first === undefined) {
    process.stderr.write(HELP);
    return 2;
  }
  const [name, args] = first === 'help' ? [rest.join(' '), ['--help']] : commandOf(first, rest);
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) {
    const near = hint(name, Object.keys(COMMANDS));
    throw usage(
      `"${sanitise(name)}" is no command${near.startsWith('; did') ? near : `; there are ${Object.keys(COMMANDS).join(', ')}`}`,
    );
  }
  const command = await entry.load();
  const { own, flags, help } = readArgs(args, command.args);
  if (help) return print(helpOf(name, entry.summary, command));
  return command.run({ args: parsed(own, command), flags });
}

/** Some commands are two words. */
function commandOf(first: string, rest: readonly string[]): [string, readonly string[]] {
  const two = `${first} ${rest[0]}`;
  return Object.hasOwn(COMMANDS, two) ? [two, rest.slice(1)] : [first, rest];
}

function parsed(own: readonly string[], { args }: Command): ReturnType<typeof parseArgs> {
  try {
    return parseArgs([...own], args);
  } catch (error) {
    throw usage(`${stripVTControlCharacters(messageOf(error))}; --help shows what is needed`);
  }
}

function helpOf(name: string, summary: string, { args, notes }: Command): string {
  const places: [string, string][] = [];
  const options: [string, string][] = [];
  for (const [key, { type, valueHint, description = '' }] of Object.entries(args)) {
    if (type === 'positional') places.push([key.toUpperCase(), description]);
    else options.push([type === 'boolean' ? `--${key}` : `--${key} ${valueHint ?? key.toUpperCase()}`, description]);
  }
  options.push(['--SECTION.NAME VALUE', 'Any setting of docs/configuration.md, such as --kafka.brokers host:9092']);
  const width = Math.max(...[...places, ...options].map(([left]) => left.length));
  const list = (rows: readonly [string, string][]) =>
    rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
  const usageLine = ['Usage: leitmotif', name, ...places.map(([place]) => place), '[OPTIONS]'].join(' ');
  return `${summary}.\n\n${usageLine}\n\n${places.length === 0 ? '' : `${list(places)}\n`}${list(options)}\n${notes.trim()}\n`;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

/** One line for people, prefixed; the stack, and what caused it, only on request. */
function report(error: unknown, debug: boolean): void {
  const lines = messageOf(error)
    .split('\n')
    .map((line) => `leitmotif: ${sanitise(line)}`);
  process.stderr.write(`${lines.join('\n')}\n`);
  if (debug) {
    for (let at: unknown = error; at instanceof Error; at = at.cause)
      process.stderr.write(`${at.stack ?? at.message}\n`);
  } else if (!(error instanceof LeitmotifError)) {
    process.stderr.write('leitmotif: this was not expected; --debug shows where it happened\n');
  }
}

// Whoever reads may stop reading: `leitmotif topics | head` is no failure. A log that nobody reads is none either.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.stderr.on('error', () => {});

const argv = process.argv.slice(2);
let status: number;
try {
  status = await main(argv);
} catch (error) {
  report(error, argv.includes('--debug'));
  status = error instanceof LeitmotifError && error.stage === 'config' ? 2 : 1;
}
// Clients may hold sockets open for a while; what was printed must be out before they are cut.
process.stdout.write('', () => process.exit(status));
