import type { Cell, Millis, ModelState, PhiRecord, Topic, TopicId } from '../types.ts';
import { type Ordered } from './order.ts';
/** Words published of a topic. */
export declare const PUBLISHED_WORDS = 50;
/** A live topic or parent with what it is made of. */
export interface Described extends Ordered {
    readonly topic: Topic;
    /** The topic itself; of a parent its live topics. */
    readonly parts: readonly Topic[];
    readonly cells: readonly Cell[];
}
/**
 * All live topics and parents (or those that `wanted` names) with their words. A parent has those of its topics' cells.
 */
export declare function describe(state: ModelState, halfLife: Millis, wanted?: ReadonlySet<TopicId>): Described[];
/** The Φ records of all live topics and parents (or of those that `wanted` names), heaviest first. */
export declare function phiRecords(state: ModelState, halfLife: Millis, wanted?: ReadonlySet<TopicId>): PhiRecord[];
