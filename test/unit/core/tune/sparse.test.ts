import { describe, expect, it } from 'vitest';
import { combined, transposed } from '../../../../src/core/tune/sparse.ts';
import { normals } from './make.ts';

const WIDTH = 9;
const normal = normals(3);
/** Rows with none to eight elements, so that fours of them and what is left over are met. */
const dense = Array.from({ length: 9 }, (_, i) => Array.from({ length: WIDTH }, (_, c) => (c < i ? normal() : 0)));
const held = dense.map((row) => row.flatMap((value, column) => (value === 0 ? [] : [{ column, value }])));
const sparse = {
  starts: Int32Array.from([0, ...held.map((_, i) => held.slice(0, i + 1).reduce((n, row) => n + row.length, 0))]),
  columns: Int32Array.from(held.flat(), ({ column }) => column),
  values: Float64Array.from(held.flat(), ({ value }) => value),
};

/** Σ by the definition, element by element. */
function product(weights: readonly number[], rows: Float32Array, dim: number): number[] {
  return Array.from({ length: dim }, (_, j) =>
    weights.reduce((sum, weight, r) => sum + weight * (rows[r * dim + j] as number), 0),
  );
}

describe('combined', () => {
  it('is a row of the matrix times another matrix', () => {
    const dim = 5;
    const rows = Float32Array.from({ length: WIDTH * dim }, () => normal());
    dense.forEach((weights, i) => {
      const out = combined(sparse, i, rows, new Float64Array(dim).fill(7));
      product(weights, rows, dim).forEach((expected, j) => {
        expect(out[j]).toBeCloseTo(expected, 12);
      });
    });
  });
});

describe('transposed', () => {
  it('has the columns as rows, in order', () => {
    const turned = transposed(sparse, WIDTH);
    for (let c = 0; c < WIDTH; c++) {
      const [from, to] = [turned.starts[c] as number, turned.starts[c + 1] as number];
      const expected = dense.flatMap((row, i) => (row[c] === 0 ? [] : [[i, row[c]]]));
      expect(Array.from({ length: to - from }, (_, n) => [turned.columns[from + n], turned.values[from + n]])).toEqual(
        expected,
      );
    }
    expect(transposed(turned, dense.length)).toEqual(sparse);
  });
});
