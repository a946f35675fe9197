/** Float32 kernels, plain and deterministic: the reference for any faster one. */
import type { Products } from './ports.ts';
import type { Embeddings } from './types.ts';

type Floats = Float32Array | Float64Array;

/** Σ a_i·b_i over the first `dim` elements from the given starts. */
export function dot(a: Floats, aStart: number, b: Floats, bStart: number, dim: number): number {
  // Four accumulators: independent chains run side by side, and the order of additions is fixed.
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < dim; i += 4) {
    s0 += (a[aStart + i] as number) * (b[bStart + i] as number);
    s1 += (a[aStart + i + 1] as number) * (b[bStart + i + 1] as number);
    s2 += (a[aStart + i + 2] as number) * (b[bStart + i + 2] as number);
    s3 += (a[aStart + i + 3] as number) * (b[bStart + i + 3] as number);
  }
  for (; i < dim; i++) s0 += (a[aStart + i] as number) * (b[bStart + i] as number);
  return s0 + s1 + (s2 + s3);
}

/** The reference kernel. Four columns at a time, so that each element of a row is loaded once for four products. */
export const referenceProducts: Products = {
  name: 'reference-f32',
  products(a, b) {
    if (a.dim !== b.dim) throw new RangeError(`vectors of ${a.dim} and ${b.dim} dimensions cannot be multiplied`);
    const { dim } = a;
    const n = b.rows;
    const x = a.data;
    const y = b.data;
    const out = new Float32Array(a.rows * n);
    for (let i = 0; i < a.rows; i++) {
      const start = i * dim;
      let j = 0;
      for (; j + 3 < n; j += 4) {
        const y0 = j * dim;
        const y1 = y0 + dim;
        const y2 = y1 + dim;
        const y3 = y2 + dim;
        let s0 = 0;
        let s1 = 0;
        let s2 = 0;
        let s3 = 0;
        for (let k = 0; k < dim; k++) {
          const v = x[start + k] as number;
          s0 += v * (y[y0 + k] as number);
          s1 += v * (y[y1 + k] as number);
          s2 += v * (y[y2 + k] as number);
          s3 += v * (y[y3 + k] as number);
        }
        const o = i * n + j;
        out[o] = s0;
        out[o + 1] = s1;
        out[o + 2] = s2;
        out[o + 3] = s3;
      }
      for (; j < n; j++) {
        let s = 0;
        for (let k = 0; k < dim; k++) s += (x[start + k] as number) * (y[j * dim + k] as number);
        out[i * n + j] = s;
      }
    }
    return out;
  },
};

/** Row i of a matrix, as a view. */
export function row(matrix: Embeddings, i: number): Float32Array {
  return matrix.data.subarray(i * matrix.dim, (i + 1) * matrix.dim);
}

/** Rows one below the other, copied; shape (rows.length, dim). */
export function stack(rows: readonly Float32Array[], dim: number): Embeddings {
  const data = new Float32Array(rows.length * dim);
  rows.forEach((r, i) => {
    data.set(r, i * dim);
  });
  return { rows: rows.length, dim, data };
}

/**
 * (x − mean) / ‖x − mean‖ for each row, so that cosines measure what sets documents apart from the stream.
 * A row equal to the mean stays zero. Shapes: (rows, dim), (dim) → (rows, dim).
 */
export function centre(matrix: Embeddings, mean: Float32Array): Embeddings {
  const { rows, dim } = matrix;
  const data = new Float32Array(rows * dim);
  for (let i = 0; i < rows; i++) {
    const start = i * dim;
    let square = 0;
    for (let j = 0; j < dim; j++) {
      const d = (matrix.data[start + j] as number) - (mean[j] as number);
      data[start + j] = d;
      square += d * d;
    }
    if (square < 1e-18) {
      data.fill(0, start, start + dim);
      continue;
    }
    const scale = 1 / Math.sqrt(square);
    for (let j = 0; j < dim; j++) data[start + j] = (data[start + j] as number) * scale;
  }
  return { rows, dim, data };
}

/** sum + factor·x, in place; of equal length. */
export function accumulate(sum: Float64Array, x: Floats, factor = 1): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + factor * (x[i] as number);
}

/** Whether no element is NaN or infinite. A plain loop: `every` makes a number of the heap of each element. */
export function allFinite(x: Floats): boolean {
  for (let i = 0; i < x.length; i++) if (!Number.isFinite(x[i])) return false;
  return true;
}

/** ‖a − b‖². */
export function squaredDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const d = (a[i] as number) - (b[i] as number);
    sum += d * d;
  }
  return sum;
}

/** (1 − t)·a + t·b, a new vector. */
export function blend(a: Float32Array, b: Float32Array, t: number): Float32Array {
  const out = new Float32Array(a.length);
  for (let i = 0; i < a.length; i++) out[i] = (a[i] as number) + t * ((b[i] as number) - (a[i] as number));
  return out;
}

/** a·s, a new vector. */
export function scaled(a: Float32Array, s: number): Float32Array {
  const out = new Float32Array(a.length);
  for (let i = 0; i < a.length; i++) out[i] = (a[i] as number) * s;
  return out;
}

/**
 * For each row the first row with the very same values: i for a row not seen before.
 * The same text always has the same vector, so this finds the duplicates of a span.
 */
export function firstOccurrences(matrix: Embeddings): Int32Array {
  const { rows, dim } = matrix;
  const bits = new Int32Array(matrix.data.buffer, matrix.data.byteOffset, rows * dim);
  const first = new Int32Array(rows);
  const seen = new Map<number, number[]>();
  const same = (a: number, b: number): boolean => {
    for (let j = 0; j < dim; j++) if (bits[a * dim + j] !== bits[b * dim + j]) return false;
    return true;
  };
  for (let i = 0; i < rows; i++) {
    let hash = 0;
    for (let j = 0; j < dim; j++) hash = (Math.imul(hash, 31) + (bits[i * dim + j] as number)) | 0;
    const rivals = seen.get(hash);
    const twin = rivals?.find((r) => same(r, i));
    first[i] = twin ?? i;
    if (twin !== undefined) continue;
    if (rivals) rivals.push(i);
    else seen.set(hash, [i]);
  }
  return first;
}
