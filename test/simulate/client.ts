/**
 * The part of kafkajs 2.2.4 that the product uses, as a process on the simulated network sees it: the same calls, requests,
 * retries and errors, so that all that the product itself says to Kafka is the real thing.
 */
import type { Admin, Cluster, Consumer, Kafka, Producer } from 'kafkajs';
import type { SimulatedBroker } from './broker/broker.ts';
import type { Joined } from './broker/groups.ts';
import { type Fetched, KafkaError } from './broker/log.ts';
import type { Machine } from './machine.ts';
import { ask, SimulatedProducer } from './producer.ts';

type ConsumerConfig = Parameters<Kafka['consumer']>[0] & object;

/** Retries of what breaks while fetching. */
const FETCH_RETRIES = 8;

export function simulatedKafka(machine: Machine, broker: SimulatedBroker): Kafka {
  const kafka: Pick<Kafka, 'admin' | 'consumer' | 'producer'> = {
    admin: () => admin(machine, broker) as object as Admin,
    consumer: (config) => new SimulatedConsumer(machine, broker, config) as object as Consumer,
    producer: (config) => new SimulatedProducer(machine, broker, config ?? {}) as object as Producer,
  };
  return kafka as Kafka;
}

function admin(machine: Machine, broker: SimulatedBroker) {
  return {
    connect: async () => {},
    disconnect: async () => {},
    fetchTopicOffsets: (topic: string) =>
      ask(machine, 'ListOffsets', () =>
        broker.partitions(topic).map(({ start, stable }, partition) => ({
          partition,
          offset: String(stable),
          high: String(stable),
          low: String(start),
        })),
      ),
    fetchOffsets: ({ groupId, topics }: { groupId: string; topics: string[] }) =>
      ask(machine, 'OffsetFetch', () =>
        topics.map((topic) => ({
          topic,
          partitions: broker.partitions(topic).map((_, partition) => ({
            partition,
            ...(broker.groups.offset(groupId, topic, partition) ?? { offset: '-1', metadata: null }),
          })),
        })),
      ),
    deleteGroups: (names: string[]) =>
      ask(machine, 'DeleteGroups', () => {
        for (const name of names) {
          broker.groups.drop(name);
          broker.forget(name);
        }
      }),
    deleteTopicRecords: ({
      topic,
      partitions,
    }: {
      topic: string;
      partitions: { partition: number; offset: string }[];
    }) =>
      ask(machine, 'DeleteRecords', () => {
        for (const { partition, offset } of partitions) broker.partition(topic, partition).deleteBelow(Number(offset));
      }),
  };
}

/** Joins, then fetches and sends heartbeats in turn, as the runner of kafkajs does. */
class SimulatedConsumer {
  readonly events = {
    GROUP_JOIN: 'consumer.group_join',
    HEARTBEAT: 'consumer.heartbeat',
    CRASH: 'consumer.crash',
    STOP: 'consumer.stop',
  };
  readonly #machine: Machine;
  readonly #broker: SimulatedBroker;
  readonly #config: ConsumerConfig;
  readonly #listeners = new Map<string, (event: { payload: unknown }) => void>();
  readonly #cluster: Pick<Cluster, 'findBroker' | 'connect' | 'disconnect' | 'addTargetTopic' | 'fetchTopicsOffset'>;
  #topic = '';
  #joined: Joined | null = null;
  #member = '';
  #beaten = 0;
  #running = false;
  #ended: Promise<void> = Promise.resolve();

