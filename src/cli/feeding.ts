/** What all feed commands share: their arguments, and the run of a source until it ends or is told to. */
import type { ArgsDef } from 'citty';
import type { FeedSource } from '../core/feeds/types.ts';
import type { Probe } from '../core/ports.ts';
import { feeder } from '../pipeline/feeder.ts';
import { usage } from './args.ts';
import type { Config } from './config.ts';
import { parseDuration } from './fields.ts';
import { untilInterrupted } from './interrupt.ts';
import { grouped, type Progress, period, sanitise, showProgress } from './terminal.ts';

/** Arguments of every feed. */
export const FEED_ARGS = {
  name: {
    type: 'string',
    valueHint: 'NAME',
    description: 'Under which the position is kept; two feeds at the same time need two names',
  },
  rate: {
    type: 'string',
    valueHint: 'N',
    description: 'At most so many documents a second; as fast as it goes without',
  },
  json: { type: 'boolean', description: 'Print the summary as JSON' },
} as const satisfies ArgsDef;

/** Arguments of what is fetched from a network. */
export const NETWORK_ARGS = {
  'allow-private': {
    type: 'boolean',
    description: 'Fetch from private addresses too: loopback, 10.0.0.0/8 and the like are refused otherwise',
  },
} as const satisfies ArgsDef;

/** Arguments of streams of posts. */
export const POST_ARGS = {
  languages: {
    type: 'string',
    valueHint: 'LIST',
    description: 'Only posts whose author names one of these languages, such as en,zh; all without',
  },
  replies: { type: 'boolean', description: 'Take replies too' },
} as const satisfies ArgsDef;

export interface FeedRun {
  readonly config: Config;
  readonly name: string;
  /** Documents a second. */
  readonly rate: number;
  readonly json: boolean;
  /** Makes the source; `bad` tells of what had to be left out, `note` of what else people should know. */
  readonly source: (tools: {
    readonly probe: Probe;
    readonly bad: (line: number, reason: string) => void;
    readonly note: (line: string) => void;
  }) => FeedSource;
  /** A part of what is to be read, in [0, 1]; null when there is no end. */
  readonly part?: () => number | null;
  readonly close?: () => Promise<void>;
}

const RECORDS = 500;
/** Below the broker's default limit on a record batch, with room for headers. */
const BYTES = 800_000;
const LINGER = 250;
const PATIENCE = 120_000;
/** What a record is larger than its value by: key, headers, and the batch around it. */
const RECORD_ROOM = 4096;
const TELL_EVERY = 60_000;

/** Feeds until the source ends, or Ctrl-C. The exit status. */
export async function runFeed({ config, name, rate, json, source, part, close }: FeedRun): Promise<number> {
  const { topic } = config.documents;
  const counts = { sent: 0, deleted: 0, bad: 0 };
  const begun = Date.now();
  const wire = await import('./wire.ts');
  const { systemClock: clock } = wire;
  const { probe } = wire.openProbe(
    config,
    config.log.level === 'info' && process.stderr.isTTY ? 'warn' : config.log.level,
  );
  const stop = new AbortController();
  const uninterrupted = untilInterrupted(() => stop.abort());
  const progress = shown({ counts, begun, part: part ?? (() => null), probe, topic, name });
  const bad = (line: number, reason: string): void => {
    counts.bad += 1;
    progress.note(`line ${line}: ${sanitise(reason)}`);
  };
  try {
    const kafka = wire.openKafka(config, probe);
    const { log, largest } = await wire.openFeedLog(config, { kafka, name, probe });
    await feeder(
      {
        source: source({ probe, bad, note: progress.note }),
        log,
        clock,
        probe,
        random: Math.random,
        rate,
        records: RECORDS,
        bytes: BYTES,
        linger: LINGER,
        largest: largest - RECORD_ROOM,
        patience: PATIENCE,
        tooLarge({ key, value }) {
          counts.bad += 1;
          const size = grouped(value?.length ?? 0);
          progress.note(
            `${sanitise(String(key ?? 'a document'))}: its ${size} bytes are more than ${topic} takes (max.message.bytes)`,
          );
        },
        committed({ records }) {
          const deleted = records.filter(({ value }) => value === null).length;
          counts.deleted += deleted;
          counts.sent += records.length - deleted;
        },
      },
      stop.signal,
    );
  } finally {
    uninterrupted();
    progress.stop();
    await close?.();
  }
  const seconds = Math.round(Date.now() - begun) / 1000;
  process.stdout.write(
    json
      ? `${JSON.stringify({ topic, feed: name, ...counts, seconds })}\n`
      : `${told(counts)} to ${topic} in ${period(seconds * 1000)}\n`,
  );
  return 0;
}

