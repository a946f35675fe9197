import type { Kafka } from 'kafkajs';
import type { Changelog, Clock, Probe } from '../../core/ports.ts';
export interface KafkaChangelogOptions {
    /** The compacted Kafka topic; it has one partition. */
    readonly topic: string;
    /** Begins the name of the group that each reading gets for itself. Default `<topic>-reader`. */
    readonly group?: string;
    /** How long the broker may wait for new records before it answers a fetch, ms. Default 500. */
    readonly maxWaitTime?: number;
    /** Default 1 MiB. */
    readonly maxBytesPerPartition?: number;
    /** How long failures may follow each other before they are passed on, ms. Default 2 minutes. */
    readonly patience?: number;
    readonly clock: Clock;
    readonly probe: Pick<Probe, 'log'>;
    /** Jitter of the back-off in [0, 1). Default Math.random. */
    readonly random?: () => number;
}
/**
 * Reads a compacted Kafka topic from its beginning. kafkajs can only read as a member of a group, so each reading has
 * a group to itself, which commits nothing and is deleted at the end.
 */
export declare function kafkaChangelog(kafka: Kafka, options: KafkaChangelogOptions): Changelog;
