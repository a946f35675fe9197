/** The worker: documents of one partition → Θ, stats and dead letters, one transaction a batch. */
import { LeitmotifError } from '../core/errors.ts';
import type { Clock, DocumentReader, Intake, Probe, RawBatch, RawRecord } from '../core/ports.ts';
import type { StopWords } from '../core/text/stopwords.ts';
import { termsOf } from '../core/text/terms.ts';
import type { EncodedBatch, Millis, ModelState, Span } from '../core/types.ts';
import { type AnswerOptions, answer, type Decoded, deletedAtLast, type Prepared } from './answer.ts';
import type { ModelFeed } from './feed.ts';
import type { Pace } from './pace.ts';

export interface WorkerOptions extends AnswerOptions {
  readonly reader: DocumentReader;
  readonly feed: ModelFeed;
  readonly stop: StopWords;
  /** How far a document's event time may lie after its record's timestamp, ms. */
  readonly maxAhead: number;
  /**
   * No record's timestamp is believed beyond this, ms: by default it is of the producer's clock, as the document's time is.
   * Default the replica's clock; Infinity where no producer has set them.
   */
  readonly latest?: () => number;
  /** Does not wait for what earlier owners committed: its stats may be lost. */
  readonly acceptLoss: boolean;
  /** The offsets [low, end) that the log holds of a partition. */
  readonly held: (partition: number) => Promise<{ readonly low: bigint; readonly end: bigint }>;
  /** Where the log of the stats ends, what is not committed yet included. */
  readonly statsEnd: () => Promise<bigint>;
  readonly clock: Clock;
  readonly probe: Probe;
  readonly pace: Pace;
}

export interface Worker extends Intake {
  /** For each partition in hand, the offset up to which this replica has committed. */
  readonly sent: ReadonlyMap<number, bigint>;
  /** What waits for the trainer, in full batches, of the partition in hand that has most of it; NaN without one. */
  unabsorbed(): number;
  /** Gives up all that is in hand. */
  leave(): void;
}

/** What earlier owners have left behind. */
interface Inherited {
  readonly committed: bigint;
  /** What came of it lies below this offset of the stats, as every earlier owner is fenced. */
  readonly statsEnd: bigint;
  readonly epoch: number;
}

/** What a partition's next batch must wait for. */
interface Outstanding {
  /** All of it must be absorbed before the first batch; null when it is, or loss is accepted. */
  readonly inherited: Inherited | null;
  /** Batches sent since and not yet seen absorbed: the ends of their spans, how large they were, and the ids they deleted. */
  readonly sent: { readonly to: bigint; readonly records: number; readonly deleted: readonly string[] }[];
}

