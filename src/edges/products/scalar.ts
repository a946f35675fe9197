/** The int16 kernel in plain numbers: what wasm.ts does with SIMD, to the same bits. int16.ts explains the arithmetic. */
import type { Embeddings } from '../../core/types.ts';

/** A matrix as whole numbers: element j of row i is about steps[i] · values[i · length + j]. */
export interface Quantised {
  readonly rows: number;
  readonly dim: number;
  /** `dim` rounded up to a multiple of 8 and not 0; what is beyond `dim` is 0. */
  readonly length: number;
  /** In [−32767, 32767]; shape (rows × length). */
  readonly values: Int16Array;
  /** Shape (rows). */
  readonly steps: Float64Array;
}

/** The rows [first, first + rows) of a quantised matrix. */
export interface Rows {
  readonly of: Quantised;
  readonly first: number;
  readonly rows: number;
}

export interface Engine {
  quantise(matrix: Embeddings): Quantised;
  /** a (m rows), b (n rows), of one length → (m × n). */
  multiply(a: Rows, b: Rows): Float32Array;
}

/** A double this large has no room for a fraction: adding it and taking it away rounds to the nearest, ties to even. */
const WHOLE = 1.5 * 2 ** 52;

export function lengthOf(dim: number): number {
  return Math.max(8, Math.ceil(dim / 8) * 8);
}

/** What a quantised row may measure before its elements are rounded: afterwards it is at most 46340, and 46340² < 2³¹. */
export function limitOf(dim: number): number {
  return 46340 - Math.sqrt(dim) / 2;
}

export const scalarEngine: Engine = {
  quantise({ rows, dim, data }) {
    const length = lengthOf(dim);
    const limit = limitOf(dim);
    const values = new Int16Array(rows * length);
    const steps = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      let most = 0;
      // Four sums, as four lanes have them: the order of additions decides the last bit.
      const lanes: [number, number, number, number] = [0, 0, 0, 0];
      for (let j = 0; j < dim; j++) {
        const x = data[i * dim + j] as number;
        if (Math.abs(x) > most) most = Math.abs(x);
        lanes[(j & 3) as 0 | 1 | 2 | 3] += x * x;
      }
      const norm = Math.sqrt(lanes[0] + lanes[1] + (lanes[2] + lanes[3]));
      const scale = Math.min(32767 / most, limit / norm);
      let squares = 0;
      for (let j = 0; j < dim; j++) {
        const at = i * length + j;
        values[at] = (data[i * dim + j] as number) * scale + WHOLE - WHOLE;
        squares += values[at] ** 2;
      }
      steps[i] = norm === 0 ? 0 : norm / Math.sqrt(squares);
    }
    return { rows, dim, length, values, steps };
  },

  multiply(a, b) {
    const { length } = a.of;
    const x = a.of.values.subarray(a.first * length);
    const y = b.of.values.subarray(b.first * length);
    const out = new Float32Array(a.rows * b.rows);
    for (let i = 0; i < a.rows; i++)
      for (let j = 0; j < b.rows; j++) {
        let sum = 0;
        for (let k = 0; k < length; k++)
          sum = (sum + Math.imul(x[i * length + k] as number, y[j * length + k] as number)) | 0;
        const step = (a.of.steps[a.first + i] as number) * (b.of.steps[b.first + j] as number);
        out[i * b.rows + j] = sum * step;
      }
    return out;
  },
};
