/**
 * The part of kafkajs 2.2.4 that the product uses, as a process on the simulated network sees it: the same calls, requests,
 * retries and errors, so that all that the product itself says to Kafka is the real thing.
 */
import kafkajs, { type Admin, type Cluster, type Consumer, type Kafka, type Producer, type Transaction } from 'kafkajs';
import type { SimulatedBroker } from './broker/broker.ts';
import type { Joined, Offset } from './broker/groups.ts';
import { type Fetched, KafkaError, type Message } from './broker/log.ts';
import type { Claim } from './broker/transactions.ts';
import type { Attempt, Machine } from './machine.ts';

type ConsumerConfig = Parameters<Kafka['consumer']>[0] & object;
type ProducerConfig = Parameters<Kafka['producer']>[0] & object;
type Batch = Parameters<Transaction['sendBatch']>[0];
type Offsets = Parameters<Transaction['sendOffsets']>[0];

/** Retries of what the broker answers with "later", and of what breaks while fetching. */
const RETRIES = 20;
const FETCH_RETRIES = 8;
/** Brokers that lead partitions: a send goes to each of them by itself. */
const LEADERS = 2;

export function simulatedKafka(machine: Machine, broker: SimulatedBroker): Kafka {
  const kafka: Pick<Kafka, 'admin' | 'consumer' | 'producer'> = {
    admin: () => admin(machine, broker) as object as Admin,
    consumer: (config) => new SimulatedConsumer(machine, broker, config) as object as Consumer,
    producer: (config) => new SimulatedProducer(machine, broker, config as ProducerConfig) as object as Producer,
  };
  return kafka as Kafka;
}

/** A request whose answer is there as soon as it has come. */
function ask<T>(machine: Machine, kind: string, serve: () => T, attempt?: Attempt): Promise<T> {
  return machine.request<T>({ kind, attempt }, (answer) => {
    let value: T;
    try {
      value = serve();
    } catch (error) {
      return answer({ error: error as Error });
    }
    answer({ value });
  });
}

