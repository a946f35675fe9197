/** The table of topics, for `topics` and at the end of `replay`. */
import type { PhiRecord, TopicId } from '../core/types.ts';
import { type Screen } from './terminal.ts';
/**
 * Lines of a table that fits the screen; 100 columns where it has no width. Heaviest topics first, as given.
 * `histories`: documents over time by topic, for a column of sparklines.
 */
export declare function topicTable(topics: readonly PhiRecord[], screen: Screen, histories?: ReadonlyMap<TopicId, readonly number[]> | null): string[];
/** The table with topics under their parents, the heaviest family first; a topic without a parent stands alone. */
export declare function topicTree(topics: readonly PhiRecord[], screen: Screen, histories?: ReadonlyMap<TopicId, readonly number[]> | null): string[];
