import type { Seeder } from '../core/ports.ts';
/**
 * Lloyd's iterations by ml-kmeans from random rows, deterministic for a seed. With the many small clusters that are
 * asked of it here, its k-means++ start costs seconds and gives no better cells.
 */
export declare const kmeansSeeder: Seeder;
