import type { Kafka } from 'kafkajs';
import type { CutRule } from '../../core/cut.ts';
import type { Clock, Probe, Source } from '../../core/ports.ts';
export interface KafkaSourceOptions {
    /** The Kafka topic to read. */
    readonly topic: string;
    readonly group: string;
    /** Must be the same for a partition whoever owns it. Default `<group>-<topic>-<partition>`. */
    readonly transactionalId?: (partition: number) => string;
    /** The life of the model that spans belong to. */
    readonly epoch: () => number;
    readonly cut: CutRule;
    /**
     * Where a group without a committed offset begins; a number is a timestamp, ms. Default earliest.
     * Partitions added while it runs begin at their first record.
     */
    readonly start?: 'earliest' | 'latest' | number;
    /** Goes on when a committed offset is no longer in the log. Default false. */
    readonly acceptLoss?: boolean;
    /** After so long without a heartbeat the partitions go to others, ms. Default 6000. */
    readonly sessionTimeout?: number;
    /** Longest life of a transaction, ms; never above the session time-out, its default. */
    readonly transactionTimeout?: number;
    /** How long the broker may wait for new records before it answers a fetch, ms. Default 500. */
    readonly maxWaitTime?: number;
    /** Default 900 KiB. */
    readonly maxBytesPerPartition?: number;
    /** The largest record batch written, bytes; below the broker's message.max.bytes. Default 900,000. */
    readonly chunkBytes?: number;
    /** How often partitions that were added are looked for, ms. Default 30,000. */
    readonly metadataMaxAge?: number;
    /** How long failures may follow each other before they are passed on, ms. Default 2 minutes. */
    readonly patience?: number;
    readonly clock: Clock;
    readonly probe: Pick<Probe, 'log'>;
    /** Jitter of the back-off in [0, 1). Default Math.random. */
    readonly random?: () => number;
}
/** The options with their defaults. */
export interface KafkaSourceSettings extends Required<KafkaSourceOptions> {
}
/**
 * Reads a Kafka topic as a member of a group, one transactional producer per partition.
 *
 * On every assignment: 1 all work of the earlier one is dropped; 2 every partition given, quiet ones too, is fenced
 * by its transactional id, which aborts what an earlier owner left open; 3 `intake.assigned`; 4 the committed offset
 * is read and checked against the log; 5 `intake.positioned`; 6 fetching begins there. A transaction holds all
 * records and the offset. What fails transiently, or is fenced, begins again at 2 once heartbeats have shown that the
 * group still counts on this member: one that was frozen learns then that it has lost its partitions, and leaves
 * their new owners alone.
 */
export declare function kafkaSource(kafka: Kafka, options: KafkaSourceOptions): Source;
