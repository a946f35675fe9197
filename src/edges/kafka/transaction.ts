/** One transactional id: fencing, and transactions of records with a consumed offset. */
import {
  type ICustomPartitioner,
  type Kafka,
  type Message,
  Partitioners,
  type Producer,
  type RetryOptions,
  type Transaction,
} from 'kafkajs';
import { LeitmotifError } from '../../core/errors.ts';
import { partitionOf } from '../../core/murmur2.ts';
import type { Clock, OutRecord } from '../../core/ports.ts';
import { BATCH_OVERHEAD, sizeOf } from '../../core/recordsize.ts';
import { QUICK_RETRY } from './client.ts';
import { fromKafka, isConcurrentTransaction, type Rights } from './faults.ts';

export interface TransactorOptions {
  readonly transactionalId: string;
  /** The broker aborts a transaction that stays open for longer, ms; at most 15 minutes. */
  readonly transactionTimeout: number;
  /** The largest record batch, bytes: below the broker's message.max.bytes. */
  readonly chunkBytes: number;
  readonly clock: Clock;
}

/** The offset that a transaction commits. */
export interface ConsumedOffset {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  /** Kept beside the offset. */
  readonly metadata?: string;
}

/**
 * kafkajs tries a send again by broker, as soon as one of them fails: one that is still at work is given its records a second
 * time, and those of a partition that has moved to one that has answered are left out. So whatever fails is aborted, and begun
 * again at the committed offset.
 */
const ONCE: RetryOptions = { ...QUICK_RETRY, retries: 0 };

/**
 * kafkajs's default partitioner, which counts on big integers, but for records with a key: there the same in numbers. Records
 * for a partition that there is not kafkajs leaves out without a word, and commits the rest.
 */
const createPartitioner: ICustomPartitioner = () => {
  const byDefault = Partitioners.DefaultPartitioner();
  return (record) => {
    const { topic, partitionMetadata } = record;
    const { partition, key } = record.message;
    if (partition != null && partition >= partitionMetadata.length) throw tooNarrow(topic, partition);
    return partition ?? (key == null ? byDefault(record) : partitionOf(key, partitionMetadata.length));
  };
};

function tooNarrow(topic: string, partition: number): LeitmotifError {
  const message = `Kafka topic ${topic} has no partition ${partition}: widen it with \`leitmotif init\``;
  return new LeitmotifError('transient', 'commit', message);
}

/** Longest life of a transaction that a broker grants by default (transaction.max.timeout.ms), ms. */
const LONGEST_TIMEOUT = 900_000;

const CONCURRENT_TRIES = 200;
const CONCURRENT_WAIT = 10;

export class Transactor {
  readonly #kafka: Kafka;
  readonly #options: TransactorOptions;
  #producer: Producer | null = null;

  constructor(kafka: Kafka, options: TransactorOptions) {
    this.#kafka = kafka;
    // A shorter one is always safe: what takes longer is begun again from the committed offset.
    this.#options = { ...options, transactionTimeout: Math.min(options.transactionTimeout, LONGEST_TIMEOUT) };
  }

