/** A partition of points, improved from the one before: what is there stays unless the documents say otherwise. */
import { type Points } from './agglomerate.ts';
export interface Thresholds {
    /** A group is split when each further part explains at least this part of the whole weight, */
    readonly split: number;
    /** and two are one when that loses less than this. */
    readonly merge: number;
}
/**
 * Three steps: groups are split as far as it pays, pairs are merged that are not worth telling apart, and each point
 * moves to the group whose centroid is nearest (Lloyd), again and again.
 * @param before group of each point, any numbers; −1 for a point that belongs to none yet
 * @returns group of each point: the numbers 0, 1, … in the order of their first points
 */
export declare function refine(points: Points, before: Int32Array, thresholds: Thresholds): Int32Array;
/**
 * Groups in which each topic of `whole` has all its points and none of another topic's. Points without a topic stay with
 * the one of them in their group, when there is no other topic.
 */
export declare function kept(groups: Int32Array, topicOf: readonly (number | null)[], whole: ReadonlySet<number>): Int32Array;
/** Points of each group, of groups numbered 0, 1, … */
export declare function membersOf(group: Int32Array): number[][];
