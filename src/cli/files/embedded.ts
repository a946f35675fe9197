/** A file through the pipeline: what feeds the log in memory, what takes its results out, and when all is done. */
import { LeitmotifError } from '../../core/errors.ts';
import { phiRecords } from '../../core/phi/records.ts';
import type { RawRecord } from '../../core/ports.ts';
import { secondsTakenForMillis } from '../../core/time.ts';
import type { Document, Millis, ModelState, PhiRecord, ThetaRecord, TopicEventRecord } from '../../core/types.ts';
import type { MemoryLog } from '../../edges/memory/log.ts';
import type { Config } from '../config.ts';
import type { Embedded } from '../wire.ts';
import type { LineSource } from './lines.ts';
import { createStamper } from './stamp.ts';

export interface Takers {
  /** A line that became a document, before the model meets it; its Θ records carry the same offset. */
  readonly document?: (document: Document, offset: bigint, line: Uint8Array) => void;
  readonly theta?: (record: ThetaRecord) => Promise<void> | void;
  readonly event?: (record: TopicEventRecord) => Promise<void> | void;
  /** A line that did not become a document. */
  readonly bad: (line: number, reason: string) => void;
  /** What else people should know. */
  readonly note?: (text: string) => void;
}

export interface Outcome {
  /** Documents taken in. */
  readonly documents: number;
  /** Lines that were not. */
  readonly bad: number;
  readonly state: ModelState;
  /** Live topics as they are at the end, heaviest first. */
  readonly phi: readonly PhiRecord[];
}

/** Batches that may wait in the log, before and behind the replica. */
const BATCHES_AHEAD = 4;
const BATCHES_BEHIND = 32;
/** What may wait before it, bytes, once a batch is complete. */
const BYTES_AHEAD = 128 * 1024 * 1024;
/** A refused line longer than this, bytes, is reported at once instead of being carried to the dead letters. */
const CARRIED = 64 * 1024;
const LINE_HEADER = 'line';

/**
 * Streams all lines through the replica; resolves when the model has absorbed the last. Rejects with the first fault that
 * stops it, and with `fatal`, stage `decode`, when there were lines and none was a document.
 */
export async function stream({
  embedded,
  config,
  lines,
  takers,
}: {
  readonly embedded: Embedded;
  readonly config: Config;
  readonly lines: LineSource;
  readonly takers: Takers;
}): Promise<Outcome> {
  const { log, names, codecs, replica, groups } = embedded;
  const finished = new AbortController();
  const failed = new AbortController();
  const failures: unknown[] = [];
  const guarded = (task: Promise<void>): Promise<void> =>
    task.catch((error: unknown) => {
      failures.push(error);
      failed.abort();
    });
  const stopped = failed.signal;
  const over = AbortSignal.any([stopped, finished.signal]);
  let documents = 0;
  let bad = 0;
  const refuse = (line: number, reason: string) => {
    bad += 1;
    takers.bad(line, reason);
  };

  const running = guarded(replica.run(over));
  const tap = (topic: string, take: (record: RawRecord) => Promise<void> | void) =>
    guarded(drain({ log, topic, take, over }));
  const taps = [
    tap(names.theta, async ({ value }) => {
      if (value === null) return;
      const record = codecs.theta.decode(value);
      if (record.revision === 0) documents += 1;
      await takers.theta?.(record);
    }),
    tap(names.events, async ({ value }) => {
      if (value !== null) await takers.event?.(codecs.events.decode(value));
    }),
    tap(names.dead, (record) =>
      refuse(Number(headerOf(record, LINE_HEADER)), headerOf(record, '__streams.errors.message')),
    ),
  ];
  await guarded(feed({ embedded, config, lines, stopped, refuse, taken: takers.document, note: takers.note }));
  // Done when every document is committed and every stats record that came of them is absorbed.
  await log.until(() => {
    const end = log.end(names.documents);
    return (
      (end === 0n || log.committed(groups.documents, names.documents) === end) &&
      (log.committed(groups.stats, names.stats) ?? 0n) === log.end(names.stats)
    );
  }, stopped);
  finished.abort();
  await Promise.all([running, ...taps]);
  if (failures.length > 0) throw failures[0];
  if (documents === 0 && bad > 0) {
    const lines = bad === 1 ? 'the only line is no document' : `none of the ${bad} lines is a document`;
    throw new LeitmotifError('fatal', 'decode', `${lines}: mend what is said of each, and begin again`);
  }
  const state = replica.model();
  return { documents, bad, state, phi: phiRecords(state, config.model.halfLife) };
}