  /**
   * Shuts out all earlier users of the transactional id, aborting what they left open. Throws `transient` or `fatal`.
   * Once `givenUp`, it does not go so far any more.
   */
  async fence(givenUp?: AbortSignal): Promise<void> {
    await this.close();
    const { transactionalId, transactionTimeout } = this.#options;
    // `idempotent` speaks of sending outside of transactions, which never happens; inside, kafkajs always is.
    const producer = this.#kafka.producer({
      transactionalId,
      transactionTimeout,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner,
      retry: ONCE,
    });
    this.#producer = producer;
    try {
      await producer.connect();
      if (givenUp?.aborted) throw new LeitmotifError('transient', 'commit', `fencing ${transactionalId} was given up`);
      // The producer's id, and with it the fence, comes with the first transaction only.
      const first = await producer.transaction();
      await first.abort();
    } catch (error) {
      await this.close();
      const doing = `fencing transactional id ${transactionalId}`;
      const rights = { transactionalId: this.#ownRight };
      const fault = fromKafka(error, { stage: 'commit', doing, rights });
      // Two owners at the same moment: whoever tries last wins.
      throw fault.fault === 'fenced'
        ? new LeitmotifError('transient', 'commit', fault.message, { cause: error })
        : fault;
    }
  }

  /**
   * All records and the offsets, if there are any, or nothing. After any error the outcome is unknown until `fence`.
   * Throws `fenced`, `transient` or `fatal`.
   */
  commit(records: readonly OutRecord[], ...consumed: readonly ConsumedOffset[]): Promise<void> {
    const { chunkBytes } = this.#options;
    const offsets = consumed.map(({ topic, partition, offset }) => `${topic}/${partition} to ${offset}`);
    const what = offsets.length === 0 ? `${records.length} records` : offsets.join(', ');
    const tried = { doing: `committing ${what}`, rights: this.#rights(records, consumed) };
    return this.#within(tried, async (transaction) => {
      const send = (chunk: readonly OutRecord[]): Promise<unknown> =>
        transaction.sendBatch({ topicMessages: byTopic(chunk) });
      for (const one of consumed) await this.#sendOffset(transaction, one);
      // Without offsets one record opens the transaction: what is for one partition alone may be sent again.
      const opening = consumed.length === 0 ? records.slice(0, 1) : [];
      if (opening.length > 0) await this.#opened(() => send(opening));
      for (const chunk of chunks(records.slice(opening.length), chunkBytes)) await send(chunk);
      await transaction.commit();
    });
  }

  /** Throws `fenced` when it was fenced since, else as `commit`. The offset is sent and taken back: nothing is changed. */
  confirm(consumed: ConsumedOffset): Promise<void> {
    const doing = `looking whether ${consumed.topic}/${consumed.partition} is still ours`;
    return this.#within({ doing, rights: this.#rights([], [consumed]) }, async (transaction) => {
      await this.#sendOffset(transaction, consumed);
      await transaction.abort();
    });
  }

  async #within(
    { doing, rights }: { readonly doing: string; readonly rights: Rights },
    work: (transaction: Transaction) => Promise<void>,
  ): Promise<void> {
    const { transactionalId, transactionTimeout, clock } = this.#options;
    const producer = this.#producer;
    if (!producer) throw new LeitmotifError('transient', 'commit', `transactional id ${transactionalId} is not fenced`);
    const begun = clock.now();
    let transaction: Transaction | null = null;
    try {
      transaction = await producer.transaction();
      await work(transaction);
    } catch (error) {
      this.#producer = null;
      void discard(producer, transaction);
      const took = clock.now() - begun;
      const fault = fromKafka(error, { stage: 'commit', doing, rights });
      // The broker itself aborts and fences a transaction that stays open too long.
      if (fault.fault !== 'fenced' || took < transactionTimeout) throw fault;
      const message = `a transaction took ${took} ms, longer than its time-out of ${transactionTimeout} ms allows`;
      throw new LeitmotifError('transient', 'commit', message, { cause: error });
    }
  }

  async close(): Promise<void> {
    const producer = this.#producer;
    this.#producer = null;
    await producer?.disconnect().catch(() => {});
  }

  get #ownRight(): string {
    return `Write on transactional id ${this.#options.transactionalId}`;
  }

  #rights(records: readonly OutRecord[], consumed: readonly ConsumedOffset[]): Rights {
    const distinct = (names: readonly string[]): string => [...new Set(names)].join(', ');
    const written = distinct(records.map(({ topic }) => topic));
    const read = distinct(consumed.map(({ topic }) => topic));
    return {
      topic: [written && `Write on Kafka topic ${written}`, read && `Read on ${read}`].filter(Boolean).join(' and '),
      group: `Read on group ${distinct(consumed.map(({ group }) => group))}`,
      transactionalId: this.#ownRight,
    };
  }

  #sendOffset(transaction: Transaction, consumed: ConsumedOffset): Promise<void> {
    const { group, topic, partition, offset, metadata } = consumed;
    const partitions = [{ partition, offset: String(offset), metadata: metadata ?? null }];
    return this.#opened(() => transaction.sendOffsets({ consumerGroupId: group, topics: [{ topic, partitions }] }));
  }

  /** As the first request of a transaction it may come too early after the last one: then nothing of it was done. */
  async #opened(request: () => Promise<unknown>): Promise<void> {
    for (let left = CONCURRENT_TRIES; ; left--) {
      try {
        await request();
        return;
      } catch (error) {
        if (left === 0 || !isConcurrentTransaction(error)) throw error;
      }
      await this.#options.clock.sleep(CONCURRENT_WAIT);
    }
  }
}

/** Ends what can be ended, so that nobody waits for the transaction to time out. */
async function discard(producer: Producer, transaction: Transaction | null): Promise<void> {
  try {
    if (transaction?.isActive()) await transaction.abort();
  } catch {
    // Fenced, or out of reach: the next owner's fence aborts it.
  }
  await producer.disconnect().catch(() => {});
}

/** Most records of a send: for each, kafkajs copies the list of all before it in the partition. */
const CHUNK_RECORDS = 512;

/**
 * Cuts records so that what each Kafka topic gets at a time stays below `bytes`: kafkajs makes one record batch of all
 * messages for a partition in one send, and the broker's limit is on that. A larger record goes alone.
 */
export function* chunks(records: readonly OutRecord[], bytes: number): Generator<readonly OutRecord[]> {
  let chunk: OutRecord[] = [];
  let sizes = new Map<string, number>();
  for (const record of records) {
    const size = sizeOf(record);
    const before = sizes.get(record.topic) ?? BATCH_OVERHEAD;
    const full = before > BATCH_OVERHEAD && before + size > bytes;
    if (full || chunk.length === CHUNK_RECORDS) {
      yield chunk;
      chunk = [];
      sizes = new Map();
    }
    chunk.push(record);
    sizes.set(record.topic, (sizes.get(record.topic) ?? BATCH_OVERHEAD) + size);
  }
  if (chunk.length > 0) yield chunk;
}

function byTopic(records: readonly OutRecord[]): { topic: string; messages: Message[] }[] {
  const topics = new Map<string, Message[]>();
  for (const record of records) {
    const messages = topics.get(record.topic) ?? [];
    topics.set(record.topic, messages);
    messages.push(messageFor(record));
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}

function messageFor({ partition, key, value, headers = [], timestamp }: OutRecord): Message {
  const named = new Map<string, (Buffer | string)[]>();
  for (const [name, bytes] of headers) named.set(name, [...(named.get(name) ?? []), bufferOf(bytes)]);
  return {
    key: key === null ? null : bufferOf(key),
    value: value === null ? null : bufferOf(value),
    headers: Object.fromEntries(named),
    ...(partition === undefined ? {} : { partition }),
    ...(timestamp === undefined ? {} : { timestamp: String(Math.trunc(timestamp)) }),
  };
}

function bufferOf(bytes: Uint8Array | string): Buffer {
  return typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
