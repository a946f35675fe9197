/** Float32 kernels, plain and deterministic: the reference for any faster one. */
import type { Products } from './ports.ts';
import type { Embeddings } from './types.ts';
type Floats = Float32Array | Float64Array;
/** Σ a_i·b_i over the first `dim` elements from the given starts. */
export declare function dot(a: Floats, aStart: number, b: Floats, bStart: number, dim: number): number;
/** The reference kernel. Four columns at a time, so that each element of a row is loaded once for four products. */
export declare const referenceProducts: Products;
/** Row i of a matrix, as a view. */
export declare function row(matrix: Embeddings, i: number): Float32Array;
/** Rows one below the other, copied; shape (rows.length, dim). */
export declare function stack(rows: readonly Float32Array[], dim: number): Embeddings;
/**
 * (x − mean) / ‖x − mean‖ for each row, so that cosines measure what sets documents apart from the stream.
 * A row equal to the mean stays zero. Shapes: (rows, dim), (dim) → (rows, dim).
 */
export declare function centre(matrix: Embeddings, mean: Float32Array): Embeddings;
/** ‖a − b‖². */
export declare function squaredDistance(a: Float32Array, b: Float32Array): number;
/** (1 − t)·a + t·b, a new vector. */
export declare function blend(a: Float32Array, b: Float32Array, t: number): Float32Array;
/** a·s, a new vector. */
export declare function scaled(a: Float32Array, s: number): Float32Array;
/**
 * For each row the first row with the very same values: i for a row not seen before.
 * The same text always has the same vector, so this finds the duplicates of a span.
 */
export declare function firstOccurrences(matrix: Embeddings): Int32Array;
export {};
