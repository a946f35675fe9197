import type { ModelState, TopicId } from '../types.ts';
import type { Points } from './agglomerate.ts';
import { type Draft } from './lineage.ts';
export interface Families {
    readonly points: Points;
    /** Family of each point. */
    readonly families: Int32Array;
    /** The topic, live or archived, of each point; null for none. */
    readonly topicOf: readonly (TopicId | null)[];
}
/**
 * Each topic belongs to the family that holds most of its weight. A family goes on as the parent of before with which
 * it shares most. A parent is live while one of its topics is.
 */
export declare function settleParents(state: ModelState, { points, families, topicOf }: Families): {
    state: ModelState;
    drafts: Draft[];
};