function isLater(error: unknown): boolean {
  return error instanceof KafkaError && error.type === 'CONCURRENT_TRANSACTIONS';
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

class SimulatedProducer {
  readonly #machine: Machine;
  readonly #broker: SimulatedBroker;
  readonly #config: ProducerConfig;
  readonly #partitioner = kafkajs.Partitioners.DefaultPartitioner();
  readonly #sequences = new Map<string, number>();
  #claim: Claim | null = null;

  constructor(machine: Machine, broker: SimulatedBroker, config: ProducerConfig) {
    this.#machine = machine;
    this.#broker = broker;
    this.#config = config;
  }

  async connect(): Promise<void> {}

  async disconnect(): Promise<void> {}

  /** The producer's id, and with it the fence, comes with the first. */
  async transaction() {
    const id = this.#config.transactionalId ?? '';
    this.#claim ??= await this.#later('InitProducerId', () =>
      this.#broker.transactions.init(id, this.#config.transactionTimeout ?? 60_000),
    );
    return this.#begun(this.#claim);
  }

  #begun(claim: Claim) {
    const [machine, broker] = [this.#machine, this.#broker];
    const attempt: Attempt = { of: claim.id, end: null };
    const added = new Set<string>();
    let state: 'active' | 'ending' | 'ended' = 'active';
    const within = async <T>(work: () => Promise<T>): Promise<T> => {
      if (state !== 'active') throw new Error('Cannot continue to use transaction once ended');
      machine.attempts.add(attempt);
      try {
        return await work();
      } catch (error) {
        this.#over(attempt, 'given up');
        throw error;
      }
    };
    const end = async (how: 'commit' | 'abort'): Promise<void> => {
      if (state !== 'active') throw new Error('Cannot continue to use transaction once ended');
      state = 'ending';
      try {
        if (added.size > 0) await ask(machine, 'EndTxn', () => broker.transactions.end(claim, how), attempt);
      } catch (error) {
        this.#over(attempt, 'given up');
        throw error;
      }
      this.#over(attempt, how === 'commit' ? 'committed' : 'given up');
      state = 'ended';
    };
    return {
      isActive: () => state === 'active',
      sendBatch: (batch: Batch) => within(() => this.#send(claim, batch, { added, attempt })),
      sendOffsets: ({ consumerGroupId, topics }: Offsets) =>
        within(async () => {
          const { groups, transactions } = broker;
          const part = groups.participant(consumerGroupId);
          await ask(machine, 'AddOffsetsToTxn', () => transactions.add(claim, [part]), attempt);
          added.add(part.name);
          const offsets = new Map<string, Offset>();
          for (const { topic, partitions } of topics)
            for (const { partition, offset, ...more } of partitions)
              offsets.set(`${topic}/${partition}`, {
                offset,
                metadata: 'metadata' in more ? String(more.metadata) : null,
              });
          await ask(machine, 'TxnOffsetCommit', () => broker.stageOffsets(claim, consumerGroupId, offsets), attempt);
        }),
      commit: () => end('commit'),
      abort: () => end('abort'),
    };
  }

  async #send(claim: Claim, batch: Batch, { added, attempt }: { added: Set<string>; attempt: Attempt }): Promise<void> {
    const [machine, broker] = [this.#machine, this.#broker];
    const parts = new Map<string, { topic: string; partition: number; sequence: number; messages: Message[] }>();
    for (const { topic, messages } of batch.topicMessages ?? [])
      for (const message of messages) {
        const partitionMetadata = broker.partitions(topic).map((_, partitionId) => ({ partitionId, leader: 0 }));
        const partition = message.partition ?? this.#partitioner({ topic, partitionMetadata, message } as never);
        const name = `${topic}/${partition}`;
        const part = parts.get(name) ?? { topic, partition, sequence: this.#sequences.get(name) ?? 0, messages: [] };
        parts.set(name, part);
        part.messages.push({
          key: message.key as Buffer | null,
          value: message.value as Buffer | null,
          headers: (message.headers ?? {}) as Message['headers'],
          timestamp: Number(message.timestamp ?? machine.clock.now()),
        });
      }
    const fresh = [...parts].filter(([name]) => !added.has(name)).map(([, part]) => part);
    if (fresh.length > 0)
      await this.#later(
        'AddPartitionsToTxn',
        () =>
          broker.transactions.add(
            claim,
            fresh.map(({ topic, partition }) => broker.participant(topic, partition)),
          ),
        attempt,
      );
    for (const name of parts.keys()) added.add(name);
    const led = Array.from({ length: LEADERS }, (_, leader) =>
      [...parts.values()].filter(({ topic, partition }) => (topic.length + partition) % LEADERS === leader),
    );
    await Promise.all(
      led
        .filter((batches) => batches.length > 0)
        .map((batches) => ask(machine, 'Produce', () => broker.produce(claim, batches), attempt)),
    );
    for (const [name, { sequence }] of parts) this.#sequences.set(name, sequence + 1);
  }

  /** Asks again while the transaction before is not quite over. */
  async #later<T>(kind: string, serve: () => T, attempt?: Attempt): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await ask(this.#machine, kind, serve, attempt);
      } catch (error) {
        if (!isLater(error) || tries === RETRIES) throw error;
      }
      await this.#machine.pause(5 * 1.5 ** Math.min(tries, 8));
    }
  }

  #over(attempt: Attempt, end: 'committed' | 'given up'): void {
    attempt.end ??= end;
    this.#machine.attempts.delete(attempt);
  }
}

/** Joins, then fetches and sends heartbeats in turn, as the runner of kafkajs does. */
class SimulatedConsumer {
  readonly events = { GROUP_JOIN: 'consumer.group_join', HEARTBEAT: 'consumer.heartbeat', CRASH: 'consumer.crash' };
  readonly #machine: Machine;
  readonly #broker: SimulatedBroker;
  readonly #config: ConsumerConfig;
  readonly #listeners = new Map<string, (event: { payload: unknown }) => void>();
  readonly #cluster: Pick<Cluster, 'findBroker'>;
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
    this.#cluster = { findBroker: (async () => node) as unknown as Cluster['findBroker'] };
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
