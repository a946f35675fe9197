import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kmeans, nearest } from '../../../../src/core/tune/kmeans.ts';
import type { Embeddings } from '../../../../src/core/types.ts';
import { referenceProducts as products } from '../../../../src/core/vector.ts';
import { matrix, normals } from './make.ts';

function squared(a: Embeddings, i: number, b: Embeddings, j: number): number {
  let sum = 0;
  for (let d = 0; d < a.dim; d++) sum += ((a.data[i * a.dim + d] as number) - (b.data[j * b.dim + d] as number)) ** 2;
  return sum;
}

function cloud(seed: number, centres: readonly (readonly number[])[], each: number, spread: number): Embeddings {
  const normal = normals(seed);
  return matrix(
    Array.from({ length: centres.length * each }, (_, i) =>
      (centres[i % centres.length] as readonly number[]).map((value) => value + spread * normal()),
    ),
  );
}

describe('kmeans', () => {
  it('finds clusters that are far apart, and their means', () => {
    const points = cloud(
      1,
      [
        [5, 0],
        [0, 5],
        [-5, -5],
      ],
      20,
      0.3,
    );
    const { labels, centres, inertia } = kmeans(points, { k: 3, seed: 1, products });
    for (let i = 0; i < points.rows; i++) expect(labels[i]).toBe(labels[i % 3]);
    expect(new Set(labels).size).toBe(3);
    const expected = [0, 0];
    for (let i = 0; i < points.rows; i += 3)
      for (const d of [0, 1]) expected[d] = (expected[d] as number) + (points.data[2 * i + d] as number) / 20;
    const c = labels[0] as number;
    expect(centres.data[2 * c]).toBeCloseTo(expected[0] as number, 5);
    expect(centres.data[2 * c + 1]).toBeCloseTo(expected[1] as number, 5);
    let total = 0;
    for (let i = 0; i < points.rows; i++) total += squared(points, i, centres, labels[i] as number);
    expect(inertia).toBeCloseTo(total, 3);
  });

  it('ends where no row is nearer to another centre', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 6 }), (seed, k) => {
        const points = cloud(seed, [[0, 0, 0]], 40, 1);
        const { labels, centres } = kmeans(points, { k, seed, products, iterations: 200 });
        for (let i = 0; i < points.rows; i++) {
          const own = squared(points, i, centres, labels[i] as number);
          for (let c = 0; c < k; c++) expect(own).toBeLessThanOrEqual(squared(points, i, centres, c) + 1e-4);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('is the same for the same seed, and keeps the best of its starts', () => {
    const points = cloud(
      3,
      [
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
        [1, 1],
      ],
      15,
      0.4,
    );
    const one = kmeans(points, { k: 5, seed: 7, products });
    expect(kmeans(points, { k: 5, seed: 7, products })).toEqual(one);
    const singles = [7, 8, 9, 10].map((seed) => kmeans(points, { k: 5, seed, products }).inertia);
    expect(kmeans(points, { k: 5, seed: 7, products, restarts: 4 }).inertia).toBe(Math.min(...singles));
  });

  it('has no more clusters than rows, and none that is empty', () => {
    const points = matrix([
      [1, 0],
      [0, 1],
      [1, 0],
      [0, 1],
    ]);
    expect(new Set(kmeans(points, { k: 9, seed: 1, products }).labels).size).toBeLessThanOrEqual(4);
    const apart = matrix([
      [1, 0],
      [0, 1],
      [-1, 0],
    ]);
    expect(new Set(kmeans(apart, { k: 3, seed: 1, products }).labels).size).toBe(3);
  });
});

describe('nearest', () => {
  it('measures ‖x − c‖², also of centres of different lengths', () => {
    const points = matrix([
      [1, 1],
      [4, 0],
    ]);
    const centres = matrix([
      [10, 10],
      [0, 0.5],
      [3, 0],
    ]);
    const { labels, distances } = nearest(points, centres, products);
    expect([...labels]).toEqual([1, 2]);
    expect(distances[0]).toBeCloseTo(1.25, 5);
    expect(distances[1]).toBeCloseTo(1, 5);
  });
});
