/** How the trainer places what a worker could not: sums whose cell is gone, and open documents. */
import type { Products } from '../ports.ts';
import type { BatchStats, Cell, CellId, CellStats, Embeddings, ModelState, OpenDocument } from '../types.ts';
import { accumulate, blend, centre, firstOccurrences, row, scaled, stack } from '../vector.ts';
import { add, found } from './cells.ts';
import { fingerprints, sated } from './copies.ts';
import { type ModelOptions, SCORE } from './options.ts';
import { summed } from './sums.ts';

/** Open documents that meet those before them at once: to each other there are too many products. */
const BLOCK = 256;

export interface OpenSet {
  readonly docs: readonly OpenDocument[];
  readonly vectors: Embeddings;
  /** For each the first of the span that equals it. */
  readonly first: Int32Array;
  readonly fingerprints: Float64Array;
  /** Whether the model has had its fill of the text: it adds nothing and stays near where its likes are. */
  readonly fill: readonly boolean[];
}

/** The open documents of a span as a model of before finds them. */
export function openSet(
  stats: BatchStats,
  { dim, copies, warming }: Pick<ModelState, 'dim' | 'copies' | 'warming'>,
): OpenSet {
  const vectors = stack(
    stats.open.map((doc) => doc.vector),
    dim,
  );
  const prints = fingerprints(vectors);
  const full = warming ? new Set() : sated(copies);
  return {
    docs: stats.open,
    vectors,
    first: firstOccurrences(vectors),
    fingerprints: prints,
    fill: Array.from(prints, (print) => full.has(print)),
  };
}

/** Whether open document i adds to the sums. */
function adds({ first, fill }: OpenSet, i: number): boolean {
  return first[i] === i && !fill[i];
}

/** Fingerprints of all texts that a span adds, each once. */
export function textsOf(stats: BatchStats, open: OpenSet): Float64Array {
  return Float64Array.from([...stats.texts, ...open.fingerprints.filter((_, i) => adds(open, i))]);
}

/** The running mean of the stream with the span's documents: m' = m + (w / n')·(m_span − m), never decayed. */
export function meanWith(state: ModelState, stats: BatchStats, open: OpenSet): Pick<ModelState, 'mean' | 'count'> {
  const sum = new Float64Array(state.dim);
  let weight = 0;
  for (const cell of stats.cells.values()) {
    weight += cell.weight;
    accumulate(sum, cell.sum);
  }
  open.docs.forEach((doc, i) => {
    if (!adds(open, i)) return;
    weight += 1;
    accumulate(sum, doc.vector);
  });
  if (weight === 0) return { mean: state.mean, count: state.count };
  const count = state.count + weight;
  const spanMean = new Float32Array(sum.map((s) => (SCORE.centring * s) / weight));
  return { count, mean: blend(state.mean, spanMean, weight / count) };
}

/** Follows mergers to the cell that holds an id's weight now; null when there is none any more. */
export function survivor(id: CellId, state: Pick<ModelState, 'cells' | 'moved'>): CellId | null {
  let at: CellId | undefined = id;
  while (at !== undefined && !state.cells.has(at)) at = state.moved.get(at);
  return at ?? null;
}

/** Centred unit centroids of cells. */
function centroidsOf(cells: ReadonlyMap<CellId, Cell>, mean: Float32Array): { ids: CellId[]; rows: Embeddings } {
  const means = Array.from(cells.values(), (cell) => cell.mean);
  return { ids: [...cells.keys()], rows: centre(stack(means, mean.length), mean) };
}

/** The nearest of some cells whose cosine is at least `radius`, the first of equals. */
function nearest(cosines: Float32Array, ids: readonly CellId[], radius: number): { id: CellId | null; cosine: number } {
  let id: CellId | null = null;
  let cosine = radius;
  for (let j = 0; j < ids.length; j++) {
    const c = cosines[j] as number;
    if (c < cosine || (c === cosine && id !== null)) continue;
    id = ids[j] as CellId;
    cosine = c;
  }
  return { id, cosine };
}

