/** Documents as a weight and the mean of their raw unit vectors; shape of the mean (dim). */
export interface Mass {
    readonly weight: number;
    readonly mean: Float32Array;
}
/** The mean of some masses together; shape (dim). There is one at least. */
export declare function meanOf(masses: readonly Mass[]): Float32Array;
