import type { Cell, Exemplar } from '../types.ts';
/** Those of some cells with the largest reservoir keys, no two of which say the same while there are others. */
export declare function exemplarsOf(cells: readonly Cell[]): readonly Exemplar[];
/**
 * Exemplars of some cells, those with the largest reservoir keys first: up to so many no two of which say the same, and
 * those that were passed over on the way.
 */
export declare function sift(cells: readonly Cell[], most: number): {
    readonly apart: readonly Exemplar[];
    readonly alike: readonly Exemplar[];
};
