/** The worker's half: documents of one span → their Θ and additive sums for the trainer. */
import type { Products } from '../ports.ts';
import { reservoirKey } from '../random.ts';
import { excerpt } from '../text/clean.ts';
import type {
  BatchStats,
  CellId,
  CellStats,
  Document,
  Embeddings,
  EncodedBatch,
  Exemplar,
  OpenDocument,
  Span,
  Terms,
  TopicId,
} from '../types.ts';
import { centre, firstOccurrences, row } from '../vector.ts';
import { keepExemplars } from './cells.ts';
import { fingerprints } from './copies.ts';
import { heaviestFirst } from './decay.ts';
import { LIFE, type ModelOptions } from './options.ts';
import { drawOf, shortlisted } from './panel.ts';
import { summed } from './sums.ts';
import { type Standing, standings } from './theta.ts';
import type { View } from './view.ts';

export interface Assigned {
  /** placements[i] belongs to batch.docs[i]. */
  readonly placements: readonly Standing[];
  readonly stats: BatchStats;
}

export interface AssignTools {
  readonly options: Pick<ModelOptions, 'halfLife' | 'seed'>;
  readonly products: Products;
}

/** Where each document of a batch stands. It hangs on its own vector and the view: parts of a batch have parts of this. */
export function place(view: View, vectors: Embeddings, products: Products): Standing[] {
  return standings(view, centre(vectors, view.mean), products);
}

/** Whether a document travels whole; `fill`: the model has had its fill of it. */
export function isOpen(view: View, { theta, cosine }: Standing, fill = false): boolean {
  return view.warming || theta.length === 0 || (cosine < view.radius && !fill);
}

/**
 * Pure. Documents within the radius of a cell are summed into it; the others (and all while the model is warming
 * up, and those no topic claims) travel whole as open documents. Of documents with one and the same vector inside
 * the span only the first adds to the sums, and none when the model has had its fill of them; each has its placement.
 */
export function assign(
  view: View,
  batch: EncodedBatch,
  span: Span,
  tools: AssignTools,
  placements: readonly Standing[] = place(view, batch.vectors, tools.products),
): Assigned {
  const { docs, vectors } = batch;
  const { halfLife, seed } = tools.options;
  const reference = docs.reduce((newest, doc) => Math.max(newest, doc.time), 0);
  const first = firstOccurrences(vectors);
  const prints = fingerprints(vectors);
  const texts: number[] = [];
  // By the row of their cell; rows are in the order of ids.
  const members = new Map<number, number[]>();
  const open: OpenDocument[] = [];
  const wanted: { readonly id: string; readonly draw: number; readonly row: number; readonly topic: TopicId }[] = [];
  const settled = new Set<string>();
  placements.forEach((standing, i) => {
    const { theta, cell, cosine, score } = standing;
    const doc = docs[i] as Document;
    const topic = theta[0]?.topic ?? null;
    const draw = drawOf(doc, view.count, tools.options);
    if (topic !== null && draw < view.wanted) wanted.push({ id: doc.id, draw, row: i, topic });
    const fill = view.sated.has(prints[i] as number);
    if (isOpen(view, standing, fill)) {
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
    if (first[i] === i && !fill) {
      texts.push(prints[i] as number);
      const rows = members.get(cell);
      if (rows) rows.push(i);
      else members.set(cell, [i]);
    }
  });
  const summands = { times: docs.map(({ time }) => time), vectors: batch.vectors, terms: batch.terms };
  const cells = new Map<CellId, CellStats>();
  for (const [cell, rows] of [...members].sort(([a], [b]) => a - b)) {
    const exemplars = exemplarsOf(rows, view.exemplars[cell] as readonly Exemplar[], { placements, docs, seed });
    const sums = summed(rows, summands, halfLife);
    cells.set(view.cellIds[cell] as CellId, { ...sums, terms: bounded(sums.terms), exemplars });
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
      sampled: shortlisted(wanted).map(({ id, draw, row: i, topic }) => ({
        id,
        offset: batch.offsets[i] as bigint,
        time: (docs[i] as Document).time,
        vector: row(vectors, i).slice(),
        topic,
        scores: (placements[i] as Standing).scores,
        draw,
      })),
      deleted: batch.deleted,
      texts: Float64Array.from(texts),
      orders: [],
    },
  };
}

/** Of some rows those that the reservoir of their cell would keep; only they are made ready to be shown. */
function exemplarsOf(
  rows: readonly number[],
  held: readonly Exemplar[],
  { placements, docs, seed }: { placements: readonly Standing[]; docs: readonly Document[]; seed: number },
): readonly Exemplar[] {
  const least = held.length < LIFE.exemplars ? 0 : (held.at(-1) as Exemplar).priority;
  const welcome: { readonly doc: Document; readonly cosine: number; readonly key: number }[] = [];
  for (const i of rows) {
    const doc = docs[i] as Document;
    const cosine = Math.fround((placements[i] as Standing).cosine);
    const key = priorityOf(doc.id, cosine, seed);
    // One that is shown already is shown as it was written last.
    if (key >= least || held.some(({ id }) => id === doc.id)) welcome.push({ doc, cosine, key });
  }
  // Of documents with one id the last is kept: more than are shown are made, and the reservoir decides.
  const apart = welcome.length <= LIFE.exemplars || new Set(welcome.map(({ doc }) => doc.id)).size === welcome.length;
  const first = apart ? welcome.sort((a, b) => b.key - a.key).slice(0, LIFE.exemplars) : welcome;
  return keepExemplars(
    [],
    first.map(({ doc, cosine }) => exemplarOf(doc, cosine, seed)),
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

/** The heaviest terms of a cell in a record. */
function bounded(terms: Terms): Terms {
  return terms.size <= LIFE.maxStatsTerms
    ? terms
    : new Map([...terms].sort(heaviestFirst).slice(0, LIFE.maxStatsTerms));
}
