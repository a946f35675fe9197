/** The Seeder port over ml-kmeans. */
import { kmeans } from 'ml-kmeans';
/** Lloyd iterations; the cells go on learning afterwards: ten give no better topics, and take twice as long. */
const ITERATIONS = 5;
/**
 * Lloyd's iterations by ml-kmeans from random rows, deterministic for a seed. With the many small clusters that are
 * asked of it here, its k-means++ start costs seconds and gives no better cells.
 */
export const kmeansSeeder = {
    name: 'ml-kmeans',
    seed(points, k, seed) {
        const rows = Array.from({ length: points.rows }, (_, i) => Array.from(points.data.subarray(i * points.dim, (i + 1) * points.dim)));
        if (k >= points.rows)
            return Int32Array.from(rows.keys());
        const options = { seed, initialization: 'random', maxIterations: ITERATIONS, distanceFunction };
        return Int32Array.from(kmeans(rows, k, options).clusters);
    },
};
/** ‖a − b‖², in four sums that do not wait for each other: most of a seeding is spent here. */
function distanceFunction(a, b) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let j = 0;
    for (; j + 3 < a.length; j += 4) {
        const d0 = a[j] - b[j];
        const d1 = a[j + 1] - b[j + 1];
        const d2 = a[j + 2] - b[j + 2];
        const d3 = a[j + 3] - b[j + 3];
        s0 += d0 * d0;
        s1 += d1 * d1;
        s2 += d2 * d2;
        s3 += d3 * d3;
    }
    for (; j < a.length; j++)
        s0 += (a[j] - b[j]) ** 2;
    return s0 + s1 + (s2 + s3);
}
//# sourceMappingURL=kmeans.js.map