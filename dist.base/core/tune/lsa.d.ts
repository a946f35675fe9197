import type { Bag } from '../text/wordpiece.ts';
/** g = norm(Σ (1 + ln tf_t) r_t): r_t is the piece's row of V, times its inverse document frequency. */
export interface Lsa {
    /** Pieces in the vocabulary. */
    readonly size: number;
    readonly dim: number;
    /** r, shape (size, dim); zero for pieces that are left out. */
    readonly rows: Float32Array;
}
export interface LsaOptions {
    /** Pieces in the vocabulary. */
    readonly size: number;
    /** Columns of V; fewer where the feed has fewer pieces or documents. Default 64. */
    readonly dim?: number;
    /** Default 8. */
    readonly iterations?: number;
    readonly seed: number;
}
/**
 * V spans the `dim` leading right singular vectors of the documents × pieces matrix of unit rows w with
 * w_t = (1 + ln tf) ln((n + 1) / (df + 1)), found by subspace iteration: V ← orth(Aᵀ A V). Only the space matters to
 * cosines of w V, not its axes. Null when fewer than two pieces are kept.
 */
export declare function fitLsa(bags: readonly Bag[], { size, dim, iterations, seed }: LsaOptions): Lsa | null;
/** ln((n + 1) / (df + 1)) of the pieces that are kept, 0 of the others; shape (size). */
export declare function inverseFrequencies(bags: readonly Bag[], size: number, { least, part }?: {
    readonly least?: number;
    readonly part?: number;
}): Float64Array;
/** Σ (1 + ln tf_t) r_t into `out` from `at`, not yet of unit length; returns its squared length. */
export declare function project({ dim, rows }: Lsa, { ids, counts }: Bag, out: Float32Array, at: number): number;
