/** Θ of documents that were open when they were first published, seen again by the model that absorbed them. */
import type { Products } from '../ports.ts';
import type { ModelState, RevisedTheta, Stray } from '../types.ts';
import type { ModelOptions } from './options.ts';
/** Whose Θ may have changed. */
export interface Review {
    /** The open documents of the span just absorbed. */
    readonly arrived: readonly Stray[];
    /** They met model version 0, so each gets its first real Θ. */
    readonly first: boolean;
    /** Which of those that wait from earlier spans to look at again: all after the seeding, else those whose cell has a topic now. */
    readonly waiting: 'none' | 'claimed' | 'all';
}
/**
 * Revises each reviewed document whose topic has changed; a document that has a topic waits no longer (unless the
 * model is still warming up, when all are kept for the seeding). The oldest beyond `maxStrays` are let go.
 */
export declare function revise(state: ModelState, review: Review, options: ModelOptions, products: Products): {
    state: ModelState;
    revised: RevisedTheta[];
};
