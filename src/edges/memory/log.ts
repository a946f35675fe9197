/** An in-memory log with what the product needs of Kafka: the embedded default, and the twin of the broker in tests. */
import { LeitmotifError } from '../../core/errors.ts';
import { partitionOf } from '../../core/murmur2.ts';
import type { OutRecord } from '../../core/ports.ts';
import { aloneSize } from '../../core/recordsize.ts';
import { Groups } from './groups.ts';
import { type MemoryFetch, MemoryPartition } from './partition.ts';

export interface MemoryTopicOptions {
  /** Default 1. */
  readonly partitions?: number;
  /** Keeps the newest record of a key only, from time to time and on `compact`. Default false. */
  readonly compact?: boolean;
  /** Records below this group's committed offset are dropped, so that an endless feed needs no endless memory. */
  readonly consumedBy?: string;
  /** Of the largest record batch, as Kafka's max.message.bytes; each record is taken for one. Default any. */
  readonly maxMessageBytes?: number;
}

/** What happens in one transaction: all of it, or nothing. */
export interface MemoryTransaction {
  readonly transactionalId: string;
  /** From `fence`. */
  readonly producerEpoch: number;
  readonly records: readonly OutRecord[];
  readonly offset: {
    readonly group: string;
    readonly topic: string;
    readonly partition: number;
    readonly offset: bigint;
    /** True for the offset at which a group begins before it has consumed anything. */
    readonly start?: boolean;
  };
}

/** Called around every transaction; tests throw from them to let a commit fail before or after it took effect. */
export interface MemoryHooks {
  beforeCommit?: ((transaction: MemoryTransaction) => Promise<void> | void) | undefined;
  afterCommit?: ((transaction: MemoryTransaction) => Promise<void> | void) | undefined;
}

interface Topic {
  readonly options: MemoryTopicOptions;
  readonly partitions: MemoryPartition[];
  /** Round robin of records without a key. */
  turn: number;
}

interface Committed {
  readonly offset: bigint;
  readonly start: boolean;
}

export class MemoryLog {
  readonly groups = new Groups();
  readonly hooks: MemoryHooks = {};
  readonly #topics = new Map<string, Topic>();
  readonly #committed = new Map<string, Committed>();
  readonly #producers = new Map<string, number>();
  readonly #now: () => number;
  readonly #waiting = new Set<() => void>();

  /** `now`: the clock for records without a timestamp; default the system's. */
  constructor(options: { readonly now?: () => number } = {}) {
    this.#now = options.now ?? Date.now;
  }

