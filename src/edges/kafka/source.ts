import type { Kafka } from 'kafkajs';
import { LeitmotifError } from '../../core/errors.ts';
import { Lane } from '../../core/lane.ts';
import { Lanes } from '../../core/lanes.ts';
import type { Intake, Source } from '../../core/ports.ts';
import { groupLag } from './admin.ts';
import { Feed } from './feed.ts';
import { PartitionLog, partitionCount } from './partition.ts';
import { persist } from './persist.ts';
import { type KafkaSourceOptions, type KafkaSourceSettings, withDefaults } from './settings.ts';

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
    standing: () => groupLag(kafka, options.group, options.topic, 'Read'),
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
    known = await persist(settings, lanes.over, () => partitionsAtStart(kafka, settings));
    await persist(settings, lanes.over, () => feed.start());
  } catch (error) {
    if (!signal.aborted) lanes.fail(error);
  }
  await lanes.ended();
  await feed.stop();
  lanes.throwFailure();
}

/**
 * How many partitions there were when the group began; those beyond are read from their first record. A group that has begun has
 * a place in each that there was: one without was added since, whether or not somebody ran then.
 */
async function partitionsAtStart(kafka: Kafka, { group, topic, start }: KafkaSourceSettings): Promise<number> {
  // The same for all of them.
  if (start === 'earliest') return partitionCount(kafka, topic);
  const standing = await groupLag(kafka, group, topic, 'Read');
  return standing.some(({ position }) => position !== null) ? 0 : standing.length;
}

function newLane(
  settings: KafkaSourceSettings,
  { intake, log, partition }: { intake: Intake; log: PartitionLog; partition: number },
): Lane {
  const { topic, epoch, cut, clock, random, probe, patience } = settings;
  return new Lane({ topic, partition, epoch, cut, intake, log, clock, random, probe, patience });
}
