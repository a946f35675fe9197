import type { Kafka } from 'kafkajs';
import type { Clock, OutRecord } from '../../core/ports.ts';
export interface TakeOverOptions {
    /** The Kafka topic that the group reads, and the partition in whose name is written. */
    readonly topic: string;
    readonly partition: number;
    readonly group: string;
    /** Longest life of the transaction, ms. */
    readonly transactionTimeout: number;
    /** Default 900,000. */
    readonly chunkBytes?: number;
    readonly clock: Clock;
}
/**
 * One transaction in the name of whoever owns a partition: owners are fenced, `make` is given the offset that their group
 * has committed (null for none), and its records are committed with that very offset. Throws `fenced` when an owner has
 * fenced in turn, `transient` or `fatal` as a source's commit does.
 */
export declare function takeOver(kafka: Kafka, options: TakeOverOptions, make: (committed: bigint | null) => Promise<readonly OutRecord[]>): Promise<void>;
