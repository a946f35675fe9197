/**
 * Reads partitions of one Kafka topic as a member of a group. From kafkajs it takes membership, metadata and
 * connections; which offsets are fetched, and what is made of them, is decided here.
 */
import { type Kafka } from 'kafkajs';
import { LeitmotifError } from '../../core/errors.ts';
import type { LaneFetch } from '../../core/lane.ts';
import type { Clock, Probe } from '../../core/ports.ts';
export interface FeedOptions {
    readonly topic: string;
    readonly group: string;
    /** After so long without a heartbeat the group gives a member's partitions to others, ms. */
    readonly sessionTimeout: number;
    /**
     * How long the broker may wait for new records before it answers a fetch, ms. It answers at once when there are some, so
     * that a long wait delays no record; heartbeats go between two fetches.
     */
    readonly maxWaitTime: number;
    readonly maxBytesPerPartition: number;
    /** How often it looks for partitions that were added, ms. */
    readonly metadataMaxAge: number;
    /** How long the broker may give no sign of life, ms. */
    readonly patience: number;
    readonly clock: Clock;
    readonly probe: Pick<Probe, 'log'>;
}
export interface FeedListener {
    /** The group gave these partitions to this member, and no others; none is fetched before `open`. */
    joined(partitions: readonly number[]): void;
    fetched(partition: number, fetch: LaneFetch): void;
    /** The offset to fetch is not in the log; the partition is held. */
    outOfRange(partition: number, offset: bigint): void;
    /** Nothing more will come. */
    failed(error: LeitmotifError): void;
}
export declare class Feed {
    #private;
    constructor(kafka: Kafka, options: FeedOptions, listener: FeedListener);
    /** Connects and joins the group; `joined` follows. Throws `transient`, or `fatal` when the broker refuses. */
    start(): Promise<void>;
    /** Fetches the partition from the offset on. */
    open(partition: number, offset: bigint): void;
    hold(partition: number): void;
    resume(partition: number): void;
    /** Resolves at the next sign that the group still knows this member. */
    heartbeat(): Promise<void>;
    /**
     * Leaves the group; waits for an unreachable broker only so long. The connection closes by itself when the broker has
     * answered the last fetch.
     */
    stop(): Promise<void>;
}
