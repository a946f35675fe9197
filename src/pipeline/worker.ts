/** The worker: documents of one partition → Θ, stats and dead letters, one transaction a batch. */
import { LeitmotifError } from '../core/errors.ts';
import { type Assigned, assign } from '../core/model/assign.ts';
import type { ModelOptions } from '../core/model/options.ts';
import type {
  Clock,
  Codec,
  DocumentReader,
  Encoder,
  Intake,
  OutRecord,
  Probe,
  Products,
  RawBatch,
  RawRecord,
} from '../core/ports.ts';
import type { StopWords } from '../core/text/stopwords.ts';
import { termsOf } from '../core/text/terms.ts';
import type { BatchStats, Document, EncodedBatch, ModelState, Span, ThetaRecord } from '../core/types.ts';
import { type Attributes, NO_ATTRIBUTES } from './cloudevents.ts';
import { deadLetter } from './deadletters.ts';
import type { ModelFeed, Published } from './feed.ts';
import type { Names } from './names.ts';
import type { Pace } from './pace.ts';

export interface WorkerOptions {
  readonly names: Names;
  readonly reader: DocumentReader;
  readonly encoder: Encoder;
  readonly products: Products;
  readonly theta: Codec<ThetaRecord>;
  readonly stats: Codec<BatchStats>;
  readonly feed: ModelFeed;
  readonly model: ModelOptions;
  readonly stop: StopWords;
  /** Batches of a partition that may be sent and not yet absorbed; 0 waits for each. */
  readonly staleness: number;
  /** How far a document's event time may lie after its record's timestamp, ms. */
  readonly maxAhead: number;
  /** Largest stats record, bytes; a batch whose stats are larger is halved. */
  readonly maxStatsBytes: number;
  readonly clock: Clock;
  readonly probe: Probe;
  readonly pace: Pace;
  /** What is published says of itself in headers; default nothing. */
  readonly attributes?: Attributes;
}

export interface Worker extends Intake {
  /** For each partition in hand, the offset up to which this replica has committed. */
  readonly sent: ReadonlyMap<number, bigint>;
}

/** What a record of a batch turned out to be, with what goes out for it besides a Θ. */
type Decoded =
  | { readonly kind: 'document'; readonly record: RawRecord; readonly doc: Document }
  | { readonly kind: 'deletion'; readonly record: RawRecord; readonly id: string }
  | { readonly kind: 'dead'; readonly record: RawRecord; readonly error: LeitmotifError };

/** A batch after decoding and encoding: all that does not depend on the model. */
interface Prepared {
  readonly decoded: readonly Decoded[];
  readonly batch: EncodedBatch;
}

/** What a partition's next batch must wait for. */
interface Outstanding {
  /** All that earlier owners committed must be absorbed before the first batch. */
  readonly committed: bigint | null;
  /** Batches sent since and not yet seen absorbed: the ends of their spans, and the ids they deleted. */
  readonly sent: { readonly to: bigint; readonly deleted: readonly string[] }[];
}

export function createWorker(options: WorkerOptions): Worker {
  const { feed, clock, probe, pace } = options;
  const outstanding = new Map<number, Outstanding>();
  const sent = new Map<number, bigint>();

  /**
   * At most `staleness` batches are under way when the next is assigned (Ho et al. 2013), and none that deletes what
   * the next writes anew: the trainer leaves a tombstone, too, when it absorbs a deletion.
   */
  const caughtUp = (partition: number, waits: Outstanding, { docs }: EncodedBatch) => {
    const written = new Set(docs.map(({ id }) => id));
    return (state: ModelState): boolean => {
      const absorbed = state.absorbed.get(partition)?.offset ?? -1n;
      while (waits.sent[0] && waits.sent[0].to <= absorbed) waits.sent.shift();
      probe.set('leitmotif_model_lag_batches', waits.sent.length);
      if (waits.committed !== null && waits.committed > absorbed) return false;
      if (waits.sent.length > options.staleness) return false;
      return !waits.sent.some(({ deleted }) => deleted.some((id) => written.has(id)));
    };
  };

  return {
    sent,

    async positioned(partition, committed) {
      checkPosition(partition, committed, feed.current().state);
      outstanding.set(partition, { committed, sent: [] });
    },

    revoked(partition) {
      outstanding.delete(partition);
      sent.delete(partition);
      pace.forget(partition);
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
      const made = step(model, prepared, raw.span, options);
      const assigned = clock.now();
      await raw.commit(made.records);
      const now = clock.now();
      waits.sent.push({ to: raw.span.to, deleted: prepared.batch.deleted });
      sent.set(partition, raw.span.to);
      probe.observe('leitmotif_assign_seconds', (assigned - begun) / 1000);
      probe.observe('leitmotif_commit_seconds', (now - assigned) / 1000);
      pace.moved(raw, now);
      report(raw, prepared, made.strays, now, options);
    },
  };
}

