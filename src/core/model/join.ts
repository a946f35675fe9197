/** How the trainer places what a worker could not: sums whose cell is gone, and open documents. */
import type { BatchStats, Cell, CellId, CellStats, Embeddings, ModelState, OpenDocument } from '../types.ts';
import { blend, centre, dot, firstOccurrences, scaled, stack } from '../vector.ts';
import { add, found } from './cells.ts';
import type { ModelOptions } from './options.ts';

/** The vectors of the open documents, and for each the first of the span that equals it. */
export interface OpenSet {
  readonly docs: readonly OpenDocument[];
  readonly vectors: Embeddings;
  readonly first: Int32Array;
}

export function openSet(stats: BatchStats, dim: number): OpenSet {
  const vectors = stack(
    stats.open.map((doc) => doc.vector),
    dim,
  );
  return {
    docs: stats.open,
    vectors,
    first: firstOccurrences(vectors),
  };
}

/** The running mean of the stream with the span's documents: m' = m + (w / n')·(m_span − m), never decayed. */
export function meanWith(state: ModelState, stats: BatchStats, open: OpenSet): Pick<ModelState, 'mean' | 'count'> {
  const { dim } = state;
  const sum = new Float64Array(dim);
  let weight = 0;
  for (const cell of stats.cells.values()) {
    weight += cell.weight;
    for (let j = 0; j < dim; j++) sum[j] = (sum[j] as number) + (cell.sum[j] as number);
  }
  open.docs.forEach((doc, i) => {
    if (open.first[i] !== i) return;
    weight += 1;
    for (let j = 0; j < dim; j++) sum[j] = (sum[j] as number) + (doc.vector[j] as number);
  });
  if (weight === 0) return { mean: state.mean, count: state.count };
  const count = state.count + weight;
  const spanMean = Float32Array.from(sum, (s) => s / weight);
  return { count, mean: blend(state.mean, spanMean, weight / count) };
}

/** Follows mergers to the cell that holds an id's weight now; null when there is none any more. */
export function survivor(id: CellId, state: Pick<ModelState, 'cells' | 'moved'>): CellId | null {
  let at: CellId | undefined = id;
  while (at !== undefined && !state.cells.has(at)) at = state.moved.get(at);
  return at ?? null;
}

/** Centred centroids of cells, searched by cosine; cells founded meanwhile can be put in. */
class Centroids {
  readonly #ids: CellId[];
  readonly #known: Embeddings;
  readonly #founders: { id: CellId; point: Float32Array }[] = [];

  constructor(cells: Iterable<Cell>, mean: Float32Array) {
    const list = [...cells];
    this.#ids = list.map((cell) => cell.id);
    this.#known = centre(
      stack(
        list.map((cell) => cell.mean),
        mean.length,
      ),
      mean,
    );
  }

  put(id: CellId, point: Float32Array): void {
    this.#founders.push({ id, point });
  }

  /** The nearest cell whose cosine to a centred unit vector is at least `radius`. */
  within(point: Float32Array, radius: number): CellId | null {
    const dim = point.length;
    let nearest: CellId | null = null;
    let cosine = radius;
    const meet = (id: CellId, c: number): void => {
      if (c < cosine || (c === cosine && nearest !== null)) return;
      nearest = id;
      cosine = c;
    };
    this.#ids.forEach((id, j) => {
      meet(id, dot(point, 0, this.#known.data, j * dim, dim));
    });
    for (const { id, point: other } of this.#founders) meet(id, dot(point, 0, other, 0, dim));
    return nearest;
  }
}

/**
 * Sums go to the cell they were made for, or its survivor; when that is gone, to the nearest within the radius, else
 * they found one. Then leader clustering of the open documents in offset order: each joins the nearest cell within
 * the radius, those founded before it in the span included, or founds one. No weight is lost (a law).
 * @returns the new cells, and holders[i]: the cell that took open document i
 */
export function join(
  state: ModelState,
  stats: BatchStats,
  open: OpenSet,
  options: ModelOptions,
): { cells: Map<CellId, Cell>; nextCell: CellId; holders: CellId[] } {
  const cells = new Map(state.cells);
  let nextCell = state.nextCell;
  const put = (id: CellId | null, sums: CellStats): CellId => {
    const cell = id === null ? undefined : cells.get(id);
    const taker = cell ? add(cell, sums, options) : found(nextCell++, sums, options);
    cells.set(taker.id, taker);
    return taker.id;
  };

  for (const [id, sums] of stats.cells) {
    let target = survivor(id, { cells, moved: state.moved });
    if (target === null) {
      const mean = stack([scaled(sums.sum, 1 / sums.weight)], state.dim);
      target = new Centroids(cells.values(), state.mean).within(centre(mean, state.mean).data, state.radius);
    }
    put(target, sums);
  }

  const centroids = new Centroids(cells.values(), state.mean);
  const points = centre(open.vectors, state.mean);
  const holders: CellId[] = [];
  open.docs.forEach((doc, i) => {
    if (open.first[i] !== i) {
      holders.push(holders[open.first[i] as number] as CellId);
      return;
    }
    const point = points.data.subarray(i * state.dim, (i + 1) * state.dim);
    const id = centroids.within(point, state.radius);
    const holder = put(id, alone(doc));
    if (id === null) centroids.put(holder, point);
    holders.push(holder);
  });
  return { cells, nextCell, holders };
}

/** One document as sums. */
function alone(doc: OpenDocument): CellStats {
  return {
    reference: doc.time,
    weight: 1,
    documents: 1,
    sum: doc.vector,
    spread: 0,
    terms: doc.terms,
    exemplars: [doc.exemplar],
  };
}