export function createWorker(options: WorkerOptions): Worker {
  const { feed, clock, probe, pace } = options;
  const outstanding = new Map<number, Outstanding>();
  const sent = new Map<number, bigint>();

  /**
   * At most `staleness` full batches are under way when the next is assigned (Ho et al. 2013), none while the model warms up, as
   * what it cannot place travels whole and gets no topic; and none that deletes what the next writes anew: the trainer leaves
   * a tombstone, too, when it absorbs a deletion.
   */
  const caughtUp = (partition: number, waits: Outstanding, { docs }: EncodedBatch) => {
    const written = new Set(docs.map(({ id }) => id));
    return (state: ModelState): boolean => {
      settle(partition, waits, state);
      if (waits.inherited !== null && !isAbsorbed(partition, waits.inherited, state)) return false;
      if (aheadOf(waits) > (state.warming ? 0 : options.staleness) * options.batch) return false;
      return !waits.sent.some(({ deleted }) => deleted.some((id) => written.has(id)));
    };
  };

  function revoked(partition: number): void {
    outstanding.delete(partition);
    sent.delete(partition);
    pace.forget(partition);
    probe.set('leitmotif_consumer_lag', Number.NaN, { partition: String(partition) });
    if (outstanding.size > 0) return;
    probe.set('leitmotif_stray_ratio', Number.NaN);
    probe.set('leitmotif_model_lag_batches', Number.NaN);
  }

  return {
    sent,
    revoked,

    leave() {
      for (const partition of [...outstanding.keys()]) revoked(partition);
    },

    unabsorbed() {
      const { state } = feed.current();
      for (const [partition, waits] of outstanding) settle(partition, waits, state);
      return outstanding.size === 0 ? Number.NaN : Math.max(...[...outstanding.values()].map(aheadOf)) / options.batch;
    },

    async positioned(partition, committed, start) {
      const { state } = feed.current();
      const taken: Outstanding = { inherited: null, sent: [] };
      outstanding.set(partition, taken);
      await checkPosition(partition, committed, state, options);
      const behind = committed !== null && committed > (state.absorbed.get(partition)?.offset ?? -1n);
      const waited = behind && !options.acceptLoss;
      const inherited = waited ? { committed, statsEnd: await options.statsEnd(), epoch: state.epoch } : null;
      // Taken away meanwhile, it is no longer in hand.
      if (outstanding.get(partition) !== taken) return;
      outstanding.set(partition, { ...taken, inherited });
      pace.begin(partition, start);
    },

    async handle(raw: RawBatch) {
      const { partition } = raw.span;
      const prepared = await prepare(raw, options);
      await raw.turn;
      const waits = outstanding.get(partition);
      if (!waits || raw.revoked.aborted)
        throw new LeitmotifError('fenced', 'assign', `partition ${partition} was taken away`);
      const model = await feed.until(caughtUp(partition, waits, prepared.batch), raw.revoked);
      const begun = clock.now();
      const made = answer(model, prepared, raw.span, options);
      const assigned = clock.now();
      await raw.commit(made.records);
      const now = clock.now();
      probe.observe('leitmotif_assign_seconds', (assigned - begun) / 1000);
      probe.observe('leitmotif_commit_seconds', (now - assigned) / 1000);
      report(raw, prepared, made.strays, now, options);
      // Taken away just then, it is another's to tell of.
      if (raw.revoked.aborted) return;
      waits.sent.push({ to: raw.span.to, records: raw.records.length, deleted: prepared.batch.deleted });
      sent.set(partition, raw.span.to);
      pace.moved(raw, now);
      probe.set('leitmotif_consumer_lag', pace.lags().get(partition) as number, { partition: String(partition) });
      const documents = prepared.batch.docs.length;
      if (documents > 0) probe.set('leitmotif_stray_ratio', made.strays / documents);
    },
  };
}

/** What the model has absorbed of a partition waits no longer. */
function settle(partition: number, { sent }: Outstanding, state: ModelState): void {
  const absorbed = state.absorbed.get(partition)?.offset ?? -1n;
  while (sent[0] && sent[0].to <= absorbed) sent.shift();
}

/** Records that are sent and not yet absorbed. A span without any, too, is something to be absorbed. */
function aheadOf({ sent }: Outstanding): number {
  return sent.reduce((sum, { records }) => sum + Math.max(1, records), 0);
}

/**
 * Whether all that earlier owners committed is absorbed. Throws `fatal` when the trainer has read all stats there were, so
 * that what is not absorbed never will be.
 */
function isAbsorbed(partition: number, { committed, statsEnd, epoch }: Inherited, state: ModelState): boolean {
  const absorbed = state.absorbed.get(partition)?.offset;
  if (absorbed !== undefined && absorbed >= committed) return true;
  // In another epoch these offsets mean nothing: this replica stood still meanwhile, and is about to be told.
  if (state.statsOffset < statsEnd || state.epoch !== epoch) return false;
  const keep = state.version > 0 ? ' --keep-model' : '';
  throw new LeitmotifError(
    'fatal',
    'restore',
    `partition ${partition} is committed up to offset ${committed}, but the model has absorbed ${absorbed === undefined ? 'nothing of it' : `it up to ${absorbed}`}, and all stats there are: what came of the rest was lost, or the group's offset was set from outside. Stop all replicas, then go on without it by \`leitmotif state reset${keep} --to ${partition}=${committed}\` (docs/disasters.md)`,
  );
}

