/** The worker's half: documents of one span → their Θ and additive sums for the trainer. */
import { minuteOf } from '../history/buckets.ts';
import type { Products } from '../ports.ts';
import { reservoirKey } from '../random.ts';
import { excerpt } from '../text/clean.ts';
import type {
  BatchStats,
  CellId,
  CellStats,
  Document,
  EncodedBatch,
  Exemplar,
  Millis,
  OpenDocument,
  SampledDocument,
  Span,
  Terms,
} from '../types.ts';
import { centre, firstOccurrences, row } from '../vector.ts';
import { keepExemplars } from './cells.ts';
import { documentWeight, heaviestFirst } from './decay.ts';
import { LIFE, type ModelOptions } from './options.ts';
import { drawOf } from './panel.ts';
import { type Standing, standings } from './theta.ts';
import type { View } from './view.ts';

/** Where a document stands in a model. */
export interface Placement extends Standing {
  /** Row of the nearest cell in the view, −1 when there are none. */
  readonly cell: number;
  /** Cosine to that cell. */
  readonly cosine: number;
}

export interface Assigned {
  /** placements[i] belongs to batch.docs[i]. */
  readonly placements: readonly Placement[];
  readonly stats: BatchStats;
}

export interface AssignTools {
  readonly options: Pick<ModelOptions, 'halfLife' | 'seed'>;
  readonly products: Products;
}

/** Where each row of raw unit vectors stands. */
function placeAll(view: View, vectors: EncodedBatch['vectors'], products: Products): Placement[] {
  const centred = centre(vectors, view.mean);
  const cosines = products.products(centred, view.cells);
  const { rows } = view.cells;
  return standings(view, centred, products).map((standing, i) => {
    let cell = -1;
    let cosine = -1;
    for (let j = 0, at = i * rows; j < rows; j++, at++) {
      const c = cosines[at] as number;
      if (c <= cosine) continue;
      cosine = c;
      cell = j;
    }
    return { ...standing, cell, cosine };
  });
}

/**
 * Pure. Documents within the radius of a cell are summed into it; the others (and all while the model is warming
 * up, and those no topic claims) travel whole as open documents. Of documents with one and the same vector inside
 * the span only the first adds to the sums; each has its placement.
 */
export function assign(view: View, batch: EncodedBatch, span: Span, tools: AssignTools): Assigned {
  const { docs, vectors } = batch;
  const { halfLife, seed } = tools.options;
  const placements = placeAll(view, vectors, tools.products);
  const reference = docs.reduce((newest, doc) => Math.max(newest, doc.time), 0);
  const first = firstOccurrences(vectors);
  const members = new Map<CellId, number[]>();
  const open: OpenDocument[] = [];
  const sampled: SampledDocument[] = [];
  const settled = new Set<string>();
  placements.forEach(({ theta, cell, cosine, score, scores }, i) => {
    const doc = docs[i] as Document;
    const topic = theta[0]?.topic ?? null;
    const draw = drawOf(doc, view.count, tools.options);
    if (topic !== null && draw < view.wanted)
      sampled.push({
        id: doc.id,
        offset: batch.offsets[i] as bigint,
        time: doc.time,
        vector: row(vectors, i).slice(),
        topic,
        scores,
        draw,
      });
    if (view.warming || cosine < view.radius || topic === null) {
      settled.delete(doc.id);
      open.push({
        id: doc.id,
        offset: batch.offsets[i] as bigint,
        time: doc.time,
        vector: row(vectors, i).slice(),
        terms: batch.terms[i] as Terms,
        topic,
        exemplar: exemplarOf(doc, Math.max(score, cosine), seed),
      });
      return;
    }
    settled.add(doc.id);
    if (first[i] === i) {
      const id = view.cellIds[cell] as CellId;
      const rows = members.get(id);
      if (rows) rows.push(i);
      else members.set(id, [i]);
    }
  });
  const cells = new Map<CellId, CellStats>();
  for (const id of [...members.keys()].sort((a, b) => a - b)) {
    const rows = members.get(id) as number[];
    cells.set(id, { ...sums(rows, batch, halfLife), exemplars: exemplarsOf(rows, placements, docs, seed) });
  }
  return {
    placements,
    stats: {
      // One that has met no document is the empty one, whatever number its epoch has given it.
      model: view.count === 0 && view.cellIds.length === 0 ? 0 : view.version,
      span,
      reference,
      documents: docs.length,
      cells,
      open,
      settled: [...settled],
      sampled,
      deleted: batch.deleted,
      orders: [],
    },
  };
}

