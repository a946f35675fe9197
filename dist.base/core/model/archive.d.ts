import type { ModelState, Topic, TopicId } from '../types.ts';
import { type Draft } from './lineage.ts';
import { type ModelOptions } from './options.ts';
/**
 * Topics that have become too light, for a topic or by what they once were, retire: their cells are forgotten, their
 * documents and mean stay as they are, undecayed.
 */
export declare function fade(state: ModelState, options: ModelOptions): {
    state: ModelState;
    drafts: Draft[];
};
/** A topic as the archive keeps it. */
export declare function archive(topic: Topic, documents: number): Topic;
/** Two archived topics as one, under the id of the first. */
export declare function consolidate(a: Topic, b: Topic): Topic;
/** Of the archived topics the `maxArchived` that were met last. */
export declare function bounded(topics: Map<TopicId, Topic>, { maxArchived }: ModelOptions): Map<TopicId, Topic>;