/** The group's offset and the stats that came of it were committed together: the model cannot be ahead of it. */
async function checkPosition(
  partition: number,
  committed: bigint | null,
  state: ModelState,
  { held }: Pick<WorkerOptions, 'held'>,
): Promise<void> {
  const absorbed = state.absorbed.get(partition)?.offset;
  if (absorbed === undefined || (committed !== null && committed >= absorbed)) return;
  const { low, end } = await held(partition);
  const within = absorbed >= low && absorbed <= end;
  const nearest = absorbed < low ? low : end;
  const to = within ? absorbed : nearest;
  const from = within ? 'there' : `${to}, as the log holds [${low}, ${end}) alone,`;
  const anew = absorbed > end ? ', or `--to earliest` where the Kafka topic was made anew' : '';
  throw new LeitmotifError(
    'fatal',
    'restore',
    `the model has absorbed partition ${partition} up to offset ${absorbed}, but the group has committed ${committed ?? 'nothing'}: its offsets expired or were reset, or \`group\` or \`documents.topic\` is not what it was, and going on would count documents twice. Stop all replicas, then go on from ${from} by \`leitmotif state reset --keep-model --to ${partition}=${to}\`${anew} (docs/disasters.md)`,
  );
}

/** Hops 2 to 4: decode, extract terms, encode. */
async function prepare(raw: RawBatch, options: WorkerOptions): Promise<Prepared> {
  const { reader, encoder, clock, probe } = options;
  await reader.prepare(raw.records);
  const decoded = raw.records.map((record) => decode(record, raw.span, options));
  const good = decoded.filter((d) => d.kind === 'document');
  const begun = clock.now();
  const encoding = encoder.encode(good.map(({ doc }) => doc.text));
  // Meanwhile, for an encoder with threads of its own.
  const terms = good.map(({ doc }) => termsOf(doc.text, options.stop));
  const vectors = await encoding;
  probe.observe('leitmotif_encode_seconds', (clock.now() - begun) / 1000);
  if (vectors.rows !== good.length || vectors.dim !== encoder.dim)
    throw new LeitmotifError(
      'bug',
      'encode',
      `the encoder gave ${vectors.rows} × ${vectors.dim} for ${good.length} texts of ${encoder.dim} dimensions`,
    );
  return {
    decoded,
    batch: {
      docs: good.map(({ doc }) => doc),
      offsets: good.map(({ record }) => record.offset),
      vectors,
      terms,
      deleted: deletedAtLast(decoded),
    },
  };
}

function decode(record: RawRecord, span: Span, options: WorkerOptions): Decoded {
  try {
    if (record.value === null) return { kind: 'deletion', record, id: options.reader.deletes(record) };
    const doc = options.reader.decode(record, span);
    checkTime(doc.time, record.timestamp, options);
    return { kind: 'document', record, doc };
  } catch (error) {
    if (error instanceof LeitmotifError && error.fault === 'poison') return { kind: 'dead', record, error };
    throw error;
  }
}

/** A time beyond all others would age every topic at once, and each document after it. Throws `poison`. */
function checkTime(time: Millis, timestamp: Millis, { maxAhead, clock, latest = clock.now }: WorkerOptions): void {
  const now = latest();
  const bound = Math.min(timestamp, now);
  if (time - bound <= maxAhead) return;
  const after = `${timestamp <= now ? "the record's own" : "the replica's clock"} (${timeText(bound)})`;
  const message = `timestamp ${timeText(time)} lies ${Math.round((time - bound) / 1000)} s after ${after}, more than time.maxAhead allows (${maxAhead / 1000} s)`;
  throw new LeitmotifError('poison', 'time', message);
}

function timeText(time: number): string {
  return Number.isFinite(time) && Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);
}

function report(
  raw: RawBatch,
  { decoded, batch }: Prepared,
  strays: number,
  now: number,
  options: WorkerOptions,
): void {
  const { probe } = options;
  const dead = decoded.filter((d) => d.kind === 'dead');
  const documents = batch.docs.length;
  probe.observe('leitmotif_batch_documents', raw.records.length);
  probe.add('leitmotif_documents_total', documents - strays, { outcome: 'assigned' });
  probe.add('leitmotif_documents_total', strays, { outcome: 'stray' });
  probe.add('leitmotif_documents_total', dead.length, { outcome: 'dead' });
  probe.add('leitmotif_documents_total', decoded.length - documents - dead.length, { outcome: 'deleted' });
  for (const { error } of dead) probe.add('leitmotif_dead_letters_total', 1, { stage: error.stage });
  for (const { timestamp } of raw.records)
    probe.observe('leitmotif_end_to_end_seconds', Math.max(0, now - timestamp) / 1000);
  if (dead.length > 0)
    probe.log('warn', `${dead.length} records of ${raw.span.topic}/${raw.span.partition} went to the dead letters`, {
      first: { offset: String(dead[0]?.record.offset), reason: dead[0]?.error.message },
    });
}
