/** Where feeds come from and go to. */
import type { Kafka } from 'kafkajs';
import type { FeedLog } from '../../core/feeds/types.ts';
import type { Probe, Source } from '../../core/ports.ts';
import { ofCopy } from '../../core/position.ts';
import { kafkaFeedLog } from '../../edges/kafka/feedlog.ts';
import { kafkaSource } from '../../edges/kafka/source.ts';
import { documentReader } from '../../edges/registry/documents.ts';
import { systemClock } from '../../edges/telemetry/clock.ts';
import type { CopyOptions } from '../../pipeline/copy.ts';
import { namesOf } from '../../pipeline/names.ts';
import type { Config } from '../config.ts';
import { chunkFor, limitOf } from '../kafkatopics.ts';
import { openKafka, openRegistry, present } from './kafka.ts';

/** Where a feed of this name puts its documents, and where it stands. Throws `fatal` when the Kafka topics are missing. */
export async function openFeedLog(
  config: Config,
  { kafka, name, probe }: { readonly kafka: Kafka; readonly name: string; readonly probe: Pick<Probe, 'log'> },
): Promise<{
  readonly log: FeedLog;
  /** Longest record that the documents Kafka topic takes, bytes. */
  readonly largest: number;
}> {
  const names = namesOf(config.prefix, config.documents.topic);
  const found = await present(
    kafka,
    new Map([
      [names.documents, 'Write'],
      [names.feeds, 'Read and Write'],
    ]),
  );
  const { prefix } = config;
  const chunkBytes = chunkFor(found);
  return {
    log: kafkaFeedLog(kafka, { name, ...names, prefix, chunkBytes, clock: systemClock, probe }),
    largest: limitOf(found, names.documents),
  };
}

/** A foreign Kafka topic as a source, with the reader of its records. Throws `fatal` when a Kafka topic is missing. */
export async function openKafkaFeed(
  config: Config,
  {
    topic,
    name,
    format,
    fields,
    probe,
  }: {
    readonly topic: string;
    readonly name: string;
    readonly probe: Pick<Probe, 'log'>;
  } & Pick<Parameters<typeof documentReader>[0], 'format' | 'fields'>,
): Promise<{ readonly source: Source } & Pick<CopyOptions, 'names' | 'limits' | 'reader'>> {
  const kafka = openKafka(config, probe);
  const names = namesOf(config.prefix, config.documents.topic);
  const found = await present(
    kafka,
    new Map([
      [topic, 'Read'],
      [names.documents, 'Write'],
      [names.dead, 'Write'],
    ]),
    `, and see that ${topic} is the right name`,
  );
  const limits = { documents: limitOf(found, names.documents), dead: limitOf(found, names.dead) };
  const source = kafkaSource(kafka, {
    topic,
    group: `${config.prefix}-feed-${name}`,
    start: config.documents.start,
    epoch: () => 0,
    cut: config.batch,
    sessionTimeout: config.session.timeout,
    chunkBytes: chunkFor(found),
    remedy: ofCopy,
    clock: systemClock,
    probe,
  });
  const { maxTextBytes } = config.documents;
  const reader = documentReader({ registry: openRegistry(config), format, maxTextBytes, ...(fields && { fields }) });
  return { source, names, limits, reader };
}
