import { describe, expect, it } from 'vitest';
import {
  cholesky,
  inverseOfLower,
  mergeScatter,
  scatter,
  whiten,
  whitening,
} from '../../../../src/core/tune/whitening.ts';
import type { Embeddings } from '../../../../src/core/types.ts';
import { matrix, normals } from './make.ts';

const DIM = 5;
const normal = normals(2);
const points = matrix(
  Array.from({ length: 60 }, (_, i) => Array.from({ length: DIM }, (_, d) => (d + 1) * normal() + (i % 2) * 3 + d)),
);
const labels = Int32Array.from({ length: 60 }, (_, i) => i % 2);
const centres = means(points, labels, 2);

function means({ rows, dim, data }: Embeddings, of: Int32Array, k: number): Embeddings {
  const sums = Array.from({ length: k }, () => new Array<number>(dim).fill(0));
  const counts = new Array<number>(k).fill(0);
  for (let i = 0; i < rows; i++) {
    const c = of[i] as number;
    counts[c] = (counts[c] as number) + 1;
    for (let d = 0; d < dim; d++)
      (sums[c] as number[])[d] = ((sums[c] as number[])[d] as number) + (data[i * dim + d] as number);
  }
  return matrix(sums.map((sum, c) => sum.map((value) => value / (counts[c] as number))));
}

const at = (m: ArrayLike<number>, a: number, b: number) => m[a * DIM + b] as number;

/** S' straight from its definition, in plain loops. */
function shrunk(b: number): number[][] {
  const s = Array.from({ length: DIM }, () => new Array<number>(DIM).fill(0));
  for (let i = 0; i < points.rows; i++) {
    const rest = Array.from(
      { length: DIM },
      (_, d) => at(points.data, i, d) - at(centres.data, labels[i] as number, d),
    );
    for (let x = 0; x < DIM; x++)
      for (let y = 0; y < DIM; y++)
        (s[x] as number[])[y] =
          ((s[x] as number[])[y] as number) + ((rest[x] as number) * (rest[y] as number)) / points.rows;
  }
  const trace = s.reduce((sum, row, d) => sum + (row[d] as number), 0);
  return s.map((row, x) => row.map((value, y) => (1 - b) * value + (x === y ? (b * trace) / DIM : 0)));
}

describe('scatter', () => {
  it('sums what two parts of a feed sum', () => {
    const half = (from: number): Embeddings => ({
      rows: 30,
      dim: DIM,
      data: points.data.slice(from * DIM, (from + 30) * DIM),
    });
    const whole = scatter(points, centres, labels);
    const merged = mergeScatter(
      scatter(half(0), centres, labels.slice(0, 30)),
      scatter(half(30), centres, labels.slice(30)),
    );
    expect(merged.count).toBe(60);
    for (let i = 0; i < DIM * DIM; i++) expect(merged.within[i]).toBeCloseTo(whole.within[i] as number, 4);
    for (let d = 0; d < DIM; d++) expect(merged.sum[d]).toBeCloseTo(whole.sum[d] as number, 4);
  });

  it('does not add up dimensions that differ', () => {
    const other = scatter(matrix([[1, 2]]), matrix([[1, 2]]), Int32Array.of(0));
    expect(() => mergeScatter(scatter(points, centres, labels), other)).toThrow(/5 and of 2/);
  });
});

describe('cholesky and inverseOfLower', () => {
  it('L Lᵀ is the matrix, L⁻¹ L the identity', () => {
    const a = shrunk(0.5);
    const l = cholesky(Float64Array.from(a.flat()), DIM);
    const inverse = inverseOfLower(l, DIM);
    for (let x = 0; x < DIM; x++) {
      for (let y = 0; y < DIM; y++) {
        let [product, identity] = [0, 0];
        for (let k = 0; k < DIM; k++) {
          product += at(l, x, k) * at(l, y, k);
          identity += at(inverse, x, k) * at(l, k, y);
        }
        expect(product).toBeCloseTo((a[x] as number[])[y] as number, 9);
        expect(identity).toBeCloseTo(x === y ? 1 : 0, 9);
      }
    }
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() => cholesky(Float64Array.of(1, 0, 2, 1), 2)).toThrow(/pivot 1/);
  });
});

describe('whitening', () => {
  it.each([0.5, 0.2])('cosines of M (x − μ) are those under S′⁻¹ with shrinkage %f', (b) => {
    const map = whitening(scatter(points, centres, labels), b);
    const out = new Float32Array(points.rows * DIM);
    for (let i = 0; i < points.rows; i++) whiten(map, points.data, i * DIM, out, i * DIM);
    const mean = Array.from({ length: DIM }, (_, d) => {
      let sum = 0;
      for (let i = 0; i < points.rows; i++) sum += at(points.data, i, d) / points.rows;
      return sum;
    });
    const s = shrunk(b);
    const product = (i: number, j: number) => {
      const [x, y] = [i, j].map((n) => mean.map((m, d) => at(points.data, n, d) - m)) as [number[], number[]];
      return x.reduce((sum, value, d) => sum + value * (solve(s, y)[d] as number), 0);
    };
    for (const [i, j] of [
      [0, 1],
      [2, 7],
      [5, 40],
      [59, 12],
    ] as const) {
      const expected = product(i, j) / Math.sqrt(product(i, i) * product(j, j));
      let [dot, a, c] = [0, 0, 0];
      for (let d = 0; d < DIM; d++) {
        dot += at(out, i, d) * at(out, j, d);
        a += at(out, i, d) ** 2;
        c += at(out, j, d) ** 2;
      }
      expect(dot / Math.sqrt(a * c)).toBeCloseTo(expected, 5);
    }
  });

  it('keeps a mean variance of one and returns the squared length', () => {
    const map = whitening(scatter(points, centres, labels), 1);
    const out = new Float32Array(DIM);
    const square = whiten(map, points.data, 0, out, 0);
    const length = Math.hypot(
      ...Array.from({ length: DIM }, (_, d) => at(points.data, 0, d) - (map.mean[d] as number)),
    );
    expect(square).toBeCloseTo(length ** 2, 3);
    expect(Math.hypot(...out)).toBeCloseTo(length, 4);
  });

  it('leaves documents alone that all lie on their centres', () => {
    const map = whitening(
      scatter(
        matrix([
          [1, 0],
          [0, 1],
        ]),
        matrix([
          [1, 0],
          [0, 1],
        ]),
        Int32Array.of(0, 1),
      ),
    );
    expect([...map.matrix]).toEqual([1, 0, 0, 1].map((value) => expect.closeTo(value * Math.SQRT2, 5)));
  });

  it('needs documents', () => {
    expect(() => whitening({ dim: 1, count: 0, sum: new Float64Array(1), within: new Float64Array(1) })).toThrow(
      /documents/,
    );
  });
});

/** A x = b by Gauss and Jordan. */
function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const m = a.map((row, i) => [...row, b[i] as number]);
  for (let p = 0; p < b.length; p++) {
    const pivot = m[p] as number[];
    const by = pivot[p] as number;
    for (let j = 0; j <= b.length; j++) pivot[j] = (pivot[j] as number) / by;
    for (let i = 0; i < b.length; i++) {
      if (i === p) continue;
      const row = m[i] as number[];
      const factor = row[p] as number;
      for (let j = 0; j <= b.length; j++) row[j] = (row[j] as number) - factor * (pivot[j] as number);
    }
  }
  return m.map((row) => row.at(-1) as number);
}
