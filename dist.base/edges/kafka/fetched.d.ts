/** From a fetch response, as kafkajs decodes it, to the records that a reader of committed records may see. */
import type { RawRecord } from '../../core/ports.ts';
/** A record of a fetch response. */
export interface FetchedMessage {
    readonly offset: string;
    readonly timestamp: string;
    readonly key: Buffer | null;
    readonly value: Buffer | null;
    readonly headers?: Readonly<Record<string, unknown>>;
    readonly isControlRecord?: boolean;
    /** Of the record batch it came in. */
    readonly batchContext?: {
        readonly firstOffset: string;
        readonly lastOffsetDelta: number;
        readonly producerId: string;
        readonly inTransaction: boolean;
    };
}
/** One partition of a fetch response. */
export interface FetchedPartition {
    readonly partition: number;
    readonly highWatermark: string;
    readonly lastStableOffset?: string;
    readonly abortedTransactions?: readonly {
        readonly producerId: string;
        readonly firstOffset: string;
    }[] | null;
    readonly messages: readonly FetchedMessage[];
}
/**
 * The records from `position` on that are neither markers nor aborted, and the offset after all that was covered.
 *
 * kafkajs filters aborted records itself, but takes the broker's list of aborted transactions to be in order of their
 * first offsets, while it is in order of their ends: with transactions that overlap it lets aborted records through.
 * This is the Java client's rule (CompletedFetch.nextFetchedRecord).
 */
export declare function committedRecords(position: bigint, data: FetchedPartition): {
    records: RawRecord[];
    to: bigint;
};
