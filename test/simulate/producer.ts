/** A producer of kafkajs, and how it asks: by broker, with kafkajs's own ways of trying again. */
import kafkajs, { type Kafka, type Transaction } from 'kafkajs';
import type { SimulatedBroker } from './broker/broker.ts';
import type { Offset } from './broker/groups.ts';
import { KafkaError, type Message } from './broker/log.ts';
import type { Claim } from './broker/transactions.ts';
import type { Attempt, Machine } from './machine.ts';

type ProducerConfig = Parameters<Kafka['producer']>[0] & object;
type Batch = Parameters<Transaction['sendBatch']>[0];
type Offsets = Parameters<Transaction['sendOffsets']>[0];

/** What goes to one partition in one send. */
interface Part {
  readonly name: string;
  readonly topic: string;
  readonly partition: number;
  readonly messages: Message[];
}

/** Retries of what the broker answers with "later". */
const RETRIES = 20;
/** Brokers that lead partitions: a send goes to each of them by itself. */
const LEADERS = 2;

/** A request whose answer is there as soon as it has come. */
export function ask<T>(machine: Machine, kind: string, serve: () => T, attempt?: Attempt): Promise<T> {
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

export class SimulatedProducer {
  readonly #machine: Machine;
  readonly #broker: SimulatedBroker;
  readonly #config: ProducerConfig;
  readonly #partitioner = kafkajs.Partitioners.DefaultPartitioner();
  readonly #sequences = new Map<string, number>();
  readonly #locks = new Map<number, Promise<void>>();
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

  /** Retries as kafkajs does, by broker, with what that loses and doubles when one answers while another fails. */
  async #send(claim: Claim, batch: Batch, of: { added: Set<string>; attempt: Attempt }): Promise<void> {
    const retries = this.#config.retry?.retries ?? RETRIES;
    const parts = this.#partsOf(batch);
    const answered = new Set<number>();
    const left = (leader: number): Part[] =>
      answered.has(leader)
        ? []
        : parts.filter(({ topic, partition }) => (topic.length + partition) % LEADERS === leader);
    for (let tries = 0; ; tries++) {
      try {
        const leaders = Array.from({ length: LEADERS }, (_, leader) => leader).filter((each) => left(each).length > 0);
        await Promise.all(
          leaders.map(async (leader) => {
            await this.#locked(leader, () => this.#sendTo(claim, left(leader), of));
            answered.add(leader);
          }),
        );
        return;
      } catch (error) {
        if (tries === retries || (error instanceof KafkaError && !isLater(error))) throw error;
      }
      await this.#pause(tries);
    }
  }

  #partsOf({ topicMessages = [] }: Batch): Part[] {
    const parts = new Map<string, Part>();
    for (const { topic, messages } of topicMessages)
      for (const message of messages) {
        const partitionMetadata = this.#broker.partitions(topic).map((_, partitionId) => ({ partitionId, leader: 0 }));
        const partition = message.partition ?? this.#partitioner({ topic, partitionMetadata, message } as never);
        const name = `${topic}/${partition}`;
        const part = parts.get(name) ?? { name, topic, partition, messages: [] };
        parts.set(name, part);
        part.messages.push({
          key: message.key as Buffer | null,
          value: message.value as Buffer | null,
          headers: (message.headers ?? {}) as Message['headers'],
          timestamp: Number(message.timestamp ?? this.#machine.clock.now()),
        });
      }
    return [...parts.values()];
  }

  /** To one broker, what it leads. */
  async #sendTo(
    claim: Claim,
    parts: readonly Part[],
    { added, attempt }: { added: Set<string>; attempt: Attempt },
  ): Promise<void> {
    const [machine, broker] = [this.#machine, this.#broker];
    const fresh = parts.filter(({ name }) => !added.has(name));
    if (fresh.length > 0) {
      const participants = fresh.map(({ topic, partition }) => broker.participant(topic, partition));
      await ask(machine, 'AddPartitionsToTxn', () => broker.transactions.add(claim, participants), attempt);
    }
    for (const { name } of fresh) added.add(name);
    const sequenceOf = (name: string): number => this.#sequences.get(name) ?? 0;
    const batches = parts.map((part) => ({ ...part, sequence: sequenceOf(part.name) }));
    const moved = (by: number): void => {
      for (const { name } of parts) this.#sequences.set(name, sequenceOf(name) + by);
    };
    moved(1);
    try {
      await ask(machine, 'Produce', () => broker.produce(claim, batches), attempt);
    } catch (error) {
      moved(-1);
      throw error;
    }
  }

  /** One request of this producer to a broker at a time. */
  async #locked(leader: number, work: () => Promise<void>): Promise<void> {
    const before = this.#locks.get(leader) ?? Promise.resolve();
    const mine = before.then(work);
    this.#locks.set(
      leader,
      mine.catch(() => {}),
    );
    await mine;
  }

  /** Asks again while the transaction before is not quite over. */
  async #later<T>(kind: string, serve: () => T, attempt?: Attempt): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await ask(this.#machine, kind, serve, attempt);
      } catch (error) {
        if (!isLater(error) || tries === RETRIES) throw error;
      }
      await this.#pause(tries);
    }
  }

  #pause(tries: number): Promise<void> {
    return this.#machine.pause(5 * 1.5 ** Math.min(tries, 8));
  }

  #over(attempt: Attempt, end: 'committed' | 'given up'): void {
    attempt.end ??= end;
    this.#machine.attempts.delete(attempt);
  }
}
