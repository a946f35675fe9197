/** Which groups are the topics of before, and what became of the others (the vocabulary of MONIC, Spiliopoulou 2006). */
import type { EventType, TopicEvent, TopicId } from '../types.ts';
/** An event before it has a label, a time and a number. */
export type Draft = {
    -readonly [K in 'type' | 'topic' | 'level' | 'into' | 'from' | 'reason' | 'numbers']: TopicEvent[K];
};
export interface Group {
    /** Decayed to stream time. */
    readonly weight: number;
    /** Weight that comes from each topic of before. */
    readonly from: ReadonlyMap<TopicId, number>;
    /** Whether it may become a topic, when none of before lives on in it. */
    readonly ready: boolean;
    /** The archived topic that it is the return of. */
    readonly returning: {
        readonly topic: TopicId;
        readonly cosine: number;
    } | null;
}
export interface Traced {
    /** The topic of each group; null for one that is none. */
    readonly topics: readonly (TopicId | null)[];
    readonly drafts: readonly Draft[];
    /** Topics that are told in another now → that one. */
    readonly merged: ReadonlyMap<TopicId, TopicId>;
    /** Topics that nothing is left of. */
    readonly lost: readonly TopicId[];
    readonly nextTopic: TopicId;
}
export interface Before {
    readonly level: 0 | 1;
    /** Live topics of this level. */
    readonly live: ReadonlySet<TopicId>;
    readonly nextTopic: TopicId;
    /** Most topics. */
    readonly room: number;
}
export declare function draft(type: EventType, topic: TopicId, level: 0 | 1, reason: string, numbers: Readonly<Record<string, number>>): Draft;
/**
 * A topic lives on in the group with which it shares most weight, the heaviest overlaps first; so the heaviest part of
 * a split keeps the id. Of the other groups, the heaviest first while there is room, one is the return of an archived
 * topic, a part of the live topic that gave most of it, or born. A topic without a group is told in the one that holds
 * most of it.
 */
export declare function trace(groups: readonly Group[], before: Before): Traced;
