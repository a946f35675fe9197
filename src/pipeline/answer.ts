/** Hops 5 and 6: a batch that is decoded and encoded, and a model → what goes out for it in one transaction. */
import type { LeitmotifError } from '../core/errors.ts';
import { type Assigned, assign, isOpen, place } from '../core/model/assign.ts';
import type { ModelOptions } from '../core/model/options.ts';
import type { Standing } from '../core/model/theta.ts';
import type { Codec, Encoder, OutRecord, Products, RawRecord } from '../core/ports.ts';
import type { BatchStats, Document, EncodedBatch, Span, Terms, ThetaRecord } from '../core/types.ts';
import { type Attributes, NO_ATTRIBUTES } from './cloudevents.ts';
import { deadLetter } from './deadletters.ts';
import type { Published } from './feed.ts';
import { mayWait } from './gathering.ts';
import type { Names } from './names.ts';
import { traceOf } from './trace.ts';

export interface AnswerOptions {
  readonly names: Names;
  readonly encoder: Encoder;
  readonly products: Products;
  readonly theta: Codec<ThetaRecord>;
  readonly stats: Codec<BatchStats>;
  readonly model: ModelOptions;
  /** Largest stats record, bytes; a batch whose stats are larger is halved. */
  readonly maxStatsBytes: number;
  /** max.message.bytes of the dead letters: what one has beyond is cut. */
  readonly maxDeadBytes: number;
  /** Records of a full batch. */
  readonly batch: number;
  /** So many full batches of a partition may be sent and not yet absorbed, or smaller ones of as many records; 0 waits for each. */
  readonly staleness: number;
  /** What is published says of itself in headers; default nothing. */
  readonly attributes?: Attributes;
}

/** What a record of a batch turned out to be, with what goes out for it besides a Θ. */
export type Decoded =
  | { readonly kind: 'document'; readonly record: RawRecord; readonly doc: Document }
  | { readonly kind: 'deletion'; readonly record: RawRecord; readonly id: string }
  | { readonly kind: 'dead'; readonly record: RawRecord; readonly error: LeitmotifError };

/** A batch after decoding and encoding: all that does not depend on the model. */
export interface Prepared {
  readonly decoded: readonly Decoded[];
  readonly batch: EncodedBatch;
}

/** And after its documents were placed. */
interface Placed extends Prepared {
  readonly placements: readonly Standing[];
  /** Whether its worker will wait until the model has absorbed it. */
  readonly urgent: boolean;
}

/** Ids whose last record in the batch deletes them: one written again later is alive. */
export function deletedAtLast(decoded: readonly Decoded[]): string[] {
  const gone = new Set<string>();
  for (const d of decoded) {
    if (d.kind === 'deletion') gone.add(d.id);
    else if (d.kind === 'document') gone.delete(d.doc.id);
  }
  return [...gone];
}

export interface Answer {
  readonly records: readonly OutRecord[];
  /** Documents without a topic. */
  readonly strays: number;
}

/** Θ, stats and dead letters of a batch. */
export function answer(model: Published, prepared: Prepared, span: Span, options: AnswerOptions): Answer {
  const placements = place(model.view, prepared.batch.vectors, options.products);
  // While the model warms up each batch waits for the one before; so does one that writes anew what was deleted.
  const urgent = model.state.warming || prepared.batch.deleted.length > 0;
  return answered(model, { ...prepared, placements, urgent }, span, options);
}

/** A span whose stats are too large becomes two, each with its own stats. */
function answered(model: Published, placed: Placed, span: Span, options: AnswerOptions): Answer {
  const { decoded, batch, placements, urgent } = placed;
  const divided = () => {
    const [left, right] = halves(placed, span);
    const a = answered(model, left.placed, left.span, options);
    const b = answered(model, right.placed, right.span, options);
    return { records: [...a.records, ...b.records], strays: a.strays + b.strays };
  };
  const alone = decoded.length < 2;
  if (!alone && openBytes(model, placed) > options.maxStatsBytes) return divided();
  const tools = { options: options.model, products: options.products };
  const assigned = assign(model.view, batch, span, tools, placements);
  const stats = options.stats.encode(assigned.stats);
  if (!alone && stats.length > options.maxStatsBytes) return divided();
  const records = outcomes(decoded, assigned, span, options);
  const headers = urgent ? [] : mayWait(decoded.length, options);
  records.push({ topic: options.names.stats, partition: 0, key: null, value: stats, headers });
  return { records, strays: placements.filter(({ theta }) => theta.length === 0).length };
}

/** Of an open document in the stats: a word with its count, bytes, and the most characters of its text. */
const OPEN_WORD = 11;
const OPEN_TEXT = 280;

/** About what open documents take in the stats: too much by itself, and there is no need to make the stats. */
function openBytes({ view }: Published, { batch: { docs, vectors, terms }, placements }: Placed): number {
  return placements.reduce((sum, standing, i) => {
    if (!isOpen(view, standing)) return sum;
    const text = Math.min(OPEN_TEXT, (docs[i] as Document).text.length);
    return sum + 4 * vectors.dim + text + OPEN_WORD * (terms[i] as Terms).size;
  }, 0);
}

interface Part {
  readonly placed: Placed;
  readonly span: Span;
}

/** Cuts a batch before its middle record. */
function halves({ decoded, batch, placements, urgent }: Placed, span: Span): [Part, Part] {
  const middle = decoded.length >> 1;
  const { offset: cut } = (decoded[middle] as Decoded).record;
  const [left, right] = [decoded.slice(0, middle), decoded.slice(middle)];
  const docs = left.filter(({ kind }) => kind === 'document').length;
  const deleted = new Set(batch.deleted);
  const part = (mine: readonly Decoded[], from: number, to: number, within: Span): Part => {
    const { dim, data } = batch.vectors;
    return {
      span: within,
      placed: {
        decoded: mine,
        placements: placements.slice(from, to),
        urgent,
        batch: {
          docs: batch.docs.slice(from, to),
          offsets: batch.offsets.slice(from, to),
          vectors: { rows: to - from, dim, data: data.subarray(from * dim, to * dim) },
          terms: batch.terms.slice(from, to),
          // What the other half writes anew is alive.
          deleted: deletedAtLast(mine).filter((id) => deleted.has(id)),
        },
      },
    };
  };
  return [part(left, 0, docs, { ...span, to: cut }), part(right, docs, batch.docs.length, { ...span, from: cut })];
}

/** Θ, tombstones and dead letters in the order of the records they answer. */
function outcomes(decoded: readonly Decoded[], assigned: Assigned, span: Span, options: AnswerOptions): OutRecord[] {
  const { names, theta, encoder, attributes = NO_ATTRIBUTES } = options;
  const letters = { topic: names.dead, maxMessageBytes: options.maxDeadBytes };
  let i = 0;
  return decoded.map((d): OutRecord => {
    if (d.kind === 'dead') return deadLetter(d.record, span, d.error, letters);
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
    return {
      topic: names.theta,
      key: d.doc.id,
      value: theta.encode(record),
      headers: [...attributes.theta(record), ...traceOf(d.record.headers)],
    };
  });
}
