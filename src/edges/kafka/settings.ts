/** What a reader of a Kafka topic is given, and what it takes where it is given nothing. */
import type { CutRule } from '../../core/cut.ts';
import type { Clock, Probe } from '../../core/ports.ts';
import { ofDocuments, type Remedy } from '../../core/position.ts';
import { transactionalIdOf } from './owner.ts';

export interface KafkaSourceOptions {
  /** The Kafka topic to read. */
  readonly topic: string;
  readonly group: string;
  /** Must be the same for a partition whoever owns it. Default `<group>-<topic>-<partition>`. */
  readonly transactionalId?: (partition: number) => string;
  /** The life of the model that spans belong to. */
  readonly epoch: () => number;
  readonly cut: CutRule;
  /**
   * Where a group without a committed offset begins; a number is a timestamp, ms. Default earliest.
   * Partitions that are added once the group has begun are read from their first record.
   */
  readonly start?: 'earliest' | 'latest' | number;
  /** Goes on behind records that were deleted before they were read. Default false. */
  readonly acceptLoss?: boolean;
  /** What to do when the log does not hold the committed offset. Default for the documents of a model. */
  readonly remedy?: Remedy;
  /** After so long without a heartbeat the partitions go to others, ms. Default 6000. */
  readonly sessionTimeout?: number;
  /** Longest life of a transaction, ms; never above the session time-out, its default, nor 15 minutes. */
  readonly transactionTimeout?: number;
  /** How long the broker may wait for new records before it answers a fetch, ms. Default 500. */
  readonly maxWaitTime?: number;
  /** Default 900 KiB. */
  readonly maxBytesPerPartition?: number;
  /** The largest record batch written, bytes; below the broker's message.max.bytes. Default 900,000. */
  readonly chunkBytes?: number;
  /** How often partitions that were added are looked for, ms. Default 30,000. */
  readonly metadataMaxAge?: number;
  /** How long failures may follow each other before they are passed on, ms. Default 2 minutes. */
  readonly patience?: number;
  readonly clock: Clock;
  readonly probe: Pick<Probe, 'log'>;
  /** Jitter of the back-off in [0, 1). Default Math.random. */
  readonly random?: () => number;
}

/** The options with their defaults. */
export interface KafkaSourceSettings extends Required<KafkaSourceOptions> {}

export function withDefaults(options: KafkaSourceOptions): KafkaSourceSettings {
  const { group, topic } = options;
  const sessionTimeout = options.sessionTimeout ?? 6000;
  return {
    transactionalId: (partition) => transactionalIdOf({ group, topic, partition }),
    start: 'earliest',
    acceptLoss: false,
    remedy: ofDocuments,
    maxWaitTime: 500,
    maxBytesPerPartition: 900 * 1024,
    chunkBytes: 900_000,
    metadataMaxAge: 30_000,
    patience: 120_000,
    random: Math.random,
    ...options,
    sessionTimeout,
    transactionTimeout: Math.min(options.transactionTimeout ?? sessionTimeout, sessionTimeout),
  };
}