/** The group's offset and the stats that came of it were committed together: the model cannot be ahead of it. */
function checkPosition(partition: number, committed: bigint | null, state: ModelState): void {
  const absorbed = state.absorbed.get(partition)?.offset;
  if (absorbed === undefined || (committed !== null && committed >= absorbed)) return;
  throw new LeitmotifError(
    'fatal',
    'restore',
    `the model has absorbed partition ${partition} up to offset ${absorbed}, but the group has committed ${committed ?? 'nothing'}: its offsets expired or were reset, and going on would count documents twice. Stop all replicas, then go on from there by \`leitmotif state reset --keep-model --to ${partition}=${absorbed}\` (docs/disasters.md)`,
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
    if (doc.time - record.timestamp > options.maxAhead)
      throw new LeitmotifError(
        'poison',
        'time',
        `timestamp ${timeText(doc.time)} lies ${Math.round((doc.time - record.timestamp) / 1000)} s after the record's own (${timeText(record.timestamp)}), more than time.maxAhead allows (${options.maxAhead / 1000} s)`,
      );
    return { kind: 'document', record, doc };
  } catch (error) {
    if (error instanceof LeitmotifError && error.fault === 'poison') return { kind: 'dead', record, error };
    throw error;
  }
}

function timeText(time: number): string {
  return Number.isFinite(time) && Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);
}

/** Ids whose last record in the batch deletes them: one written again later is alive. */
function deletedAtLast(decoded: readonly Decoded[]): string[] {
  const gone = new Set<string>();
  for (const d of decoded) {
    if (d.kind === 'deletion') gone.add(d.id);
    else if (d.kind === 'document') gone.delete(d.doc.id);
  }
  return [...gone];
}

/** Hops 5 and 6: assign and serialise; a span whose stats are too large becomes two, each with its own stats. */
function step(
  model: Published,
  { decoded, batch }: Prepared,
  span: Span,
  options: WorkerOptions,
): { records: OutRecord[]; strays: number } {
  const assigned = assign(model.view, batch, span, { options: options.model, products: options.products });
  const stats = options.stats.encode(assigned.stats);
  if (stats.length > options.maxStatsBytes && batch.docs.length > 1) {
    const [left, right] = halves({ decoded, batch }, span);
    const a = step(model, left.prepared, left.span, options);
    const b = step(model, right.prepared, right.span, options);
    return { records: [...a.records, ...b.records], strays: a.strays + b.strays };
  }
  const records = outcomes(decoded, assigned, span, options);
  records.push({ topic: options.names.stats, partition: 0, key: null, value: stats });
  return { records, strays: assigned.placements.filter(({ theta }) => theta.length === 0).length };
}

interface Part {
  readonly prepared: Prepared;
  readonly span: Span;
}

/** Cuts a batch before its middle document. */
function halves({ decoded, batch }: Prepared, span: Span): [Part, Part] {
  const middle = batch.docs.length >> 1;
  const cut = batch.offsets[middle] as bigint;
  const part = (from: number, to: number, keep: (offset: bigint) => boolean, within: Span): Part => {
    const mine = decoded.filter((d) => keep(d.record.offset));
    const { dim, data } = batch.vectors;
    return {
      span: within,
      prepared: {
        decoded: mine,
        batch: {
          docs: batch.docs.slice(from, to),
          offsets: batch.offsets.slice(from, to),
          vectors: { rows: to - from, dim, data: data.subarray(from * dim, to * dim) },
          terms: batch.terms.slice(from, to),
          // What the other half writes anew is alive.
          deleted: deletedAtLast(mine).filter((id) => batch.deleted.includes(id)),
        },
      },
    };
  };
  return [
    part(0, middle, (offset) => offset < cut, { ...span, to: cut }),
    part(middle, batch.docs.length, (offset) => offset >= cut, { ...span, from: cut }),
  ];
}

/** Θ, tombstones and dead letters in the order of the records they answer. */
function outcomes(decoded: readonly Decoded[], assigned: Assigned, span: Span, options: WorkerOptions): OutRecord[] {
  const { names, theta, encoder, attributes = NO_ATTRIBUTES } = options;
  let i = 0;
  return decoded.map((d): OutRecord => {
    if (d.kind === 'dead') return deadLetter(d.record, span, d.error, names.dead);
    if (d.kind === 'deletion') return { topic: names.theta, key: d.id, value: null };
    const placement = assigned.placements[i++] as (typeof assigned.placements)[number];
    const record: ThetaRecord = {
      id: d.doc.id,
      partition: span.partition,
      offset: d.record.offset,
      time: d.doc.time,
      theta: placement.theta,
      parent: placement.parent,
      score: placement.score,
      revision: 0,
      model: assigned.stats.model,
      encoder: encoder.id,
    };
    // Trace context travels on.
    const headers = d.record.headers.filter(([name]) => name === 'traceparent' || name === 'tracestate');
    return {
      topic: names.theta,
      key: d.doc.id,
      value: theta.encode(record),
      headers: [...attributes.theta(record), ...headers],
    };
  });
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
  if (documents > 0) probe.set('leitmotif_stray_ratio', strays / documents);
  for (const { timestamp } of raw.records)
    probe.observe('leitmotif_end_to_end_seconds', Math.max(0, now - timestamp) / 1000);
  probe.set('leitmotif_consumer_lag', Number(raw.highWatermark - raw.span.to), {
    partition: String(raw.span.partition),
  });
  if (dead.length > 0)
    probe.log('warn', `${dead.length} records of ${raw.span.topic}/${raw.span.partition} went to the dead letters`, {
      first: { offset: String(dead[0]?.record.offset), reason: dead[0]?.error.message },
    });
}
