/** Kafka topics as they are and as they should be; offsets, lag, deletion; whether the broker can be reached. */
import { setTimeout as delay } from 'node:timers/promises';
import kafkajs, { type Admin, type Cluster, type Kafka } from 'kafkajs';
import { LeitmotifError } from '../../core/errors.ts';
import { QUICK_RETRY } from './client.ts';
import { fromKafka, type Rights } from './faults.ts';
import { START } from './owner.ts';
import { withAdmin } from './persist.ts';

// Node finds only some of kafkajs's exports by name.
const { ConfigResourceTypes, PartitionAssigners } = kafkajs;

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
  readonly widen: readonly { readonly name: string; readonly from: number; readonly to: number }[];
  /** What is otherwise than wanted and is left so: a setting's name, or `partitions`, or `replication factor`. */
  readonly differences: readonly {
    readonly name: string;
    readonly setting: string;
    readonly is: string;
    readonly wanted: string;
  }[];
}

/** What would have to be done so that the wanted Kafka topics exist. Partitions can be added, never taken away. */
export function planKafkaTopics(existing: readonly KafkaTopic[], wanted: readonly WantedKafkaTopic[]): KafkaTopicPlan {
  const byName = new Map(existing.map((topic) => [topic.name, topic]));
  const create = wanted.filter(({ name }) => !byName.has(name));
  const both = wanted.flatMap((want) => {
    const is = byName.get(want.name);
    return is ? [{ want, is }] : [];
  });
  const widen = both
    .filter(({ want, is }) => is.partitions < want.partitions)
    .map(({ want, is }) => ({ name: want.name, from: is.partitions, to: want.partitions }));
  const differences = both.flatMap(({ want, is }) => {
    const found: { setting: string; is: string; wanted: string }[] = [];
    if (is.partitions > want.partitions)
      found.push({ setting: 'partitions', is: String(is.partitions), wanted: String(want.partitions) });
    if (want.replicationFactor !== undefined && want.replicationFactor !== is.replicationFactor)
      found.push({
        setting: 'replication factor',
        is: String(is.replicationFactor),
        wanted: String(want.replicationFactor),
      });
    for (const [setting, value] of Object.entries(want.configs)) {
      const held = is.configs[setting] ?? '';
      if (!sameConfig(setting, held, value)) found.push({ setting, is: held, wanted: value });
    }
    return found.map((difference) => ({ name: want.name, ...difference }));
  });
  return { create, widen, differences };
}

/** `compact,delete` and `delete,compact` are the same. */
function sameConfig(setting: string, a: string, b: string): boolean {
  if (setting !== 'cleanup.policy') return a === b;
  const parts = (list: string): string =>
    list
      .split(/\s*,\s*/)
      .sort()
      .join();
  return parts(a) === parts(b);
}

/** Those of the named Kafka topics that exist. Throws `transient` or `fatal`. */
export async function readKafkaTopics(kafka: Kafka, names: readonly string[]): Promise<KafkaTopic[]> {
  const rights = { topic: `DescribeConfigs on Kafka topics ${names.join(', ')}` };
  return using(kafka, { doing: 'reading the settings of Kafka topics', rights }, async (admin) => {
    const present = new Set(await admin.listTopics());
    const topics = names.filter((name) => present.has(name));
    if (topics.length === 0) return [];
    const [metadata, configs] = await Promise.all([
      admin.fetchTopicMetadata({ topics }),
      admin.describeConfigs({
        includeSynonyms: false,
        resources: topics.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
      }),
    ]);
    return metadata.topics.map(({ name, partitions }) => {
      const entries = configs.resources.find(({ resourceName }) => resourceName === name)?.configEntries ?? [];
      return {
        name,
        partitions: partitions.length,
        replicationFactor: partitions[0]?.replicas.length ?? 0,
        configs: Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue])),
      };
    });
  });
}

/** Creates and widens what the plan says, and waits until the broker serves it. Differences are left alone. */
export async function applyKafkaTopics(kafka: Kafka, plan: KafkaTopicPlan): Promise<void> {
  const named = [...plan.create, ...plan.widen].map(({ name }) => name).join(', ');
  const rights = { topic: `Create (to widen them Alter) on Kafka topics ${named}` };
  await using(kafka, { doing: 'creating Kafka topics', rights }, async (admin) => {
    if (plan.create.length > 0)
      await admin.createTopics({
        waitForLeaders: false,
        topics: plan.create.map(({ name, partitions, replicationFactor, configs }) => ({
          topic: name,
          numPartitions: partitions,
          replicationFactor: replicationFactor ?? -1,
          configEntries: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
        })),
      });
    if (plan.widen.length > 0)
      await admin.createPartitions({ topicPartitions: plan.widen.map(({ name, to }) => ({ topic: name, count: to })) });
    await served(admin, [
      ...plan.create.map(({ name, partitions }) => ({ name, partitions })),
      ...plan.widen.map(({ name, to }) => ({ name, partitions: to })),
    ]);
  });
}

const SERVED_TRIES = 200;
const SERVED_WAIT = 50;

/** Waits until each has a leader for each of its partitions; kafkajs's own waiting gives up on one it doesn't know yet. */
async function served(admin: Admin, wanted: readonly { name: string; partitions: number }[]): Promise<void> {
  for (let tries = 1; wanted.length > 0; tries++) {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: wanted.map(({ name }) => name) });
      const led = new Map(
        topics.map((topic) => [topic.name, topic.partitions.filter(({ leader }) => leader >= 0).length]),
      );
      if (wanted.every(({ name, partitions }) => (led.get(name) ?? 0) >= partitions)) return;
    } catch (error) {
      if (tries >= SERVED_TRIES) throw error;
    }
    if (tries >= SERVED_TRIES)
      throw new LeitmotifError('transient', 'connect', 'the broker is slow to serve new Kafka topics; try again');
    await delay(SERVED_WAIT);
  }
}

