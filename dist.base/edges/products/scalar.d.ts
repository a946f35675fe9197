/** The int16 kernel in plain numbers: what wasm.ts does with SIMD, to the same bits. int16.ts explains the arithmetic. */
import type { Embeddings } from '../../core/types.ts';
/** A matrix as whole numbers: element j of row i is about steps[i] · values[i · length + j]. */
export interface Quantised {
    readonly rows: number;
    readonly dim: number;
    /** `dim` rounded up to a multiple of 8 and not 0; what is beyond `dim` is 0. */
    readonly length: number;
    /** In [−32767, 32767]; shape (rows × length). */
    readonly values: Int16Array;
    /** Shape (rows). */
    readonly steps: Float64Array;
}
/** The rows [first, first + rows) of a quantised matrix. */
export interface Rows {
    readonly of: Quantised;
    readonly first: number;
    readonly rows: number;
}
export interface Engine {
    quantise(matrix: Embeddings): Quantised;
    /** a (m rows), b (n rows), of one length → (m × n). */
    multiply(a: Rows, b: Rows): Float32Array;
}
export declare function lengthOf(dim: number): number;
/** What a quantised row may measure before its elements are rounded: afterwards it is at most 46340, and 46340² < 2³¹. */
export declare function limitOf(dim: number): number;
export declare const scalarEngine: Engine;
