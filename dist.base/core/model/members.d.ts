/** Which cells a topic is made of, and a parent. */
import type { Cell, ModelState, Topic, TopicId } from '../types.ts';
/** Cells of each topic that has any; parents have none of their own. */
export declare function cellsByTopic(state: Pick<ModelState, 'cells'>): Map<TopicId, Cell[]>;
/** Live topics of each parent, in the order of their ids. */
export declare function topicsByParent(state: Pick<ModelState, 'topics'>): Map<TopicId, Topic[]>;
/** The very topic of before when nothing about it has changed, so that it is not written again. */
export declare function settled(before: Topic | undefined, now: Topic): Topic;
/** Live topics that somebody wants to stay. */
export declare function pinnedTopics({ topics }: Pick<ModelState, 'topics'>): Set<TopicId>;
/** Live topics, parents not among them. */
export declare function liveTopics({ topics }: Pick<ModelState, 'topics'>): Topic[];
