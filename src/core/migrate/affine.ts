/** Maps from one encoder's space into another's, fitted on documents that both have seen. */
import type { Embeddings } from '../types.ts';

/** y = A x + b. */
export interface Affine {
  /** Length of x, and of y. */
  readonly from: number;
  readonly to: number;
  /** A, shape (to, from), row-major. */
  readonly matrix: Float64Array;
  /** b, shape (to). */
  readonly offset: Float64Array;
}

/** A = U diag(s) Vᵀ with k = min(rows, columns) singular values: shapes (rows, k), (k), (columns, k), row-major. */
export interface Singular {
  readonly u: Float64Array;
  readonly s: Float64Array;
  readonly v: Float64Array;
}

/** Singular value decomposition of a row-major matrix: comes from a library. */
export type Decompose = (matrix: Float64Array, shape: { readonly rows: number; readonly columns: number }) => Singular;

/** A x + b as a new vector. */
export function applied({ from, to, matrix, offset }: Affine, x: ArrayLike<number>): Float32Array {
  const y = new Float32Array(to);
  for (let a = 0; a < to; a++) {
    let sum = offset[a] as number;
    for (let b = 0, at = a * from; b < from; b++, at++) sum += (matrix[at] as number) * (x[b] as number);
    y[a] = sum;
  }
  return y;
}

/**
 * Orthogonal Procrustes with scale and translation (Schönemann & Carroll 1970): y ≈ s Q (x − μ_x) + μ_y with the least
 * squared error. With Σ (x − μ_x)(y − μ_y)ᵀ = U diag(σ) Vᵀ, Q = V Uᵀ and s = Σ σ / Σ ‖Q (x − μ_x)‖². Q turns and mirrors,
 * and where y has fewer dimensions leaves out those directions of x that y knows least of; so cosines stay what they were,
 * which a map with more freedom would buy its smaller error with. Row i of `x` and of `y` is of one document.
 */
export function procrustes(x: Embeddings, y: Embeddings, decompose: Decompose): Affine {
  const [mx, my] = [meanOf(x), meanOf(y)];
  const cross = crossOf(x, mx, y, my);
  const { u, s, v } = decompose(cross, { rows: x.dim, columns: y.dim });
  const k = s.length;
  const matrix = new Float64Array(y.dim * x.dim);
  for (let a = 0; a < y.dim; a++)
    for (let b = 0; b < x.dim; b++) {
      let sum = 0;
      for (let c = 0; c < k; c++) sum += (v[a * k + c] as number) * (u[b * k + c] as number);
      matrix[a * x.dim + b] = sum;
    }
  const linear: Affine = { from: x.dim, to: y.dim, matrix, offset: new Float64Array(y.dim) };
  const rest = new Float64Array(x.dim);
  let square = 0;
  for (let i = 0; i < x.rows; i++) {
    for (let b = 0; b < x.dim; b++) rest[b] = (x.data[i * x.dim + b] as number) - (mx[b] as number);
    for (const value of applied(linear, rest)) square += value * value;
  }
  const scale = square > 0 ? s.reduce((sum, value) => sum + value, 0) / square : 1;
  return translated({ ...linear, matrix: matrix.map((value) => value * scale) }, mx, my);
}

/** b = μ_y − A μ_x. */
function translated(map: Affine, mx: Float64Array, my: Float64Array): Affine {
  const at = applied({ ...map, offset: new Float64Array(map.to) }, mx);
  return { ...map, offset: my.map((value, a) => value - (at[a] as number)) };
}

function meanOf({ rows, dim, data }: Embeddings): Float64Array {
  if (rows === 0) throw new RangeError('a map needs documents: give one or more');
  const mean = new Float64Array(dim);
  for (let i = 0; i < rows; i++)
    for (let a = 0; a < dim; a++) mean[a] = (mean[a] as number) + (data[i * dim + a] as number) / rows;
  return mean;
}

/** Σ (x − μ_x)(y − μ_y)ᵀ, shape (dim x, dim y). */
function crossOf(x: Embeddings, mx: Float64Array, y: Embeddings, my: Float64Array): Float64Array {
  const cross = new Float64Array(x.dim * y.dim);
  const centred = new Float64Array(y.dim);
  for (let i = 0; i < x.rows; i++) {
    for (let b = 0; b < y.dim; b++) centred[b] = (y.data[i * y.dim + b] as number) - (my[b] as number);
    for (let a = 0; a < x.dim; a++) {
      const value = (x.data[i * x.dim + a] as number) - (mx[a] as number);
      for (let b = 0, at = a * y.dim; b < y.dim; b++, at++)
        cross[at] = (cross[at] as number) + value * (centred[b] as number);
    }
  }
  return cross;
}
