import type { Bag } from '../../core/text/wordpiece.ts';
import { type FeedMap } from '../../core/tune/map.ts';
import type { Student } from '../../core/tune/student.ts';
export interface Rows {
    /** Length of a vector. */
    readonly dim: number;
    /**
     * The unit vectors of `count` texts, one below the other. `bagOf` is asked once for each, in their order, and its bag
     * is done with before the next; it may be null where nothing looks at pieces. `base`: the encoder's own vectors, shape
     * (count, dim); unused by a student.
     */
    encode(count: number, bagOf: ((i: number) => Bag) | null, base: Float32Array | null): Float32Array<ArrayBuffer>;
}
/** `dim` is the length of the vectors that the map is put on. Throws `fatal` where there is no WebAssembly with SIMD. */
export declare function openRows({ student, map, dim }: {
    student: Student | null;
    map: FeedMap | null;
    dim: number;
}): Rows;
