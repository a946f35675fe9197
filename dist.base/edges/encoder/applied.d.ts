import type { Opened } from './artefact.ts';
export interface Applied {
    /** Length of a vector. */
    readonly dim: number;
    /** One row for each bounded text; `base`: the vectors of the encoder below, null for a student. */
    encode(texts: readonly string[], base: Float32Array | null): Float32Array<ArrayBuffer>;
}
/** Throws `fatal` where there is no WebAssembly with SIMD. */
export declare function applied({ dim, limit, student, map, vocabulary }: Opened): Applied;