interface Counts {
  readonly sent: number;
  readonly deleted: number;
  readonly bad: number;
}

function told({ sent, deleted, bad }: Counts): string {
  return [
    `${grouped(sent)} documents`,
    ...(deleted > 0 ? [`${grouped(deleted)} deletions`] : []),
    ...(bad > 0 ? [`${grouped(bad)} left out`] : []),
  ].join(', ');
}

/** On a terminal a line that changes; elsewhere a line of the log every minute. */
function shown({
  counts,
  begun,
  part,
  probe,
  topic,
  name,
}: {
  counts: Counts;
  begun: number;
  part: () => number | null;
  probe: Probe;
  topic: string;
  name: string;
}): Progress {
  const text = (): string => {
    const elapsed = Date.now() - begun;
    const read = part();
    const rate = Math.round((counts.sent * 1000) / Math.max(1, elapsed));
    const rest =
      read === null || read === 0 ? '' : `, ${Math.floor(read * 100)} %, ${period((elapsed * (1 - read)) / read)} left`;
    return `${told(counts)} to ${topic}, ${grouped(rate)}/s${rest}`;
  };
  const terminal = process.stderr.isTTY;
  const line = showProgress({ screen: process.stderr, text, quiet: !terminal });
  const timer = terminal
    ? undefined
    : setInterval(() => probe.log('info', 'feeding', { feed: name, topic, ...counts }), TELL_EVERY);
  timer?.unref();
  return {
    note: line.note,
    stop() {
      clearInterval(timer);
      line.stop();
    },
  };
}

/** Throws `fatal`, stage `config`, for what is no name of a feed. */
export function feedName(text: string | undefined, fallback: string): string {
  const name = text ?? fallback;
  if (/^[A-Za-z0-9._-]{1,100}$/.test(name)) return name;
  throw usage(`--name is "${name}": give letters, digits, ".", "_" and "-", at most 100`);
}

export function rateOf(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  const rate = Number(text);
  if (rate > 0 && Number.isFinite(rate)) return rate;
  throw usage(`--rate is "${text}": give a number of documents a second above 0`);
}

/** "en,zh" → its parts; none when it was not given. */
export function languagesOf(text: string | undefined): string[] {
  const found = (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const wrong = found.find((one) => !/^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(one));
  if (wrong === undefined) return found;
  throw usage(`--languages has "${wrong}": give BCP 47 tags separated by commas, such as en,zh`);
}

/** "15m" → ms. */
export function intervalOf(text: string | undefined, fallback: string): number {
  const interval = parseDuration(text ?? fallback);
  if (interval !== null && interval >= 1000 && Number.isFinite(interval)) return interval;
  throw usage(`--interval is "${text}": give a duration of a second at least, such as 15m`);
}

const FIELDS = ['id', 'text', 'timestamp', 'title', 'url', 'source', 'language'] as const;

/** "text=$.body,id=guid" → our field → theirs. */
export function fieldsOf(text: string | undefined): Partial<Record<(typeof FIELDS)[number], string>> {
  const found: Partial<Record<(typeof FIELDS)[number], string>> = {};
  // A comma within the brackets or quotes of a path divides nothing.
  for (const part of (text ?? '').match(/(?:\[[^\]]*\]|[^,])+/g) ?? []) {
    const [, name, theirs] = /^\s*(\w+)\s*=\s*(.+?)\s*$/.exec(part) ?? [];
    const field = FIELDS.find((one) => one === name);
    if (field === undefined || theirs === undefined)
      throw usage(`--fields has "${part.trim()}": give ours=theirs, ours being one of ${FIELDS.join(', ')}`);
    found[field] = theirs;
  }
  return found;
}
