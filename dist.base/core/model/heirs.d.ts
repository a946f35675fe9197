import type { TopicEvent, TopicId } from '../types.ts';
/** Follows a topic through mergers to the one that has its documents: itself, or what it went into at the end of the chain. */
export declare function heirs(events: Iterable<Pick<TopicEvent, 'type' | 'topic' | 'into'>>): (topic: TopicId) => TopicId;
