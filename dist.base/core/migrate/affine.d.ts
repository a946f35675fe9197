/** Maps from one encoder's space into another's, fitted on documents that both have seen. */
import type { Embeddings } from '../types.ts';
/** y = A x + b. */
export interface Affine {
    /** Length of x, and of y. */
    readonly from: number;
    readonly to: number;
    /** A, shape (to, from), row-major. */
    readonly matrix: Float64Array;
    /** b, shape (to). */
    readonly offset: Float64Array;
}
/** A = U diag(s) Vᵀ with k = min(rows, columns) singular values: shapes (rows, k), (k), (columns, k), row-major. */
export interface Singular {
    readonly u: Float64Array;
    readonly s: Float64Array;
    readonly v: Float64Array;
}
/** Singular value decomposition of a row-major matrix: comes from a library. */
export type Decompose = (matrix: Float64Array, shape: {
    readonly rows: number;
    readonly columns: number;
}) => Singular;
/** A x + b as a new vector. */
export declare function applied({ from, to, matrix, offset }: Affine, x: ArrayLike<number>): Float32Array;
/**
 * Orthogonal Procrustes with scale and translation (Schönemann & Carroll 1970): y ≈ s Q (x − μ_x) + μ_y with the least
 * squared error. With Σ (x − μ_x)(y − μ_y)ᵀ = U diag(σ) Vᵀ, Q = V Uᵀ and s = Σ σ / Σ ‖Q (x − μ_x)‖². Q turns and mirrors,
 * and where y has fewer dimensions leaves out those directions of x that y knows least of; so cosines stay what they were,
 * which a map with more freedom would buy its smaller error with. Row i of `x` and of `y` is of one document.
 */
export declare function procrustes(x: Embeddings, y: Embeddings, decompose: Decompose): Affine;
