import type { Kafka } from 'kafkajs';
import type { CutRule } from '../../core/cut.ts';
import { LeitmotifError } from '../../core/errors.ts';
import { Lane } from '../../core/lane.ts';
import { Lanes } from '../../core/lanes.ts';
import type { Clock, Intake, Probe, Source } from '../../core/ports.ts';
import { ofDocuments, type Remedy } from '../../core/position.ts';
import { groupLag } from './admin.ts';
import { Feed } from './feed.ts';
import { PartitionLog, partitionCount, transactionalIdOf } from './partition.ts';
import { persist } from './persist.ts';

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
   * Partitions added while it runs begin at their first record.
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

function withDefaults(options: KafkaSourceOptions): KafkaSourceSettings {
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

/**
 * Reads a Kafka topic as a member of a group, one transactional producer per partition.
 *
 * On every assignment: 1 all work of the earlier one is dropped; 2 every partition given, quiet ones too, is fenced
 * by its transactional id, which aborts what an earlier owner left open; 3 `intake.assigned`; 4 the committed offset
 * is read and checked against the log; 5 `intake.positioned`; 6 fetching begins there. A transaction holds all
 * records and the offset. What fails transiently, or is fenced, begins again at 2 once heartbeats have shown that the
 * group still counts on this member: one that was frozen learns then that it has lost its partitions, and leaves
 * their new owners alone.
 */
export function kafkaSource(kafka: Kafka, options: KafkaSourceOptions): Source {
  return {
    run: (intake, signal) => run(kafka, withDefaults(options), { intake, signal }),
    standing: () => groupLag(kafka, options.group, options.topic),
  };
}

async function run(
  kafka: Kafka,
  settings: KafkaSourceSettings,
  { intake, signal }: { intake: Intake; signal: AbortSignal },
): Promise<void> {
  const { topic, clock } = settings;
  let known = 0;
  const create = (partition: number): { lane: Lane; close(): Promise<void> } => {
    const log = new PartitionLog(kafka, settings, { feed, partition, known });
    return { lane: newLane(settings, { intake, log, partition }), close: () => log.close() };
  };
  const lanes = new Lanes({ create, signal, clock });
  const feed = new Feed(kafka, settings, {
    joined: (partitions) => lanes.assign(partitions),
    fetched: (partition, fetch) => lanes.at(partition)?.push(fetch),
    outOfRange: (partition, offset) => {
      const message = `offset ${offset} of ${topic}/${partition} is not in the log`;
      lanes.at(partition)?.fail(new LeitmotifError('transient', 'connect', message));
    },
    failed: (error) => lanes.fail(error),
  });
  try {
    known = await persist(settings, lanes.over, () => partitionCount(kafka, topic));
    await persist(settings, lanes.over, () => feed.start());
  } catch (error) {
    if (!signal.aborted) lanes.fail(error);
  }
  await lanes.ended();
  await feed.stop();
  lanes.throwFailure();
}

function newLane(
  settings: KafkaSourceSettings,
  { intake, log, partition }: { intake: Intake; log: PartitionLog; partition: number },
): Lane {
  const { topic, epoch, cut, clock, random, probe, patience } = settings;
  return new Lane({ topic, partition, epoch, cut, intake, log, clock, random, probe, patience });
}
