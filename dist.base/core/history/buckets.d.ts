/** Counts by event time at a few resolutions: fine for what is near, coarse for what is long ago, and bounded. */
import type { Millis, Minutes, Series } from '../types.ts';
/** A width of buckets and how many of them are kept. */
export interface Resolution {
    /** ms. */
    readonly width: Millis;
    readonly most: number;
}
/** Two hours by the minute, eight days by the hour, and a little over a year by the day. */
export declare const RESOLUTIONS: readonly Resolution[];
export declare const EMPTY_SERIES: Series;
/** The minute of an event time, ms. */
export declare function minuteOf(time: Millis): number;
/** The series with more documents. What is older than the newest bucket by a whole row is left out there. */
export declare function add(series: Series, minutes: Minutes): Series;
/** Two series as one; which counts are too old to be kept is decided by the newer of both. */
export declare function join(a: Series, b: Series): Series;
/** Counts of the buckets [from, to) of one resolution; 0 where nothing is known. */
export declare function within(series: Series, resolution: number, from: number, to: number): number[];
/**
 * The resolution in which a series is best shown: the coarsest with at least a dozen buckets between its first count and
 * its last, which is the one that reaches back furthest; the finest while there is none.
 */
export declare function fitting(series: Series): number;
