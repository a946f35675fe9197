import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applied, procrustes } from '../../../../src/core/migrate/affine.ts';
import { draws } from '../../../../src/core/random.ts';
import type { Embeddings } from '../../../../src/core/types.ts';
import { row, stack } from '../../../../src/core/vector.ts';
import { svd } from '../../../../src/edges/svd.ts';

function cloud(rows: number, dim: number, seed: number): Embeddings {
  const next = draws(seed);
  return { rows, dim, data: Float32Array.from({ length: rows * dim }, (_, i) => (next() - 0.5) * (1 + (i % dim))) };
}

function through(points: Embeddings, by: (x: Float32Array) => readonly number[], dim: number): Embeddings {
  return stack(
    Array.from({ length: points.rows }, (_, i) => Float32Array.from(by(row(points, i)))),
    dim,
  );
}

const numbers = (values: ArrayLike<number>) => Array.from(values);

function errorOf(x: Embeddings, y: Embeddings, map: (x: Float32Array) => ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.rows; i++) {
    const z = map(row(x, i));
    row(y, i).forEach((value, a) => {
      sum += (value - (z[a] as number)) ** 2;
    });
  }
  return sum;
}

describe('procrustes', () => {
  it('finds a turn, a mirror, a stretch and a shift again', () => {
    const x = cloud(40, 3, 1);
    // A turn by 30° in the first two, the third mirrored; all doubled and shifted.
    const [c, s] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
    const known = (v: Float32Array) => {
      const [a = 0, b = 0, d = 0] = v;
      return [2 * (c * a - s * b) + 1, 2 * (s * a + c * b) - 4, -2 * d + 0.5];
    };
    const map = procrustes(x, through(x, known, 3), svd);
    const point = Float32Array.of(0.3, -2, 7);
    numbers(applied(map, point)).forEach((value, a) => {
      expect(value).toBeCloseTo(known(point)[a] as number, 4);
    });
  });

  it('is the angle of the closed form in the plane, with its scale', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: -3, max: 3, noNaN: true }), (seed, angle) => {
        const x = cloud(12, 2, seed);
        const noise = cloud(12, 2, seed + 1);
        const y = through(
          x,
          ([a = 0, b = 0]) => [Math.cos(angle) * a - Math.sin(angle) * b, Math.sin(angle) * a + Math.cos(angle) * b],
          2,
        );
        y.data.forEach((value, i) => {
          y.data[i] = value + 0.1 * (noise.data[i] as number);
        });
        const centred = (e: Embeddings) => {
          const mean = [0, 1].map(
            (a) => numbers(e.data).reduce((sum, v, i) => sum + (i % 2 === a ? v : 0), 0) / e.rows,
          );
          return Array.from({ length: e.rows }, (_, i) =>
            [0, 1].map((a) => (row(e, i)[a] as number) - (mean[a] as number)),
          );
        };
        // θ = atan2(Σ x × y, Σ x · y), s = √(dot² + cross²) / Σ ‖x‖².
        let [dot, cross, square] = [0, 0, 0];
        const [p, q] = [centred(x), centred(y)];
        p.forEach(([a = 0, b = 0], i) => {
          const [u = 0, v = 0] = q[i] as number[];
          dot += a * u + b * v;
          cross += a * v - b * u;
          square += a * a + b * b;
        });
        const scale = Math.hypot(dot, cross) / square;
        const { matrix } = procrustes(x, y, svd);
        expect(matrix[0]).toBeCloseTo((scale * dot) / Math.hypot(dot, cross), 5);
        expect(matrix[2]).toBeCloseTo((scale * cross) / Math.hypot(dot, cross), 5);
      }),
    );
  });

  it('has no larger error than other turns and scales', () => {
    const [x, y] = [cloud(30, 4, 5), cloud(30, 4, 6)];
    const map = procrustes(x, y, svd);
    const least = errorOf(x, y, (v) => applied(map, v));
    for (const factor of [0.9, 1.1])
      expect(errorOf(x, y, (v) => applied({ ...map, matrix: map.matrix.map((m) => m * factor) }, v))).toBeGreaterThan(
        least,
      );
    const turned = map.matrix.slice();
    const [c, s] = [Math.cos(0.1), Math.sin(0.1)];
    for (let b = 0; b < 4; b++) {
      turned[b] = c * (map.matrix[b] as number) - s * (map.matrix[4 + b] as number);
      turned[4 + b] = s * (map.matrix[b] as number) + c * (map.matrix[4 + b] as number);
    }
    expect(errorOf(x, y, (v) => applied({ ...map, matrix: turned }, v))).toBeGreaterThan(least);
  });

  it.each([
    [5, 3],
    [3, 5],
  ])('goes from %d to %d dimensions by orthonormal directions', (from, to) => {
    const map = procrustes(cloud(60, from, 3), cloud(60, to, 4), svd);
    expect([map.from, map.to, map.matrix.length]).toEqual([from, to, from * to]);
    const rows = Array.from({ length: to }, (_, a) => numbers(map.matrix.slice(a * from, (a + 1) * from)));
    const vectors = to < from ? rows : Array.from({ length: from }, (_, b) => rows.map((r) => r[b] as number));
    const square = (vectors[0] as number[]).reduce((sum, v) => sum + v * v, 0);
    for (const [i, u] of vectors.entries())
      for (const [j, v] of vectors.entries()) {
        const product = u.reduce((sum, value, k) => sum + value * (v[k] as number), 0);
        expect(product / square).toBeCloseTo(i === j ? 1 : 0, 6);
      }
  });

  it('has nothing to go by without documents', () => {
    expect(() => procrustes(cloud(0, 2, 1), cloud(0, 2, 1), svd)).toThrow(/a map needs documents/);
  });
});
