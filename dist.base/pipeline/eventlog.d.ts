/** The newest events of the topics, as the trainer published them. */
import type { TopicEventRecord, TopicId } from '../core/types.ts';
export declare class EventLog {
    #private;
    constructor(most?: number);
    /** False for one that is known already. The log may be read anew from its beginning. */
    add(event: TopicEventRecord): boolean;
    /** In order of their sequence. */
    all(): readonly TopicEventRecord[];
    /** Those after a sequence, the oldest first; without one the newest. */
    some({ since, limit, topic, }: {
        since?: number | undefined;
        limit: number;
        topic?: TopicId | undefined;
    }): TopicEventRecord[];
    last(): TopicEventRecord | undefined;
}
