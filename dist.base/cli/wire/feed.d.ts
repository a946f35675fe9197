/** Where feeds come from and go to. */
import type { Kafka } from 'kafkajs';
import type { FeedLog } from '../../core/feeds/types.ts';
import type { DocumentReader, Probe, Source } from '../../core/ports.ts';
import { documentReader } from '../../edges/registry/documents.ts';
import { type Names } from '../../pipeline/names.ts';
import type { Config } from '../config.ts';
/** Where a feed of this name puts its documents, and where it stands. Throws `fatal` when the Kafka topics are missing. */
export declare function openFeedLog(config: Config, { kafka, name, probe }: {
    readonly kafka: Kafka;
    readonly name: string;
    readonly probe: Pick<Probe, 'log'>;
}): Promise<{
    readonly log: FeedLog;
    /** Longest record that the documents Kafka topic takes, bytes. */
    readonly largest: number;
}>;
/** A foreign Kafka topic as a source, with the reader of its records. Throws `fatal` when a Kafka topic is missing. */
export declare function openKafkaFeed(config: Config, { topic, name, format, fields, probe, }: {
    readonly topic: string;
    readonly name: string;
    readonly probe: Pick<Probe, 'log'>;
} & Pick<Parameters<typeof documentReader>[0], 'format' | 'fields'>): Promise<{
    readonly source: Source;
    readonly names: Names;
    readonly reader: DocumentReader;
}>;
