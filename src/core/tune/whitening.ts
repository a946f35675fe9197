/**
 * Whitening by the covariance within cells: what makes documents of one cell differ counts less, so that what sets cells
 * apart counts more (the within-class half of Fisher's discriminant, with cells in place of classes, hence no labels).
 */
import type { Embeddings } from '../types.ts';
import { gramOf } from './spectrum.ts';

/** Sums over documents; those of two parts of a feed add up to those of both. */
export interface Scatter {
  readonly dim: number;
  readonly count: number;
  /** Σ x, shape (dim). */
  readonly sum: Float64Array;
  /** Σ (x − c(x))(x − c(x))ᵀ, shape (dim, dim), the lower triangle filled. */
  readonly within: Float64Array;
}

/** z = norm(M (x − μ)). */
export interface Whitening {
  readonly dim: number;
  /** μ, shape (dim). */
  readonly mean: Float32Array;
  /** M = L⁻¹, shape (dim, dim), row-major, zero above the diagonal. */
  readonly matrix: Float32Array;
}

/** `labels[i]` is the row of `centres` to which row i of `points` belongs. */
export function scatter(points: Embeddings, centres: Embeddings, labels: Int32Array): Scatter {
  const { rows, dim, data } = points;
  const sum = new Float64Array(dim);
  const rest = new Float32Array(rows * dim);
  for (let i = 0; i < rows; i++) {
    const centre = (labels[i] as number) * dim;
    for (let a = 0; a < dim; a++) {
      const value = data[i * dim + a] as number;
      sum[a] = (sum[a] as number) + value;
      rest[i * dim + a] = value - (centres.data[centre + a] as number);
    }
  }
  return { dim, count: rows, sum, within: gramOf({ rows, dim, data: rest }) };
}

/** Of both together. */
export function mergeScatter(a: Scatter, b: Scatter): Scatter {
  if (a.dim !== b.dim) throw new RangeError(`sums of ${a.dim} and of ${b.dim} dimensions do not add up`);
  return {
    dim: a.dim,
    count: a.count + b.count,
    sum: a.sum.map((value, i) => value + (b.sum[i] as number)),
    within: a.within.map((value, i) => value + (b.within[i] as number)),
  };
}

/**
 * S = within / n; S' = (1 − b) S + b (tr S / dim) I = L Lᵀ; M = L⁻¹, μ = Σ x / n. Cosines are those of S'^(−1/2). The
 * shrinkage b in (0, 1] bounds the condition number: S has directions in which nothing varies (Ledoit & Wolf 2004).
 */
export function whitening({ dim, count, sum, within }: Scatter, shrinkage = 0.5): Whitening {
  if (count === 0) throw new RangeError('a whitening needs documents: give one or more');
  const trace = within.reduce((total, value, at) => (at % (dim + 1) === 0 ? total + value : total), 0);
  // Documents that all lie on their centres have nothing to be whitened by.
  const isotropic = trace > 0 ? trace / count / dim : 1;
  const shrunk = within.map((value) => ((1 - shrinkage) * value) / count);
  for (let a = 0; a < dim; a++) shrunk[a * dim + a] = (shrunk[a * dim + a] as number) + shrinkage * isotropic;
  // Scaled to a mean variance of 1, so that products stay of ordinary size; no cosine changes.
  const inverse = inverseOfLower(cholesky(shrunk, dim), dim);
  const scale = Math.sqrt(isotropic);
  return {
    dim,
    mean: Float32Array.from(sum, (value) => value / count),
    matrix: Float32Array.from(inverse, (value) => value * scale),
  };
}

/** L of A = L Lᵀ from A's lower triangle, positive definite, shape (dim, dim). */
export function cholesky(lower: Float64Array, dim: number): Float64Array {
  const l = new Float64Array(dim * dim);
  for (let a = 0; a < dim; a++) {
    for (let b = 0; b <= a; b++) {
      let value = lower[a * dim + b] as number;
      for (let k = 0; k < b; k++) value -= (l[a * dim + k] as number) * (l[b * dim + k] as number);
      if (a !== b) l[a * dim + b] = value / (l[b * dim + b] as number);
      else if (value > 0) l[a * dim + a] = Math.sqrt(value);
      else throw new RangeError(`the matrix is not positive definite (pivot ${a} is ${value}): shrink it more`);
    }
  }
  return l;
}

/** L⁻¹ by forward substitution, column by column. */
export function inverseOfLower(l: Float64Array, dim: number): Float64Array {
  const inverse = new Float64Array(dim * dim);
  for (let column = 0; column < dim; column++) {
    for (let a = column; a < dim; a++) {
      let value = a === column ? 1 : 0;
      for (let k = column; k < a; k++) value -= (l[a * dim + k] as number) * (inverse[k * dim + column] as number);
      inverse[a * dim + column] = value / (l[a * dim + a] as number);
    }
  }
  return inverse;
}

/** M (x − μ) into `out` from `at`, not yet of unit length; returns its squared length. `x` begins at `from`. */
export function whiten(
  { dim, mean, matrix }: Whitening,
  x: Float32Array,
  from: number,
  out: Float32Array,
  at: number,
): number {
  const rest = centredRoom(dim);
  for (let a = 0; a < dim; a++) rest[a] = (x[from + a] as number) - (mean[a] as number);
  let square = 0;
  for (let a = 0; a < dim; a++) {
    const start = a * dim;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let b = 0;
    for (; b + 3 <= a; b += 4) {
      s0 += (matrix[start + b] as number) * (rest[b] as number);
      s1 += (matrix[start + b + 1] as number) * (rest[b + 1] as number);
      s2 += (matrix[start + b + 2] as number) * (rest[b + 2] as number);
      s3 += (matrix[start + b + 3] as number) * (rest[b + 3] as number);
    }
    for (; b <= a; b++) s0 += (matrix[start + b] as number) * (rest[b] as number);
    const value = s0 + s1 + (s2 + s3);
    out[at + a] = value;
    square += value * value;
  }
  return square;
}

let room = new Float32Array(0);
/** Reused, so that a document costs no allocation; nothing survives the call. */
function centredRoom(dim: number): Float32Array {
  if (room.length !== dim) room = new Float32Array(dim);
  return room;
}
