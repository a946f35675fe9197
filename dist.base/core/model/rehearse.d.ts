/** The rehearsal: what a model made of the first span alone would have said, had half of it been met before the rest. */
import type { Products } from '../ports.ts';
import type { ModelState, Panelist, Stray } from '../types.ts';
import type { ModelOptions } from './options.ts';
/**
 * The documents of the first span as panelists. Nothing was said of them before the model absorbed them, and what a
 * model says of documents that it was made from flatters it; so they are judged by `early`, the model of the first
 * `half` of them: those as known to it, the others as not. The model that will speak was made of twice as many
 * documents, and what changes falls as the inverse of their number: of those whose topic changes, every other is left
 * out.
 */
export declare function rehearsed({ state, early, half }: {
    readonly state: ModelState;
    readonly early: ModelState;
    readonly half: number;
}, arrived: readonly Stray[], options: ModelOptions, products: Products): Panelist[];
