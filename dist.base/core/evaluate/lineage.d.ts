import type { ModelState, TopicEvent, TopicId } from '../types.ts';
export interface Lineage {
    /** The topic itself, or what it was merged into, at the end of the chain. */
    survivor(topic: TopicId): TopicId;
    /** The parent of the survivor as it is at the end, live or archived; a topic without one stands for itself. */
    parent(topic: TopicId): TopicId;
}
/** From all events of the stream and the state after it. */
export declare function lineage(events: Iterable<Pick<TopicEvent, 'type' | 'topic' | 'into'>>, state: ModelState): Lineage;
