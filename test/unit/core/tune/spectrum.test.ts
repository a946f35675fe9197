import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectiveRank, eigenvalues, gramOf } from '../../../../src/core/tune/spectrum.ts';
import { matrix, normals } from './make.ts';

const ascending = (values: Float64Array) => [...values].sort((a, b) => a - b);

describe('eigenvalues', () => {
  it('of the second difference are 2 − 2 cos(kπ / (n + 1))', () => {
    const n = 12;
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      a[i * n + i] = 2;
      if (i > 0) a[i * n + i - 1] = -1;
    }
    const expected = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
    expect(ascending(eigenvalues(a, n))).toEqual(expected.map((value) => expect.closeTo(value, 10)));
  });

  it('of the all-ones matrix are n and zeros, of a diagonal one its diagonal', () => {
    const ones = ascending(eigenvalues(new Float64Array(36).fill(1), 6));
    expect(ones.at(-1)).toBeCloseTo(6, 10);
    for (const value of ones.slice(0, -1)) expect(Math.abs(value)).toBeLessThan(1e-10);
    expect(ascending(eigenvalues(Float64Array.of(3, 0, 0, 0, -1, 0, 0, 0, 2), 3))).toEqual([-1, 2, 3]);
  });

  it('settle where ranks are missing', () => {
    const rows = Array.from({ length: 240 }, (_, i) =>
      Array.from({ length: 20 }, (_, d) => Math.sin(i * (d + 1) * 1.7)),
    );
    const gram = new Float64Array(400);
    for (const row of [...rows, ...rows]) {
      const flat = row.map((_, d) => row[d % 3] as number);
      flat.forEach((a, i) => {
        for (let j = 0; j <= i; j++) gram[i * 20 + j] = (gram[i * 20 + j] as number) + a * (flat[j] as number);
      });
    }
    const total = trace(gram, 20);
    const values = ascending(eigenvalues(gram, 20));
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 6);
    for (const value of values.slice(0, 17)) expect(Math.abs(value)).toBeLessThan(1e-9 * total);
  });

  it('of any symmetric matrix have its trace, squares, and fourth powers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 9 }), (seed, n) => {
        const normal = normals(seed);
        const a = new Float64Array(n * n);
        for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = normal();
        const square = multiply(a, a, n);
        const values = eigenvalues(a.slice(), n);
        const sum = (power: number) => values.reduce((total, value) => total + value ** power, 0);
        expect(sum(1)).toBeCloseTo(trace(a, n), 7);
        expect(sum(2)).toBeCloseTo(trace(square, n), 6);
        expect(sum(4)).toBeCloseTo(trace(multiply(square, square, n), n), 4);
      }),
    );
  });
});

describe('effectiveRank', () => {
  it('counts directions that are used alike, whatever the length of the vectors', () => {
    expect(
      effectiveRank(
        matrix([
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ]),
      ),
    ).toBeCloseTo(3, 6);
    expect(
      effectiveRank(
        matrix([
          [5, 0, 0],
          [0, 5, 0],
        ]),
      ),
    ).toBeCloseTo(2, 6);
    expect(
      effectiveRank(
        matrix([
          [1, 1],
          [2, 2],
          [3, 3],
        ]),
      ),
    ).toBeCloseTo(1, 4);
  });

  it('is the exponential of the entropy of squared singular values', () => {
    // Squared singular values 9 and 1.
    const entropy = -(0.9 * Math.log(0.9) + 0.1 * Math.log(0.1));
    expect(
      effectiveRank(
        matrix([
          [3, 0],
          [0, 1],
        ]),
      ),
    ).toBeCloseTo(Math.exp(entropy), 6);
  });
});

function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = 0;
    for (let k = 0; k < n; k++) sum += (a[i * n + k] as number) * (b[k * n + j] as number);
    return sum;
  });
}

function trace(a: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i * n + i] as number;
  return sum;
}

describe('gramOf', () => {
  it('is Σ x xᵀ below the diagonal, of any number of rows', () => {
    for (let rows = 0; rows <= 9; rows++) {
      const normal = normals(rows);
      const points = Array.from({ length: rows }, () => Array.from({ length: 3 }, () => Math.fround(normal())));
      const gram = gramOf({ rows, dim: 3, data: Float32Array.from(points.flat()) });
      for (let a = 0; a < 3; a++)
        for (let b = 0; b <= a; b++)
          expect(gram[a * 3 + b]).toBeCloseTo(
            points.reduce((sum, x) => sum + (x[a] as number) * (x[b] as number), 0),
            12,
          );
    }
  });
});
