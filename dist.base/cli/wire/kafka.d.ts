import type { Kafka } from 'kafkajs';
import type { Changelog, Clock, Probe } from '../../core/ports.ts';
import { readKafkaTopics } from '../../edges/kafka/admin.ts';
import { type SchemaRegistry } from '../../edges/registry/client.ts';
import { type Codecs } from '../../edges/registry/codecs.ts';
import type { Names } from '../../pipeline/names.ts';
import type { Config } from '../config.ts';
/** A client of the brokers that are configured. Throws `fatal`, stage `config`, for certificates that cannot be read. */
export declare function openKafka({ kafka }: Pick<Config, 'kafka'>, probe: Pick<Probe, 'log'>): Kafka;
/** A client of the registry that is configured. */
export declare function openRegistry({ registry }: Pick<Config, 'registry'>): SchemaRegistry;
/** Codecs of what a replica has registered; nothing is registered. Throws `fatal` when it is not there. */
export declare function openKnownCodecs(config: Pick<Config, 'registry'>, names: Names): Promise<Codecs>;
/** The group of the trainers: workers that come and go never stop it. */
export declare function trainersOf({ group }: Pick<Config, 'group'>): string;
/** The group that reads commands. */
export declare function commandersOf({ group }: Pick<Config, 'group'>): string;
export declare function openChangelog(kafka: Kafka, { topic, clock, probe, }: {
    /** The Kafka topic. */
    readonly topic: string;
    readonly clock?: Clock;
    readonly probe: Pick<Probe, 'log'>;
}): Changelog;
/**
 * What the broker says of some Kafka topics, given with the rights that are needed on each. Throws `fatal` when it lacks
 * one, or keeps it from us, which looks the same: nothing is created on the side, since who may create Kafka topics, and
 * how, is not for a replica or a feed to decide. `hint` goes on after the remedy.
 */
export declare function present(kafka: Kafka, wanted: ReadonlyMap<string, string>, hint?: string): Promise<Awaited<ReturnType<typeof readKafkaTopics>>>;
/** The Kafka topics of a replica. Throws `fatal` for those that are missing or too narrow. */
export declare function required(kafka: Kafka, names: Names): Promise<Awaited<ReturnType<typeof readKafkaTopics>>>;
