import type { Millis, ModelState } from '../types.ts';
/**
 * The cells, with those of no topic under the one that claims their centre, as Θ does of their documents; and the part of
 * the whole weight that these have.
 */
export declare function claimedCells(state: ModelState, halfLife: Millis): {
    cells: ModelState['cells'];
    part: number;
};
