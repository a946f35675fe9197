import { kmeans } from 'ml-kmeans';
import { describe, expect, it } from 'vitest';
import { draws } from '../../../src/core/random.ts';
import { kmeansSeeder } from '../../../src/edges/kmeans.ts';

/** Three tight groups of four points each, at the corners of a triangle. */
const points = {
  rows: 12,
  dim: 2,
  data: Float32Array.from(
    Array.from(
      { length: 12 },
      (_, i) =>
        [
          [0, 0],
          [10, 0],
          [0, 10],
        ][i % 3]?.map((x) => x + 0.01 * Math.floor(i / 3)) ?? [],
    ).flat(),
  ),
};

describe('the seeder over ml-kmeans', () => {
  it('puts neighbours together', () => {
    // A random start may put two centroids in one group; some seed of a few does not.
    const whole = [1, 2, 3, 4, 5].some((seed) => {
      const cluster = kmeansSeeder.seed(points, 3, seed);
      const groups = [0, 1, 2].map((g) => new Set([0, 1, 2, 3].map((i) => cluster[3 * i + g])));
      return groups.every((group) => group.size === 1) && new Set(cluster).size === 3;
    });
    expect(whole).toBe(true);
  });

  it('gives the same clusters for the same seed', () => {
    expect(kmeansSeeder.seed(points, 3, 7)).toEqual(kmeansSeeder.seed(points, 3, 7));
  });

  // Fours of dimensions, and what is left of them.
  it.each([4, 7, 8])('gives the clusters of ml-kmeans by its own distance, in %i dimensions', (dim) => {
    const next = draws(dim);
    const data = Float32Array.from({ length: 200 * dim }, () => next());
    const rows = Array.from({ length: 200 }, (_, i) => Array.from(data.subarray(i * dim, (i + 1) * dim)));
    const { clusters } = kmeans(rows, 20, { seed: 1, initialization: 'random', maxIterations: 5 });
    expect([...kmeansSeeder.seed({ rows: 200, dim, data }, 20, 1)]).toEqual(clusters);
  });

  it('gives each point its own cluster when there are as many clusters', () => {
    expect(new Set(kmeansSeeder.seed(points, 20, 1)).size).toBe(12);
  });
});
