/** One transactional id: fencing, and transactions of records with a consumed offset. */
import { type Kafka } from 'kafkajs';
import type { Clock, OutRecord } from '../../core/ports.ts';
export interface TransactorOptions {
    readonly transactionalId: string;
    /** The broker aborts a transaction that stays open for longer, ms. */
    readonly transactionTimeout: number;
    /** The largest record batch, bytes: below the broker's message.max.bytes. */
    readonly chunkBytes: number;
    readonly clock: Clock;
}
/** The offset that a transaction commits. */
export interface ConsumedOffset {
    readonly group: string;
    readonly topic: string;
    readonly partition: number;
    readonly offset: bigint;
    /** Kept beside the offset. */
    readonly metadata?: string;
}
export declare class Transactor {
    #private;
    constructor(kafka: Kafka, options: TransactorOptions);
    /**
     * Shuts out all earlier users of the transactional id, aborting what they left open. Throws `transient` or `fatal`.
     * Once `givenUp`, it does not go so far any more.
     */
    fence(givenUp?: AbortSignal): Promise<void>;
    /**
     * All records and the offsets, if there are any, or nothing. After any error the outcome is unknown until `fence`.
     * Throws `fenced`, `transient` or `fatal`.
     */
    commit(records: readonly OutRecord[], ...consumed: readonly ConsumedOffset[]): Promise<void>;
    /** Throws `fenced` when it was fenced since, else as `commit`. The offset is sent and taken back: nothing is changed. */
    confirm(consumed: ConsumedOffset): Promise<void>;
    close(): Promise<void>;
}
/**
 * Cuts records so that what each Kafka topic gets at a time stays below `bytes`: kafkajs makes one record batch of all
 * messages for a partition in one send, and the broker's limit is on that. A larger record goes alone.
 */
export declare function chunks(records: readonly OutRecord[], bytes: number): Generator<readonly OutRecord[]>;