/** Of some rows those that the reservoir would keep; only they are made ready to be shown. */
function exemplarsOf(
  rows: readonly number[],
  placements: readonly Placement[],
  docs: readonly Document[],
  seed: number,
): readonly Exemplar[] {
  const cosine = (i: number): number => Math.fround((placements[i] as Placement).cosine);
  const keys = new Map(rows.map((i) => [i, priorityOf((docs[i] as Document).id, cosine(i), seed)]));
  // Of rows with one id the last is kept: more than are shown are made, and the reservoir decides.
  const ids = new Set(rows.map((i) => (docs[i] as Document).id));
  const first =
    ids.size < rows.length
      ? rows
      : [...rows].sort((a, b) => (keys.get(b) as number) - (keys.get(a) as number)).slice(0, LIFE.exemplars);
  return keepExemplars(
    [],
    first.map((i) => exemplarOf(docs[i] as Document, cosine(i), seed)),
    LIFE.exemplars,
  );
}

/** The fourth power favours documents near the centroid without making the choice a ranking. */
function priorityOf(id: string, score: number, seed: number): number {
  return reservoirKey(id, Math.max(score, 0.05) ** 4, seed);
}

/** A document to be shown, with the reservoir key that its score gives it. */
function exemplarOf(doc: Document, cosine: number, seed: number): Exemplar {
  const score = Math.fround(cosine);
  return {
    id: doc.id,
    excerpt: excerpt(doc.text),
    ...(doc.title === undefined ? {} : { title: doc.title }),
    ...(doc.url === undefined ? {} : { url: doc.url }),
    ...(doc.source === undefined ? {} : { source: doc.source }),
    time: doc.time,
    score,
    priority: priorityOf(doc.id, score, seed),
  };
}

/** Weighted sums over some rows; the spread is taken about their own mean in a second pass, so nothing cancels. */
function sums(rows: readonly number[], batch: EncodedBatch, halfLife: Millis): Omit<CellStats, 'exemplars'> {
  const timeOf = (i: number): Millis => (batch.docs[i] as Document).time;
  const reference = rows.reduce((newest, i) => Math.max(newest, timeOf(i)), 0);
  const weights = rows.map((i) => documentWeight(reference - timeOf(i), halfLife));
  const { dim, data } = batch.vectors;
  const sum = new Float32Array(dim);
  const terms = new Map<string, number>();
  let weight = 0;
  rows.forEach((i, r) => {
    const w = weights[r] as number;
    weight += w;
    for (let j = 0; j < dim; j++) sum[j] = (sum[j] as number) + w * (data[i * dim + j] as number);
    for (const [term, count] of batch.terms[i] as Terms)
      terms.set(term, Math.fround((terms.get(term) ?? 0) + w * count));
  });
  weight = Math.fround(weight);
  let spread = 0;
  rows.forEach((i, r) => {
    let square = 0;
    for (let j = 0; j < dim; j++) square += ((data[i * dim + j] as number) - (sum[j] as number) / weight) ** 2;
    spread += (weights[r] as number) * square;
  });
  const bounded =
    terms.size <= LIFE.maxStatsTerms ? terms : new Map([...terms].sort(heaviestFirst).slice(0, LIFE.maxStatsTerms));
  const minutes = new Map<number, number>();
  for (const minute of rows.map((i) => minuteOf(timeOf(i))).sort((a, b) => a - b))
    minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
  return { reference, weight, documents: rows.length, minutes, sum, spread, terms: bounded };
}
