import type { Embeddings } from '../types.ts';
import type { Objective } from './objective.ts';
/** z = norm(x + Uᵀ D x). */
export interface Adapter {
    readonly dim: number;
    readonly rank: number;
    /** Dᵀ, shape (dim, rank). */
    readonly down: Float32Array;
    /** U, shape (rank, dim). */
    readonly up: Float32Array;
}
export interface AdapterOptions {
    readonly seed: number;
    /** Weight of 1 − cosine to the encoder's own vector beside the task's loss; default 3. */
    readonly anchor?: number;
    /** Default 64, at most the dimension. */
    readonly rank?: number;
    /** Most epochs; default 10. */
    readonly epochs?: number;
    /** Default .002. */
    readonly rate?: number;
    /** Documents of one step; default 128. */
    readonly batch?: number;
    /** Told after each epoch: mean losses of what was trained on and of what was held out. */
    readonly epoch?: (epoch: number, loss: number, heldOut: number) => void;
}
/** Unit rows; row i hangs on row i of `vectors` alone. One that comes to nothing stays as it was. */
export declare function adapted(adapter: Adapter, vectors: Embeddings): Embeddings;
/**
 * Trains on all but every tenth of the objective's documents, epoch by epoch, until the loss on that tenth no longer
 * falls; the best epoch is kept, and the first adapter changes nothing. The same seed gives the same bits.
 */
export declare function fitAdapter(vectors: Embeddings, objective: Objective, options: AdapterOptions): Adapter;
/** Sum over documents; `next` draws. Where slopes are given, the gradients by D and U, in their shapes, are added to them. */
type Loss = (documents: readonly number[], next: () => number, slopes: {
    readonly down: Float64Array;
    readonly up: Float64Array;
} | null) => number;
/**
 * Of the objective plus the anchor, of an adapter that may change between calls. Batch forward, u = x + Uᵀ h, h = D x,
 * z = u / |u|, then back.
 */
export declare function lossOf(adapter: Adapter, { dim, data }: Embeddings, { objective, anchor }: {
    readonly objective: Objective;
    readonly anchor: number;
}): Loss;
export {};