  constructor(machine: Machine, broker: SimulatedBroker, config: ConsumerConfig) {
    this.#machine = machine;
    this.#broker = broker;
    this.#config = config;
    const node = { fetch: (request: FetchRequest) => this.#fetch(request) };
    this.#cluster = {
      findBroker: (async () => node) as unknown as Cluster['findBroker'],
      connect: async () => {},
      disconnect: async () => {},
      addTargetTopic: async () => {},
      fetchTopicsOffset: (topics) =>
        ask(machine, 'ListOffsets', () =>
          topics.map(({ topic, partitions }) => ({
            topic,
            partitions: partitions.map(({ partition }) => {
              const { end, stable } = broker.partition(topic, partition);
              return { partition, offset: String(config.readUncommitted === true ? end : stable) };
            }),
          })),
        ),
    };
    for (const assigner of config.partitionAssigners ?? [])
      assigner({ cluster: this.#cluster as Cluster, groupId: config.groupId, logger: null as never });
  }

  on(event: string, listener: (event: { payload: unknown }) => void): void {
    this.#listeners.set(event, listener);
  }

  async connect(): Promise<void> {}

  async subscribe({ topics }: { topics: string[] }): Promise<void> {
    this.#topic = topics[0] as string;
  }

  async run(): Promise<void> {
    this.#running = true;
    await this.#join();
    this.#ended = this.#go();
  }

  async disconnect(): Promise<void> {
    if (!this.#running) return;
    this.#running = false;
    await this.#ended;
    this.#machine.members.delete(this.#config.groupId);
    this.#broker.forget(this.#config.groupId);
    const { groupId } = this.#config;
    if (this.#member !== '')
      await ask(this.#machine, 'LeaveGroup', () => this.#broker.groups.leave(groupId, this.#member, this.#topic)).catch(
        () => {},
      );
    this.#emit('STOP', {});
  }

  async #go(): Promise<void> {
    let failures = 0;
    while (this.#running) {
      try {
        if (!this.#joined) await this.#join();
        if (!this.#running) return;
        await this.#round();
        failures = 0;
      } catch (error) {
        if (error instanceof KafkaError && REJOIN.has(error.type)) {
          if (error.type === 'UNKNOWN_MEMBER_ID') this.#member = '';
          this.#joined = null;
          continue;
        }
        if (++failures > FETCH_RETRIES) {
          failures = 0;
          this.#emit('CRASH', { error, restart: true, groupId: this.#config.groupId });
          this.#joined = null;
        }
        await this.#machine.pause(100 * 2 ** Math.min(failures, 4));
      }
    }
  }

  async #round(): Promise<void> {
    const { maxWaitTimeInMs = 5000, heartbeatInterval = 3000, groupId } = this.#config;
    const partitions = this.#joined?.partitions ?? [];
    const node = await this.#cluster.findBroker({ nodeId: '0' });
    await node.fetch({
      maxWaitTime: maxWaitTimeInMs,
      topics: [{ topic: this.#topic, partitions: partitions.map((partition) => ({ partition, fetchOffset: '0' })) }],
    } as never);
    const { now } = this.#machine.sim;
    if (now < this.#beaten + heartbeatInterval || !this.#joined || !this.#running) return;
    const joined = this.#joined;
    await ask(this.#machine, 'Heartbeat', () => this.#broker.groups.heartbeat(groupId, joined));
    this.#beaten = now;
    this.#emit('HEARTBEAT', {});
  }

  async #join(): Promise<void> {
    const { groupId, sessionTimeout = 30_000 } = this.#config;
    const options = { topic: this.#topic, member: this.#member, sessionTimeout };
    try {
      const joined = await this.#machine.request<Joined>({ kind: 'JoinGroup' }, (answer) => {
        try {
          this.#broker.groups.join(groupId, options, (value) => answer({ value }));
        } catch (error) {
          answer({ error: error as Error });
        }
      });
      this.#member = joined.member;
      this.#joined = joined;
      this.#machine.members.set(groupId, { member: joined.member, topic: this.#topic });
      this.#beaten = this.#machine.sim.now;
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      this.#member = '';
      return this.#join();
    }
    const { partitions } = this.#joined;
    this.#emit('GROUP_JOIN', { memberAssignment: partitions.length > 0 ? { [this.#topic]: [...partitions] } : {} });
  }

  #fetch({ topics, maxWaitTime }: FetchRequest) {
    const [first] = topics;
    const request = {
      topic: this.#topic,
      group: this.#config.groupId,
      maxWait: maxWaitTime,
      alive: () => this.#machine.state !== 'dead',
      wanted: (first?.partitions ?? []).map(({ partition, fetchOffset }) => ({
        partition,
        offset: Number(fetchOffset),
      })),
    };
    return this.#machine.request({ kind: 'Fetch' }, (answer) =>
      this.#broker.fetch(
        request,
        (found) =>
          answer({ value: { responses: [{ topicName: this.#topic, partitions: [...found].map(partitionOf) }] } }),
        (error) => answer({ error }),
      ),
    );
  }

  #emit(event: keyof SimulatedConsumer['events'], payload: unknown): void {
    this.#listeners.get(this.events[event])?.({ payload });
  }
}

interface FetchRequest {
  readonly maxWaitTime: number;
  readonly topics: readonly {
    readonly topic: string;
    readonly partitions: readonly { readonly partition: number; readonly fetchOffset: string }[];
  }[];
}

const REJOIN = new Set(['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID']);

function partitionOf([partition, { highWatermark, stable, aborted, messages }]: [number, Fetched]) {
  return {
    partition,
    highWatermark: String(highWatermark),
    lastStableOffset: String(stable),
    abortedTransactions: aborted,
    messages,
  };
}
