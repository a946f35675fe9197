/**
 * The value below which so great a part of the others lies, of one at least; no value is made between two. They are moved about, but
 * not sorted: Hoare, Algorithm 65, find (CACM 4, 1961), whose work grows with their number.
 */
export declare function quantile(values: Float32Array, part: number): number;