/**
 * Sums go to the cell they were made for, or its survivor; when that is gone, to the nearest within the radius, else
 * they found one. Then leader clustering of the open documents in offset order: each joins the nearest cell within
 * the radius, those founded before it in the span included, or founds one. No weight is lost (a law), and a text of which
 * the model has had its fill adds none.
 * @returns the new cells, and holders[i]: the cell that took open document i
 */
export function join(
  state: ModelState,
  stats: BatchStats,
  open: OpenSet,
  options: ModelOptions,
  products: Products,
): { cells: Map<CellId, Cell>; nextCell: CellId; holders: CellId[] } {
  const cells = new Map(state.cells);
  let nextCell = state.nextCell;
  const put = (id: CellId, sums: CellStats): void => {
    const cell = cells.get(id);
    cells.set(id, cell ? add(cell, sums, options) : found(id, sums, options));
  };

  for (const [id, sums] of stats.cells) {
    let target = survivor(id, { cells, moved: state.moved });
    if (target === null) {
      const point = centre(stack([scaled(sums.sum, 1 / sums.weight)], state.dim), state.mean);
      const { ids, rows } = centroidsOf(cells, state.mean);
      target = nearest(products.products(point, rows), ids, state.radius).id;
    }
    put(target ?? nextCell++, sums);
  }

  if (open.docs.length === 0) return { cells, nextCell, holders: [] };
  const { mean, dim, radius } = state;
  const led = leaders(open, centroidsOf(cells, mean), { mean, dim, radius, nextCell }, products);
  const summands = {
    times: open.docs.map(({ time }) => time),
    vectors: open.vectors,
    terms: open.docs.map(({ terms }) => terms),
  };
  for (const [id, rows] of led.members) {
    const exemplars = rows.map((i) => (open.docs[i] as OpenDocument).exemplar);
    put(id, { ...summed(rows, summands, options.halfLife), exemplars });
  }
  return { cells, nextCell: led.nextCell, holders: led.holders };
}

/** Open documents into the known cells or new ones; `members` are those that add to the sums of a cell. */
function leaders(
  open: OpenSet,
  known: ReturnType<typeof centroidsOf>,
  { mean, dim, radius, nextCell: first }: Pick<ModelState, 'mean' | 'dim' | 'radius' | 'nextCell'>,
  products: Products,
): { holders: CellId[]; nextCell: CellId; members: Map<CellId, number[]> } {
  const points = centre(open.vectors, mean);
  const count = known.ids.length;
  const holders: CellId[] = [];
  const members = new Map<CellId, number[]>();
  // Open documents at the centres of new cells; founders[f] is that of cell first + f.
  const founders: number[] = [];
  for (let from = 0; from < points.rows; from += BLOCK) {
    const end = Math.min(points.rows, from + BLOCK);
    const block = { rows: end - from, dim, data: points.data.subarray(from * dim, end * dim) };
    const earlier = founders.length;
    const centres = founders.map((founder) => row(points, founder));
    const toKnown = products.products(block, known.rows);
    const toEarlier = products.products(block, stack(centres, dim));
    const among = products.products(block, block);
    for (let i = from; i < end; i++) {
      if (open.first[i] !== i) {
        holders.push(holders[open.first[i] as number] as CellId);
        continue;
      }
      const at = i - from;
      let { id, cosine } = nearest(
        toKnown.subarray(at * count, (at + 1) * count),
        known.ids,
        open.fill[i] ? -1 : radius,
      );
      for (let f = 0; f < founders.length; f++) {
        const within = (founders[f] as number) - from;
        const c = (f < earlier ? toEarlier[at * earlier + f] : among[at * block.rows + within]) as number;
        if (c < cosine || (c === cosine && id !== null)) continue;
        id = first + f;
        cosine = c;
      }
      const holder = id ?? first + founders.length;
      if (id === null) founders.push(i);
      holders.push(holder);
      if (open.fill[i] && id !== null) continue;
      const rows = members.get(holder);
      if (rows) rows.push(i);
      else members.set(holder, [i]);
    }
  }
  return { holders, nextCell: first + founders.length, members };
}
