/**
 * Latent semantic analysis of the feed's own words (Deerwester et al. 1990): documents that use the same pieces of
 * words as others of this feed do come nearer to each other.
 */
import { draws } from '../random.ts';
import type { Bag } from '../text/wordpiece.ts';
import { dot } from '../vector.ts';
import type { Sparse } from './sparse.ts';

/** g = norm(Σ (1 + ln tf_t) r_t): r_t is the piece's row of V, times its inverse document frequency. */
export interface Lsa {
  /** Pieces in the vocabulary. */
  readonly size: number;
  readonly dim: number;
  /** r, shape (size, dim); zero for pieces that are left out. */
  readonly rows: Float32Array;
}

export interface LsaOptions {
  /** Pieces in the vocabulary. */
  readonly size: number;
  /** Columns of V; fewer where the feed has fewer pieces or documents. Default 64. */
  readonly dim?: number;
  /** Default 8. */
  readonly iterations?: number;
  readonly seed: number;
}

/** Kept are pieces in at least so many documents, and in less than this part of them. */
const LEAST_DOCUMENTS = 2;
const LARGEST_PART = 0.2;

/**
 * V spans the `dim` leading right singular vectors of the documents × pieces matrix of unit rows w with
 * w_t = (1 + ln tf) ln((n + 1) / (df + 1)), found by subspace iteration: V ← orth(Aᵀ A V). Only the space matters to
 * cosines of w V, not its axes. Null when fewer than two pieces are kept.
 */
export function fitLsa(bags: readonly Bag[], { size, dim = 64, iterations = 8, seed }: LsaOptions): Lsa | null {
  const idf = inverseFrequencies(bags, size);
  // Column of each piece that is kept, −1 for the others.
  const column = new Int32Array(size).fill(-1);
  let kept = 0;
  for (let t = 0; t < size; t++) if ((idf[t] as number) > 0) column[t] = kept++;
  const k = Math.min(dim, kept, bags.length);
  if (kept < 2) return null;
  const matrix = weighted(bags, idf, column);
  const next = draws(seed);
  let basis: Float64Array = Float64Array.from({ length: kept * k }, () => next() - 0.5);
  orthonormalise(basis, kept, k, 1);
  for (let i = 0; i < iterations; i++) {
    basis = backAndForth(matrix, basis, kept, k);
    orthonormalise(basis, kept, k, i + 1 < iterations ? 1 : 2);
  }
  const rows = new Float32Array(size * k);
  for (let t = 0; t < size; t++) {
    const c = column[t] as number;
    if (c < 0) continue;
    for (let j = 0; j < k; j++) rows[t * k + j] = (idf[t] as number) * (basis[c * k + j] as number);
  }
  return { size, dim: k, rows };
}

/** ln((n + 1) / (df + 1)) of the pieces that are kept, 0 of the others; shape (size). */
export function inverseFrequencies(
  bags: readonly Bag[],
  size: number,
  { least = LEAST_DOCUMENTS, part = LARGEST_PART }: { readonly least?: number; readonly part?: number } = {},
): Float64Array {
  const frequency = new Int32Array(size);
  for (const { ids } of bags) for (const id of ids) frequency[id] = (frequency[id] as number) + 1;
  return Float64Array.from(frequency, (df) =>
    df >= least && df < part * bags.length ? Math.log((bags.length + 1) / (df + 1)) : 0,
  );
}

function weighted(bags: readonly Bag[], idf: Float64Array, column: Int32Array): Sparse {
  const starts = new Int32Array(bags.length + 1);
  const total = bags.reduce((sum, { ids }) => sum + ids.length, 0);
  const columns = new Int32Array(total);
  const values = new Float64Array(total);
  let filled = 0;
  bags.forEach(({ ids, counts }, i) => {
    let square = 0;
    const from = filled;
    for (let at = 0; at < ids.length; at++) {
      const t = ids[at] as number;
      if ((column[t] as number) < 0) continue;
      const value = (1 + Math.log(counts[at] as number)) * (idf[t] as number);
      columns[filled] = column[t] as number;
      values[filled++] = value;
      square += value * value;
    }
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let at = from; at < filled; at++) values[at] = (values[at] as number) * scale;
    starts[i + 1] = filled;
  });
  return { starts, columns, values };
}

/** Aᵀ (A V); V and the result have shape (kept, k). */
function backAndForth({ starts, columns, values }: Sparse, basis: Float64Array, kept: number, k: number): Float64Array {
  const out = new Float64Array(kept * k);
  const product = new Float64Array(k);
  for (let i = 0; i + 1 < starts.length; i++) {
    const [from, to] = [starts[i] as number, starts[i + 1] as number];
    product.fill(0);
    for (let at = from; at < to; at++) {
      const c = (columns[at] as number) * k;
      const value = values[at] as number;
      for (let j = 0; j < k; j++) product[j] = (product[j] as number) + value * (basis[c + j] as number);
    }
    for (let at = from; at < to; at++) {
      const c = (columns[at] as number) * k;
      const value = values[at] as number;
      for (let j = 0; j < k; j++) out[c + j] = (out[c + j] as number) + value * (product[j] as number);
    }
  }
  return out;
}

/**
 * Gram and Schmidt, once over, which keeps the columns from becoming alike, or twice, which is enough for all digits
 * (Giraud et al. 2005); a column that vanishes becomes zero.
 */
function orthonormalise(basis: Float64Array, rows: number, k: number, passes: 1 | 2): void {
  // Columns one after the other in memory: it is they that are multiplied.
  const columns = new Float64Array(rows * k);
  for (let r = 0; r < rows; r++) for (let j = 0; j < k; j++) columns[j * rows + r] = basis[r * k + j] as number;
  for (let j = 0; j < k; j++) {
    const own = j * rows;
    for (let pass = 0; pass < passes; pass++) {
      for (let i = 0; i < j; i++) {
        const other = i * rows;
        const overlap = dot(columns, own, columns, other, rows);
        for (let r = 0; r < rows; r++) {
          columns[own + r] = (columns[own + r] as number) - overlap * (columns[other + r] as number);
        }
      }
    }
    let square = 0;
    for (let r = 0; r < rows; r++) square += (columns[own + r] as number) ** 2;
    const scale = square > 1e-24 ? 1 / Math.sqrt(square) : 0;
    for (let r = 0; r < rows; r++) columns[own + r] = (columns[own + r] as number) * scale;
  }
  for (let r = 0; r < rows; r++) for (let j = 0; j < k; j++) basis[r * k + j] = columns[j * rows + r] as number;
}

/** Σ (1 + ln tf_t) r_t into `out` from `at`, not yet of unit length; returns its squared length. */
export function project({ dim, rows }: Lsa, { ids, counts }: Bag, out: Float32Array, at: number): number {
  out.fill(0, at, at + dim);
  for (let i = 0; i < ids.length; i++) {
    const start = (ids[i] as number) * dim;
    const weight = 1 + Math.log(counts[i] as number);
    for (let j = 0; j < dim; j++) out[at + j] = (out[at + j] as number) + weight * (rows[start + j] as number);
  }
  let square = 0;
  for (let j = 0; j < dim; j++) square += (out[at + j] as number) ** 2;
  return square;
}
