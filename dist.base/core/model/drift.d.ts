import type { ModelState } from '../types.ts';
/**
 * How far topics moved between two versions: the mean of 1 − cos(mean before, mean after) over the topics live in
 * both, by their weight after; in [0, 2], 0 when there is none. Raw means, so the stream's own mean damps it.
 */
export declare function centroidDrift(before: ModelState | null, after: ModelState): number;
