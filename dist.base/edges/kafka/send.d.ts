import { type Kafka } from 'kafkajs';
import type { OutRecord } from '../../core/ports.ts';
/** Writes one record, acknowledged by all replicas of its partition; its offset. For what is rare: it connects for each. */
export declare function sendOne(kafka: Kafka, { topic, partition, key, value }: OutRecord): Promise<bigint>;
