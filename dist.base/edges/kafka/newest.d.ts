import type { Kafka } from 'kafkajs';
import type { Clock, Probe, RawRecord } from '../../core/ports.ts';
import { type PartitionOffsets } from './admin.ts';
export interface NewestOptions {
    /** The Kafka topic. */
    readonly topic: string;
    /** How many offsets to read, over all partitions: of each in proportion to what it holds. */
    readonly count: number;
    /** How long the broker may give no sign of life, ms. Default 2 minutes. */
    readonly patience?: number;
    readonly clock: Clock;
    readonly probe: Pick<Probe, 'log'>;
}
export interface PartitionRecord {
    readonly partition: number;
    readonly record: RawRecord;
}
/**
 * Committed records in the order of their partitions and offsets, up to the ends as they are now; fewer than asked for
 * where the log has holes. kafkajs can only read as a member of a group, so the reading has one to itself, which commits
 * nothing and is deleted at the end. Throws `transient` or `fatal`; `fatal` too once the signal is aborted.
 */
export declare function newestRecords(kafka: Kafka, options: NewestOptions, signal: AbortSignal): Promise<PartitionRecord[]>;
/** The offsets [from, to) of each partition that make up the newest `count`; empty ones are left out. */
export declare function newestSpans(offsets: readonly PartitionOffsets[], count: number): {
    readonly partition: number;
    readonly from: bigint;
    readonly to: bigint;
}[];
