/** The Seeder port over ml-kmeans. */
import { kmeans } from 'ml-kmeans';
import type { Seeder } from '../core/ports.ts';

/** Lloyd iterations; the cells go on learning afterwards: ten give no better topics, and take twice as long. */
const ITERATIONS = 5;

/**
 * Lloyd's iterations by ml-kmeans from random rows, deterministic for a seed. With the many small clusters that are
 * asked of it here, its k-means++ start costs seconds and gives no better cells.
 */
export const kmeansSeeder: Seeder = {
  name: 'ml-kmeans',
  seed(points, k, seed) {
    const rows = Array.from({ length: points.rows }, (_, i) =>
      Array.from(points.data.subarray(i * points.dim, (i + 1) * points.dim)),
    );
    if (k >= points.rows) return Int32Array.from(rows.keys());
    const { clusters } = kmeans(rows, k, { seed, initialization: 'random', maxIterations: ITERATIONS });
    return Int32Array.from(clusters);
  },
};
