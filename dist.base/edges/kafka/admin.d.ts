import { type Kafka } from 'kafkajs';
export interface KafkaTopic {
    readonly name: string;
    readonly partitions: number;
    readonly replicationFactor: number;
    /** Settings as the broker holds them, defaults included. */
    readonly configs: Readonly<Record<string, string>>;
}
export interface WantedKafkaTopic {
    readonly name: string;
    readonly partitions: number;
    /** Default the broker's. */
    readonly replicationFactor?: number;
    readonly configs: Readonly<Record<string, string>>;
}
export interface KafkaTopicPlan {
    readonly create: readonly WantedKafkaTopic[];
    readonly widen: readonly {
        readonly name: string;
        readonly from: number;
        readonly to: number;
    }[];
    /** What is otherwise than wanted and is left so: a setting's name, or `partitions`, or `replication factor`. */
    readonly differences: readonly {
        readonly name: string;
        readonly setting: string;
        readonly is: string;
        readonly wanted: string;
    }[];
}
/** What would have to be done so that the wanted Kafka topics exist. Partitions can be added, never taken away. */
export declare function planKafkaTopics(existing: readonly KafkaTopic[], wanted: readonly WantedKafkaTopic[]): KafkaTopicPlan;
/** Those of the named Kafka topics that exist. Throws `transient` or `fatal`. */
export declare function readKafkaTopics(kafka: Kafka, names: readonly string[]): Promise<KafkaTopic[]>;
/** Creates and widens what the plan says, and waits until the broker serves it. Differences are left alone. */
export declare function applyKafkaTopics(kafka: Kafka, plan: KafkaTopicPlan): Promise<void>;
/** Deletes the records of a partition below the offset; what is gone already stays gone. */
export declare function deleteRecords(kafka: Kafka, topic: string, at: {
    partition: number;
    before: bigint;
}): Promise<void>;
export interface PartitionOffsets {
    readonly partition: number;
    /** First offset in the log. */
    readonly low: bigint;
    /** Its stable end: what lies below is committed. */
    readonly end: bigint;
}
/** Where the log of each partition begins and ends. */
export declare function partitionOffsets(kafka: Kafka, topic: string): Promise<PartitionOffsets[]>;
export interface PartitionLag extends PartitionOffsets {
    /** null before the group's first commit. */
    readonly committed: bigint | null;
    /** Offsets between what is committed, or the log's beginning, and its end. */
    readonly lag: bigint;
}
/** How far a group has come in each partition. */
export declare function groupLag(kafka: Kafka, group: string, topic: string): Promise<PartitionLag[]>;
export interface ClusterInfo {
    readonly id: string;
    readonly brokers: number;
}
/** Throws `transient` when no broker answers, `fatal` when it refuses this client. */
export declare function describeCluster(kafka: Kafka): Promise<ClusterInfo>;
