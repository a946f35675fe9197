/** The Seeder port over ml-kmeans. */
import { kmeans } from 'ml-kmeans';
import type { Seeder } from '../core/ports.ts';

/** Lloyd iterations; the cells go on learning afterwards, so the last decimals do not matter. */
const ITERATIONS = 10;

/** k-means++ (Arthur & Vassilvitskii 2007) and Lloyd's iterations by ml-kmeans, deterministic for a seed. */
export const kmeansSeeder: Seeder = {
  name: 'ml-kmeans',
  seed(points, k, seed) {
    const rows = Array.from({ length: points.rows }, (_, i) =>
      Array.from(points.data.subarray(i * points.dim, (i + 1) * points.dim)),
    );
    if (k >= points.rows) return Int32Array.from(rows.keys());
    const { clusters } = kmeans(rows, k, { seed, initialization: 'kmeans++', maxIterations: ITERATIONS });
    return Int32Array.from(clusters);
  },
};