/** Appends the lines as records, no faster than they are consumed. */
async function feed({
  embedded,
  config,
  lines,
  stopped,
  refuse,
  taken,
  note,
}: {
  embedded: Embedded;
  config: Config;
  lines: LineSource;
  stopped: AbortSignal;
  refuse: (line: number, reason: string) => void;
  taken: Takers['document'];
  note: Takers['note'];
}): Promise<void> {
  const { log, names, reader } = embedded;
  const topic = names.documents;
  const stamp = createStamper({ reader, origin: { topic, partition: 0 }, maxJump: config.time.maxJump });
  const sizes: number[] = [];
  let bytesAhead = 0;
  let newest: Millis = Number.NEGATIVE_INFINITY;
  const room = () => {
    const ahead = Number(log.end(topic) - log.start(topic));
    while (sizes.length > ahead) bytesAhead -= sizes.shift() ?? 0;
    const { documents } = config.batch;
    const behind = Number(log.end(names.theta) - log.start(names.theta));
    // A batch that is not complete is not cut: the weight may hold back only what comes after it.
    const light = bytesAhead < BYTES_AHEAD || ahead < documents;
    return light && ahead < BATCHES_AHEAD * documents && behind < BATCHES_BEHIND * documents;
  };
  for await (const { number, bytes } of lines.lines()) {
    if (bytes === null) {
      refuse(number, 'the line is too long to be a document');
      continue;
    }
    if (!(await log.until(room, stopped))) return;
    const record = { offset: log.end(topic), key: null, value: bytes, headers: [] };
    const { timestamp, document, refusal } = stamp(record);
    if (refusal !== null && bytes.length > CARRIED) {
      refuse(number, refusal.message);
      continue;
    }
    if (document !== null) {
      taken?.(document, record.offset, bytes);
      newest = Math.max(newest, document.time);
    }
    const value = document !== null && bytes.length > CARRIED ? slim(document) : bytes;
    log.append([{ topic, partition: 0, key: null, value, timestamp, headers: [[LINE_HEADER, String(number)]] }]);
    sizes.push(value.length);
    bytesAhead += value.length;
  }
  log.seal(topic);
  const doubt = secondsTakenForMillis(newest);
  if (doubt !== null) note?.(doubt);
}

/** A document as a line again, without the fields that nobody reads, which may be most of a long line. */
function slim({ time, ...fields }: Document): Buffer {
  return Buffer.from(JSON.stringify({ ...fields, timestamp: time }));
}

function headerOf({ headers }: RawRecord, name: string): string {
  return Buffer.from(headers.find(([header]) => header === name)?.[1] ?? []).toString();
}

/** Hands out each record once, in order, and drops it from the log; returns when it is over and nothing is left. */
async function drain({
  log,
  topic,
  take,
  over,
}: {
  log: MemoryLog;
  topic: string;
  take: (record: RawRecord) => Promise<void> | void;
  over: AbortSignal;
}): Promise<void> {
  let at = 0n;
  while ((await log.until(() => log.end(topic) > at, over)) || log.end(topic) > at) {
    const { records, to } = log.read(topic, 0, { from: at, limit: 1000 });
    for (const record of records) await take(record);
    at = to;
    log.trim(topic, 0, at);
  }
}
