import type { OutRecord, RawRecord } from '../../core/ports.ts';
import { Groups } from './groups.ts';
export interface MemoryTopicOptions {
    /** Default 1. */
    readonly partitions?: number;
    /** Keeps the newest record of a key only, from time to time and on `compact`. Default false. */
    readonly compact?: boolean;
    /** Records below this group's committed offset are dropped, so that an endless feed needs no endless memory. */
    readonly consumedBy?: string;
}
/** What happens in one transaction: all of it, or nothing. */
export interface MemoryTransaction {
    readonly transactionalId: string;
    /** From `fence`. */
    readonly producerEpoch: number;
    readonly records: readonly OutRecord[];
    readonly offset: {
        readonly group: string;
        readonly topic: string;
        readonly partition: number;
        readonly offset: bigint;
        /** True for the offset at which a group begins before it has consumed anything. */
        readonly start?: boolean;
    };
}
/** Called around every transaction; tests throw from them to let a commit fail before or after it took effect. */
export interface MemoryHooks {
    beforeCommit?: ((transaction: MemoryTransaction) => Promise<void> | void) | undefined;
    afterCommit?: ((transaction: MemoryTransaction) => Promise<void> | void) | undefined;
}
/** Part of a partition, in offset order. */
export interface MemoryFetch {
    readonly records: readonly RawRecord[];
    /** The offset after the last one covered, holes included. */
    readonly to: bigint;
    /** The log's end. */
    readonly end: bigint;
    /** True when the log will get no more and `to` is its end. */
    readonly final: boolean;
}
interface Committed {
    readonly offset: bigint;
    readonly start: boolean;
}
export declare class MemoryLog {
    #private;
    readonly groups: Groups;
    readonly hooks: MemoryHooks;
    /** `now`: the clock for records without a timestamp; default the system's. */
    constructor(options?: {
        readonly now?: () => number;
    });
    /** Creates a Kafka topic; throws `fatal` when there is one of that name. */
    createTopic(name: string, options?: MemoryTopicOptions): void;
    hasTopic(name: string): boolean;
    partitions(topic: string): number;
    /** Widens a Kafka topic to `total` partitions; its groups are given the new ones. */
    addPartitions(topic: string, total: number): void;
    /** Appends outside of any transaction; returns where each record went. */
    append(records: readonly OutRecord[]): {
        readonly partition: number;
        readonly offset: bigint;
    }[];
    /** Offsets without a record, as transaction markers and aborted transactions leave them. */
    skip(topic: string, partition: number, count: number): void;
    /** Nothing more will be appended: readers needn't linger for more. */
    seal(topic: string): void;
    /** The first offset still in the log. */
    start(topic: string, partition?: number): bigint;
    /** The offset that the next record gets. */
    end(topic: string, partition?: number): bigint;
    /** Offset of the first record with at least this timestamp, ms; the end when there is none. */
    offsetAt(topic: string, partition: number, timestamp: number): bigint;
    /** Up to `limit` records from the offset on, or from the log's start where that is later. */
    read(topic: string, partition: number, options: {
        readonly from: bigint;
        readonly limit?: number;
    }): MemoryFetch;
    /** Shuts out all earlier users of the transactional id; returns the epoch to commit with. */
    fence(transactionalId: string): number;
    /** Throws `fenced` when the transactional id was fenced since. */
    check(transactionalId: string, producerEpoch: number): void;
    /** All records and the offset, or nothing. Throws `fenced` when the transactional id was fenced since. */
    commit(transaction: MemoryTransaction): Promise<void>;
    /** A group's committed offset; null before its first commit. */
    committed(group: string, topic: string, partition?: number): bigint | null;
    /** Where a group began, or goes on: null when it has never been positioned. */
    position(group: string, topic: string, partition: number): Committed | null;
    /** Offsets of a Kafka topic that a group has not consumed. */
    lag(group: string, topic: string): bigint;
    /** Drops the records below the offset. */
    trim(topic: string, partition: number, before: bigint): void;
    /** Drops all records but the newest of each key, and tombstones that every reader has seen. Offsets stay. */
    compact(topic: string): void;
    /** Registers a reader, so that no tombstone is compacted away before it; call the result to end it. */
    reader(topic: string, partition: number): {
        position: bigint;
        close(): void;
    };
    /**
     * Waits until the condition holds (true) or the signal is aborted (false); asks again whenever something was
     * appended, committed, trimmed or sealed.
     */
    until(condition: () => boolean, signal?: AbortSignal): Promise<boolean>;
}
export {};
