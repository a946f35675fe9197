/** Stats that were made before a migration and are read after it. */
import type { BatchStats, ModelState } from '../types.ts';
/**
 * The stats as the model can take them: the very same, unless an encoder of before made them. Of these, what is no vector
 * counts (weights, words, exemplars, deletions), as if the documents of each cell lay where the cell does, so that no
 * centroid moves; documents that travel whole, whose vectors mean nothing any more, are left out.
 */
export declare function understood(state: ModelState, stats: BatchStats): BatchStats;
