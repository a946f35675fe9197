import type { ModelState, TopicEvent } from '../types.ts';
import { type Draft } from './lineage.ts';
import type { ModelOptions } from './options.ts';
/**
 * Topics that are told of for the first time get their label. When something has become of a topic that has one, or it
 * has twice the documents, it is looked at anew: it stays while it fits; when it does not, that is an event, too.
 * Topics that left have what they had.
 */
export declare function tell(before: ModelState, after: ModelState, drafts: readonly Draft[], options: ModelOptions): {
    state: ModelState;
    events: TopicEvent[];
};
