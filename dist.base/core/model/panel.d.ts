import type { Document, ModelState, Panelist } from '../types.ts';
import { type ModelOptions } from './options.ts';
/**
 * Key of the draw of a document met by a model that knew `count` others: those with the smallest keys are a sample in
 * which a document's chance is proportional to its weight, count · 2^(time / halfLife). They are the logarithms
 * of the exponential keys −ln(u) / weight of Efraimidis & Spirakis (2006), which neither overflow nor need an origin of
 * time.
 */
export declare function drawOf({ id, time }: Pick<Document, 'id' | 'time'>, count: number, { halfLife, seed }: Pick<ModelOptions, 'halfLife' | 'seed'>): number;
export declare function byDraw(a: Panelist, b: Panelist): number;
/** The draw below which a document is wanted: ∞ while there is room. */
export declare function wantedBelow(panel: ModelState['panel']): number;
/** Without what was deleted, and with those that arrive and whose topic is still known: else nothing can be said of it. */
export declare function drawn({ panel, topics }: Pick<ModelState, 'panel' | 'topics'>, arriving: readonly Panelist[], deleted: readonly string[]): ModelState['panel'];
