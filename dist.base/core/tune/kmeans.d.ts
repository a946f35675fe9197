/** Euclidean k-means for tuning and its gate: Lloyd (1982) from k-means++ (Arthur & Vassilvitskii 2007), by a seed. */
import type { Products } from '../ports.ts';
import type { Embeddings } from '../types.ts';
export interface Clusters {
    /** Cluster of each row, in [0, k). */
    readonly labels: Int32Array;
    /** Means of the clusters, shape (k, dim). */
    readonly centres: Embeddings;
    /** Σ ‖x − c(x)‖² over the rows. */
    readonly inertia: number;
}
export interface KMeansOptions {
    readonly k: number;
    readonly seed: number;
    readonly products: Products;
    /** Starts of which the one with the least inertia is kept; default 1. */
    readonly restarts?: number;
    /** Most iterations of one start; default 25. */
    readonly iterations?: number;
}
/** At least one row; more clusters than rows are as many as rows. */
export declare function kmeans(points: Embeddings, { k, seed, products, restarts, iterations }: KMeansOptions): Clusters;
interface Assigned {
    readonly labels: Int32Array;
    /** ‖x − c(x)‖² of each row. */
    readonly distances: Float64Array;
}
/** The nearest centre of each row: ‖x − c‖² = ‖x‖² − 2 x·c + ‖c‖². Ties go to the first. */
export declare function nearest(points: Embeddings, centres: Embeddings, products: Products): Assigned;
export {};
