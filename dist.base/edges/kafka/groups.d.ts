/** All groups of a deployment at once: who is in them, where they stand, and a transaction in the name of all. */
import type { Kafka } from 'kafkajs';
import type { Positions, Standing } from '../../core/epoch.ts';
import type { Clock, OutRecord } from '../../core/ports.ts';
/** A group, and the Kafka topic that it reads. */
export interface Reading {
    readonly group: string;
    readonly topic: string;
}
export interface KafkaGroupsOptions {
    readonly documents: Reading;
    readonly control: Reading;
    /** Of one partition; the transaction is its owner's. */
    readonly stats: Reading;
    readonly clock: Clock;
}
/** The port `Groups` of src/pipeline/epoch.ts; `close` it at the end. */
export declare function kafkaGroups(kafka: Kafka, options: KafkaGroupsOptions): {
    standing: (group: "documents" | "control" | "stats") => Promise<readonly Standing[]>;
    members(): Promise<readonly string[]>;
    fence(): Promise<void>;
    documentsAt(time: number): Promise<ReadonlyMap<number, bigint>>;
    commit(records: readonly OutRecord[], positions: Positions): Promise<void>;
    close: () => Promise<void>;
};
