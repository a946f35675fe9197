import type { Products } from '../ports.ts';
import type { ModelState } from '../types.ts';
import { type ModelOptions } from './options.ts';
/** Candidates whose decayed weight is next to nothing go. Call after regrouping, which lets go of a faded topic's cells. */
export declare function drop(state: ModelState, options: ModelOptions): ModelState;
/**
 * While there are more than `maxCells`, joins the two whose union loses least resultant length, cells of one topic
 * first.
 */
export declare function crowd(state: ModelState, options: ModelOptions, products: Products): ModelState;
/**
 * The radius after a record of so many documents, of which some were beyond it: while cells are many, the cosine beyond
 * which lies the wanted part of the feed's documents, found by stochastic approximation (Robbins & Monro 1951); while
 * there is room for more, it closes up to the radius that the space has (`thresholdsOf`). What is wanted is that
 * `LIFE.renewal` times as many documents as there may be cells lie beyond it before as much is new as lives: all of a
 * short stream, few of a long one. It stays above what a topic claims.
 */
export declare function radiusAfter(state: ModelState, { documents, open }: {
    readonly documents: number;
    readonly open: number;
}, { maxCells, halfLife }: Pick<ModelOptions, 'maxCells' | 'halfLife'>): number;
