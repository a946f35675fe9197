/**
 * Whitening by the covariance within cells: what makes documents of one cell differ counts less, so that what sets cells
 * apart counts more (the within-class half of Fisher's discriminant, with cells in place of classes, hence no labels).
 */
import type { Embeddings } from '../types.ts';
/** Sums over documents; those of two parts of a feed add up to those of both. */
export interface Scatter {
    readonly dim: number;
    readonly count: number;
    /** Σ x, shape (dim). */
    readonly sum: Float64Array;
    /** Σ (x − c(x))(x − c(x))ᵀ, shape (dim, dim), the lower triangle filled. */
    readonly within: Float64Array;
}
/** z = norm(M (x − μ)). */
export interface Whitening {
    readonly dim: number;
    /** μ, shape (dim). */
    readonly mean: Float32Array;
    /** M = L⁻¹, shape (dim, dim), row-major, zero above the diagonal. */
    readonly matrix: Float32Array;
}
/** `labels[i]` is the row of `centres` to which row i of `points` belongs. */
export declare function scatter(points: Embeddings, centres: Embeddings, labels: Int32Array): Scatter;
/** Of both together. */
export declare function mergeScatter(a: Scatter, b: Scatter): Scatter;
/**
 * S = within / n; S' = (1 − b) S + b (tr S / dim) I = L Lᵀ; M = L⁻¹, μ = Σ x / n. Cosines are those of S'^(−1/2). The
 * shrinkage b in (0, 1] bounds the condition number: S has directions in which nothing varies (Ledoit & Wolf 2004).
 */
export declare function whitening({ dim, count, sum, within }: Scatter, shrinkage?: number): Whitening;
/** L of A = L Lᵀ from A's lower triangle, positive definite, shape (dim, dim). */
export declare function cholesky(lower: Float64Array, dim: number): Float64Array;
/** L⁻¹ by forward substitution, column by column. */
export declare function inverseOfLower(l: Float64Array, dim: number): Float64Array;
/** M (x − μ) into `out` from `at`, not yet of unit length; returns its squared length. `x` begins at `from`. */
export declare function whiten({ dim, mean, matrix }: Whitening, x: Float32Array, from: number, out: Float32Array, at: number): number;
