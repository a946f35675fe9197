/** Matrices of which most elements are zero. */
/** Rows one below the other: row i has the elements [starts[i], starts[i + 1]). */
export interface Sparse {
    /** One more than there are rows. */
    readonly starts: Int32Array;
    readonly columns: Int32Array;
    readonly values: Float64Array;
}
/** Rows and columns exchanged; within a row elements keep the order of the rows that they come from. */
export declare function transposed({ starts, columns, values }: Sparse, width: number): Sparse;
/** Row i times a matrix of shape (columns, dim), into `out`; four rows of that at a time, so that `out` is met less often. */
export declare function combined({ starts, columns, values }: Sparse, i: number, rows: Float32Array, out: Float64Array): Float64Array;