/** Deletes the records of a partition below the offset; what is gone already stays gone. */
export async function deleteRecords(
  kafka: Kafka,
  topic: string,
  at: { partition: number; before: bigint },
): Promise<void> {
  const rights = { topic: `Delete on Kafka topic ${topic}` };
  await using(kafka, { doing: `deleting records of ${topic}`, rights }, async (admin) => {
    // kafkajs needs the topic's metadata first, and this is how it comes to have them.
    const offsets = await admin.fetchTopicOffsets(topic);
    const low = BigInt(offsets.find(({ partition }) => partition === at.partition)?.low ?? 0);
    if (at.before <= low) return;
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: at.partition, offset: String(at.before) }] });
  });
}

export interface PartitionOffsets {
  readonly partition: number;
  /** First offset in the log. */
  readonly low: bigint;
  /** Its stable end: what lies below is committed. */
  readonly end: bigint;
}

/** Where the log of each partition begins and ends. */
export async function partitionOffsets(kafka: Kafka, topic: string): Promise<PartitionOffsets[]> {
  const tried = { doing: `reading the ends of ${topic}`, rights: { topic: `Describe on Kafka topic ${topic}` } };
  return using(kafka, tried, (admin) => offsetsOf(admin, topic));
}

async function offsetsOf(admin: Admin, topic: string): Promise<PartitionOffsets[]> {
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets
    .map(({ partition, low, high }) => ({ partition, low: BigInt(low), end: BigInt(high) }))
    .sort((a, b) => a.partition - b.partition);
}

/**
 * The end of a partition's log with what is not committed yet: kafkajs's admin client gives stable ends alone, which an open
 * transaction of anybody holds back.
 */
export async function logEnd(kafka: Kafka, topic: string, partition: number): Promise<bigint> {
  const clusters: Cluster[] = [];
  kafka.consumer({
    // It joins no group.
    groupId: `${topic}-end`,
    readUncommitted: true,
    allowAutoTopicCreation: false,
    retry: QUICK_RETRY,
    // An assigner is the one place where kafkajs hands out a cluster.
    partitionAssigners: [
      (config) => {
        clusters.push(config.cluster);
        return PartitionAssigners.roundRobin(config);
      },
    ],
  });
  const cluster = clusters[0] as Cluster;
  try {
    await cluster.connect();
    await cluster.addTargetTopic(topic);
    const [found] = await cluster.fetchTopicsOffset([{ topic, partitions: [{ partition }], fromBeginning: false }]);
    const offset = found?.partitions.find((one) => one.partition === partition)?.offset;
    if (offset === undefined) throw new Error(`Kafka topic ${topic} has no partition ${partition} any more`);
    return BigInt(offset);
  } catch (error) {
    const rights = { topic: `Describe on Kafka topic ${topic}` };
    throw fromKafka(error, { stage: 'connect', doing: `reading the end of ${topic}`, rights });
  } finally {
    await cluster.disconnect().catch(() => {});
  }
}

export interface PartitionLag extends PartitionOffsets {
  /** null before the group's first commit. */
  readonly committed: bigint | null;
  /** The same, or where it was to begin before it; null where the group has never been. */
  readonly position: bigint | null;
  /** Offsets between what is committed, or the log's beginning, and its end. */
  readonly lag: bigint;
}

/** How far a group has come in each partition. `right`: what the caller needs of both anyway, for the message without it. */
export async function groupLag(
  kafka: Kafka,
  group: string,
  topic: string,
  right: 'Describe' | 'Read' = 'Describe',
): Promise<PartitionLag[]> {
  const rights = { topic: `${right} on Kafka topic ${topic}`, group: `${right} on group ${group}` };
  const doing = `reading the ends of ${topic} and the offsets of group ${group}`;
  const [offsets, fetched] = await using(kafka, { doing, rights }, async (admin) => [
    await offsetsOf(admin, topic),
    await admin.fetchOffsets({ groupId: group, topics: [topic] }),
  ]);
  return offsets.map((at) => {
    const found = fetched[0]?.partitions.find(({ partition }) => partition === at.partition);
    const offset = BigInt(found?.offset ?? -1);
    const position = offset >= 0n ? offset : null;
    const from = position ?? at.low;
    const committed = found?.metadata === START ? null : position;
    return { ...at, committed, position, lag: at.end > from ? at.end - from : 0n };
  });
}

export interface ClusterInfo {
  readonly id: string;
  readonly brokers: number;
}

/** Throws `transient` when no broker answers, `fatal` when it refuses this client. */
export async function describeCluster(kafka: Kafka): Promise<ClusterInfo> {
  const { clusterId, brokers } = await using(kafka, { doing: 'connecting' }, (admin) => admin.describeCluster());
  return { id: clusterId, brokers: brokers.length };
}

async function using<T>(
  kafka: Kafka,
  tried: { readonly doing: string; readonly rights?: Rights },
  work: Parameters<typeof withAdmin<T>>[1],
): Promise<T> {
  try {
    return await withAdmin(kafka, work);
  } catch (error) {
    throw fromKafka(error, { stage: 'connect', ...tried });
  }
}
