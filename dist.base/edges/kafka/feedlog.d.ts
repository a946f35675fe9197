/** Documents of a feed and where it stands, in one transaction; the standing in a compacted Kafka topic of all feeds. */
import type { Kafka } from 'kafkajs';
import type { FeedLog } from '../../core/feeds/types.ts';
import type { Clock, Probe } from '../../core/ports.ts';
export interface KafkaFeedLogOptions {
    /** Without spaces. */
    readonly name: string;
    /** Begins the transactional id. */
    readonly prefix: string;
    /** The Kafka topic that gets the documents. */
    readonly documents: string;
    /** The compacted Kafka topic with `<name> <place>` → JSON. */
    readonly feeds: string;
    readonly clock: Clock;
    readonly probe: Pick<Probe, 'log'>;
}
export declare function kafkaFeedLog(kafka: Kafka, options: KafkaFeedLogOptions): FeedLog;