  /** Creates a Kafka topic; throws `fatal` when there is one of that name. */
  createTopic(name: string, options: MemoryTopicOptions = {}): void {
    if (this.#topics.has(name)) throw new LeitmotifError('fatal', 'config', `Kafka topic ${name} exists already`);
    const partitions = Array.from({ length: options.partitions ?? 1 }, () => new MemoryPartition());
    this.#topics.set(name, { options, partitions, turn: 0 });
  }

  hasTopic(name: string): boolean {
    return this.#topics.has(name);
  }

  partitions(topic: string): number {
    return this.#topic(topic).partitions.length;
  }

  /** Widens a Kafka topic to `total` partitions; its groups are given the new ones. */
  addPartitions(topic: string, total: number): void {
    const { partitions } = this.#topic(topic);
    while (partitions.length < total) partitions.push(new MemoryPartition());
    this.groups.repartition(topic, partitions.length);
    this.#notify();
  }

  /** Appends outside of any transaction; returns where each record went. Throws `fatal` for one that is too large. */
  append(records: readonly OutRecord[]): { readonly partition: number; readonly offset: bigint }[] {
    for (const record of records) this.#checkSize(record);
    const written = records.map((record) => this.#write(record));
    this.#notify();
    return written;
  }

  /** Offsets without a record, as transaction markers and aborted transactions leave them. */
  skip(topic: string, partition: number, count: number): void {
    this.#partition(topic, partition).end += BigInt(count);
    this.#notify();
  }

  /** Nothing more will be appended: readers needn't linger for more. */
  seal(topic: string): void {
    for (const partition of this.#topic(topic).partitions) partition.sealed = true;
    this.#notify();
  }

  /** The first offset still in the log. */
  start(topic: string, partition = 0): bigint {
    return this.#partition(topic, partition).start;
  }

  /** The offset that the next record gets. */
  end(topic: string, partition = 0): bigint {
    return this.#partition(topic, partition).end;
  }

  /** Offset of the first record with at least this timestamp, ms; the end when there is none. */
  offsetAt(topic: string, partition: number, timestamp: number): bigint {
    return this.#partition(topic, partition).offsetAt(timestamp);
  }

  /** Up to `limit` records from the offset on, or from the log's start where that is later. */
  read(topic: string, partition: number, options: { readonly from: bigint; readonly limit?: number }): MemoryFetch {
    return this.#partition(topic, partition).read(options);
  }

  /** Shuts out all earlier users of the transactional id; returns the epoch to commit with. */
  fence(transactionalId: string): number {
    const epoch = (this.#producers.get(transactionalId) ?? -1) + 1;
    this.#producers.set(transactionalId, epoch);
    return epoch;
  }

  /** Throws `fenced` when the transactional id was fenced since. */
  check(transactionalId: string, producerEpoch: number): void {
    if (this.#producers.get(transactionalId) !== producerEpoch)
      throw new LeitmotifError('fenced', 'commit', `transactional id ${transactionalId} belongs to another owner`);
  }

  /**
   * All records and the offset, or nothing. Throws `fenced` when the transactional id was fenced since, `fatal` for a record
   * that is too large, `transient` for one to a partition that there is not.
   */
  async commit(transaction: MemoryTransaction): Promise<void> {
    await this.hooks.beforeCommit?.(transaction);
    const { transactionalId, producerEpoch, records, offset } = transaction;
    this.check(transactionalId, producerEpoch);
    for (const record of records) {
      this.#checkPartition(record);
      this.#checkSize(record);
    }
    for (const record of records) this.#write(record);
    this.#committed.set(committedKey(offset.group, offset.topic, offset.partition), {
      offset: offset.offset,
      start: offset.start ?? false,
    });
    if (this.#topic(offset.topic).options.consumedBy === offset.group)
      this.trim(offset.topic, offset.partition, offset.offset);
    this.#notify();
    await this.hooks.afterCommit?.(transaction);
  }

  /** A group's committed offset; null before its first commit. */
  committed(group: string, topic: string, partition = 0): bigint | null {
    const committed = this.#committed.get(committedKey(group, topic, partition));
    return committed === undefined || committed.start ? null : committed.offset;
  }

  /** Where a group began, or goes on: null when it has never been positioned. */
  position(group: string, topic: string, partition: number): Committed | null {
    return this.#committed.get(committedKey(group, topic, partition)) ?? null;
  }

  /** Offsets of a Kafka topic that a group has not consumed. */
  lag(group: string, topic: string): bigint {
    const { partitions } = this.#topic(topic);
    return partitions.reduce((sum, { start, end }, partition) => {
      const at = this.position(group, topic, partition)?.offset ?? start;
      return sum + end - at;
    }, 0n);
  }

  /** Drops the records below the offset. */
  trim(topic: string, partition: number, before: bigint): void {
    if (this.#partition(topic, partition).trim(before)) this.#notify();
  }

  /** Drops all records but the newest of each key, and tombstones that every reader has seen. Offsets stay. */
  compact(topic: string): void {
    for (const partition of this.#topic(topic).partitions) partition.compact();
  }

  /** Registers a reader, so that no tombstone is compacted away before it; call `close` to end it. */
  reader(topic: string, partition: number): { position: bigint; close(): void } {
    return this.#partition(topic, partition).reader();
  }

  /**
   * Waits until the condition holds (true) or the signal is aborted (false); asks again whenever something was
   * appended, committed, trimmed or sealed.
   */
  until(condition: () => boolean, signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        try {
          const met = condition();
          if (!met && !signal?.aborted) return;
          end();
          resolve(met);
        } catch (error) {
          end();
          reject(error);
        }
      };
      const end = (): void => {
        this.#waiting.delete(settle);
        signal?.removeEventListener('abort', settle);
      };
      this.#waiting.add(settle);
      signal?.addEventListener('abort', settle);
      settle();
    });
  }

  #topic(name: string): Topic {
    const topic = this.#topics.get(name);
    if (!topic) throw new LeitmotifError('fatal', 'config', `there is no Kafka topic ${name}; create it first`);
    return topic;
  }

  #partition(topic: string, partition: number): MemoryPartition {
    const found = this.#topic(topic).partitions[partition];
    if (!found) throw new LeitmotifError('fatal', 'config', `Kafka topic ${topic} has no partition ${partition}`);
    return found;
  }

  #checkPartition({ topic, partition = 0 }: OutRecord): void {
    if (partition < this.#topic(topic).partitions.length) return;
    throw new LeitmotifError('transient', 'commit', `Kafka topic ${topic} has no partition ${partition}; widen it`);
  }

  #checkSize(record: OutRecord): void {
    const { maxMessageBytes } = this.#topic(record.topic).options;
    if (maxMessageBytes === undefined) return;
    const size = aloneSize(record);
    if (size <= maxMessageBytes) return;
    const message = `a record of ${size} bytes is more than Kafka topic ${record.topic} takes (${maxMessageBytes}); raise its max.message.bytes`;
    throw new LeitmotifError('fatal', 'commit', message);
  }

  #write(record: OutRecord): { partition: number; offset: bigint } {
    const topic = this.#topic(record.topic);
    const { length } = topic.partitions;
    const keyed = record.key === null ? topic.turn++ % length : partitionOf(record.key, length);
    const partition = record.partition ?? keyed;
    const log = this.#partition(record.topic, partition);
    if (topic.options.compact && record.key === null)
      throw new LeitmotifError('bug', 'commit', `a record without a key for the compacted Kafka topic ${record.topic}`);
    const offset = log.write(record, this.#now());
    if (topic.options.compact && log.grown) log.compact();
    return { partition, offset };
  }

  #notify(): void {
    for (const settle of [...this.#waiting]) settle();
  }
}

function committedKey(group: string, topic: string, partition: number): string {
  return `${group}/${topic}/${partition}`;
}
