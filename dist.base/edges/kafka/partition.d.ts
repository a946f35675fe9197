import type { Kafka } from 'kafkajs';
import type { LaneLog } from '../../core/lane.ts';
import type { OutRecord } from '../../core/ports.ts';
import type { Feed } from './feed.ts';
import type { KafkaSourceSettings } from './source.ts';
/** Kept beside the offset at which a group begins, which is committed before anything was consumed. */
export declare const START = "leitmotif:start";
/** The same for a partition whoever owns it. */
export declare function transactionalIdOf(of: {
    readonly group: string;
    readonly topic: string;
    readonly partition: number;
}): string;
/** How many partitions a Kafka topic has. */
export declare function partitionCount(kafka: Kafka, topic: string): Promise<number>;
/** One partition of the source's Kafka topic, as its lane sees it. */
export declare class PartitionLog implements LaneLog {
    #private;
    constructor(kafka: Kafka, settings: KafkaSourceSettings, at: {
        feed: Feed;
        partition: number;
        known: number;
    });
    fence(revoked: AbortSignal): Promise<void>;
    position(): Promise<{
        committed: bigint | null;
        start: bigint;
    }>;
    open(offset: bigint): Promise<void>;
    hold(): void;
    resume(): void;
    commit(records: readonly OutRecord[], to: bigint): Promise<void>;
    confirm(): Promise<void>;
    member(): Promise<void>;
    close(): Promise<void>;
}
