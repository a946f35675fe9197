import { Counts } from '../text/counts.ts';
import type { Millis } from '../types.ts';
/** 2^(−elapsed / halfLife): what is left of a weight after `elapsed` ms of event time; 1 for elapsed ≤ 0 or no half-life. */
export declare function remaining(elapsed: Millis, halfLife: Millis): number;
/** What a document that is `lateness` ms older than the newest of its span weighs, float32. */
export declare function documentWeight(lateness: Millis, halfLife: Millis): number;
/**
 * The landmark of an event time: counts are kept as they will be, or were, at that moment, so that adding to a few of
 * them leaves the others alone (forward decay, Cormode et al. 2009). From one landmark to the next counts shrink by
 * 2^−16, without a rounding.
 */
export declare function landmarkOf(time: Millis, halfLife: Millis): Millis;
/** 2^((to − from) / halfLife): a count of one moment as it was, or will have been, at another that lies before it. */
export declare function regained(from: Millis, to: Millis, halfLife: Millis): number;
/** By count, then by spelling: an order that does not depend on arrival. */
export declare function heaviestFirst(a: readonly [string, number], b: readonly [string, number]): number;
/**
 * The `most` heaviest terms once there are twice as many; until then all of them.
 * Whatever is dropped has a count below that of every term kept.
 */
export declare function boundTerms(terms: Counts, most: number): Counts;
/** Half-life of what counts as recent, for trends: a thirtieth of the model's; without forgetting, a day. */
export declare function recentHalfLife(halfLife: Millis): Millis;
