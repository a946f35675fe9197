import { describe, expect, it } from 'vitest';
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

  it('gives each point its own cluster when there are as many clusters', () => {
    expect(new Set(kmeansSeeder.seed(points, 20, 1)).size).toBe(12);
  });
});
