/** Bottom-up grouping from inner products alone: the vectors are not touched after the Gram matrix. */
/** Points on which groups are built: centred resultants R_i = w_i·(m_i − mean of the stream) by what is known of them. */
export interface Points {
    readonly n: number;
    /** R_i·R_j, row-major; shape (n × n). */
    readonly gram: Float64Array;
    /** Σw of each; shape (n). */
    readonly weight: Float64Array;
    /** Σw·‖x − mean of the stream‖² of each; shape (n). */
    readonly norms: Float64Array;
}
/** How alike groups of some points are, which change as they are joined; the closest to each other are joined first. */
export type Linkage = (groups: Points) => {
    likeness(i: number, j: number): number;
    /** Group i is another now. */
    changed(i: number): void;
};
/** Minus the loss of resultant length that joining costs: −(‖a‖ + ‖b‖ − ‖a + b‖), a Ward criterion for the sphere. */
export declare const resultantLinkage: Linkage;
/** One step: the group of row `from` joins the group of row `into`. */
export interface Join {
    readonly into: number;
    readonly from: number;
    readonly likeness: number;
}
export interface Stop {
    /** Groups less alike than this are not joined; default −∞. */
    readonly below?: number;
    /** Stop when no more than this many groups are left; default 1. */
    readonly atMost?: number;
    /** Points of different kinds are never joined; shape (n). */
    readonly kinds?: ArrayLike<number>;
}
/** For each of n rows the lowest row of its group after the first `count` joins. */
export declare function groupsAfter(n: number, joins: readonly Join[], count: number): Int32Array;
/** Joins the two most alike groups again and again. Ties go to the lowest rows. The points are not changed. */
export declare function agglomerate(points: Points, linkage: Linkage, stop?: Stop): Join[];
