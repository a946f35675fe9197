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
const DEFAULT_MESSAGE_BYTES = 1_048_588;
/**
 * max.message.bytes of the stats Kafka topic: the fewer records a batch's stats are cut into, the less is written of each
 * cell.
 */
export const STATS_MESSAGE_BYTES = 4 * 1024 * 1024;
/** What a dead letter may be larger than the record it holds: our headers. */
const DEAD_LETTER_ROOM = 64 * 1024;
const DAY = 24 * 3600 * 1000;

/** All but the documents' own. Θ and dead letters have as many partitions as the documents. */
export function wantedKafkaTopics(names: Names, documents: DocumentsTopic, replicationFactor: number): Wanted[] {
  const copies = replicationFactor === -1 ? {} : { replicationFactor };
  const one = { partitions: 1, ...copies };
  const many = { partitions: documents.partitions, ...copies };
  const days = (count: number) => String(count * DAY);
  return [
    { name: names.theta, ...many, configs: { 'cleanup.policy': 'compact,delete', 'retention.ms': days(30) } },
    { name: names.phi, ...one, configs: { 'cleanup.policy': 'compact' } },
    { name: names.events, ...one, configs: { 'cleanup.policy': 'delete', 'retention.ms': days(3650) } },
    // The trainer deletes what it has absorbed; nothing else may.
    {
      name: names.stats,
      ...one,
      configs: {
        'cleanup.policy': 'delete',
        'retention.ms': '-1',
        'retention.bytes': '-1',
        'max.message.bytes': String(STATS_MESSAGE_BYTES),
      },
    },
    { name: names.model, ...one, configs: { 'cleanup.policy': 'compact' } },
    { name: names.feeds, ...one, configs: { 'cleanup.policy': 'compact' } },
    { name: names.control, ...one, configs: { 'cleanup.policy': 'delete', 'retention.ms': days(30) } },
    {
      name: names.dead,
      ...many,
      configs: {
        'cleanup.policy': 'delete',
        'retention.ms': days(30),
        'max.message.bytes': String(documents.maxMessageBytes + DEAD_LETTER_ROOM),
      },
    },
  ];
}

/** A Kafka topic as the broker tells of it. */
interface Told {
  readonly name: string;
  readonly configs: Readonly<Record<string, string>>;
}

/** Its max.message.bytes; the broker's default for one that it has not told of. */
export function limitOf(told: readonly Told[], name: string): number {
  const limit = told.find((topic) => topic.name === name)?.configs['max.message.bytes'];
  return Number(limit ?? DEFAULT_MESSAGE_BYTES);
}

/** Below the broker's default, with room to spare. */
const CHUNK_BYTES = 900_000;

/** The largest record batch to write, bytes: all of them take it. */
export function chunkFor(told: readonly Told[]): number {
  return Math.min(CHUNK_BYTES, ...told.map(({ name }) => limitOf(told, name)));
}

/** What the bytes of one record's value may be in a Kafka topic that takes messages of so many; the rest is for its frame. */
export function roomIn(maxMessageBytes: number): number {
  return maxMessageBytes - FRAME;
}

/** Header of a record batch, key and headers of the record: far less than this. */
const FRAME = 8 * 1024;
