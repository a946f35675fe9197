import type { Seeder } from '../ports.ts';
import type { ModelState } from '../types.ts';
import type { ModelOptions } from './options.ts';
/**
 * Clusters the buffer by k-means over centred vectors (k far above any number of topics: cells are small) and founds
 * the cells anew from it. Each takes over the topic that most of its documents had, so that regrouping keeps the ids
 * by overlap. What the model knew only of documents no longer in the buffer (deleted ones) goes.
 */
export declare function seedAnew(state: ModelState, options: ModelOptions, seeder: Seeder): ModelState;
