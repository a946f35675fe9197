/** How many directions a set of vectors uses. */
import type { Embeddings } from '../types.ts';
/**
 * Effective rank (Roy & Vetterli 2007), of the squared singular values: exp(−Σ p ln p) with p_i = σ_i² / Σ σ². Between
 * 1 and the smaller of rows and dim.
 */
export declare function effectiveRank(matrix: Embeddings): number;
/** Σ x xᵀ over the rows, its lower triangle, shape (dim, dim); four rows at a time, so that it is passed over less often. */
export declare function gramOf({ rows, dim, data }: Embeddings): Float64Array;
/** Eigenvalues of a symmetric matrix from its lower triangle, shape (dim, dim), in no order; changes `lower`. */
export declare function eigenvalues(lower: Float64Array, dim: number): Float64Array;
