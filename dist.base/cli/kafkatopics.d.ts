/** The Kafka topics of a deployment, as `init` creates them and docs/records.md describes them. */
import type { Names } from '../pipeline/names.ts';
export interface Wanted {
    readonly name: string;
    readonly partitions: number;
    readonly replicationFactor?: number;
    readonly configs: Readonly<Record<string, string>>;
}
export interface DocumentsTopic {
    readonly partitions: number;
    /** Its max.message.bytes. */
    readonly maxMessageBytes: number;
}
/** The broker's default of max.message.bytes. */
export declare const DEFAULT_MESSAGE_BYTES = 1048588;
/**
 * max.message.bytes of the stats Kafka topic: the fewer records a batch's stats are cut into, the less is written of each
 * cell.
 */
export declare const STATS_MESSAGE_BYTES: number;
/** All but the documents' own. Θ and dead letters have as many partitions as the documents. */
export declare function wantedKafkaTopics(names: Names, documents: DocumentsTopic, replicationFactor: number): Wanted[];
/** What the bytes of one record's value may be in a Kafka topic that takes messages of so many; the rest is for its frame. */
export declare function roomIn(maxMessageBytes: number): number;
