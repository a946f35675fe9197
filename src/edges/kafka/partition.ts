import type { Admin, Kafka } from 'kafkajs';
import type { LaneLog } from '../../core/lane.ts';
import type { OutRecord } from '../../core/ports.ts';
import { resumeAt } from '../../core/position.ts';
import { fromKafka } from './faults.ts';
import type { Feed } from './feed.ts';
import { START } from './owner.ts';
import { withAdmin } from './persist.ts';
import type { KafkaSourceSettings } from './settings.ts';
import { Transactor } from './transaction.ts';

/** How many partitions a Kafka topic has. */
export async function partitionCount(kafka: Kafka, topic: string): Promise<number> {
  try {
    const offsets = await withAdmin(kafka, (admin) => admin.fetchTopicOffsets(topic));
    return offsets.length;
  } catch (error) {
    throw fromKafka(error, {
      stage: 'connect',
      doing: `looking up Kafka topic ${topic}`,
      rights: { topic: `Read on Kafka topic ${topic}` },
    });
  }
}

/** One partition of the source's Kafka topic, as its lane sees it. */
export class PartitionLog implements LaneLog {
  readonly #kafka: Kafka;
  readonly #settings: KafkaSourceSettings;
  readonly #feed: Feed;
  readonly #partition: number;
  /** Partitions there were when the group began; later ones are read from their first record. */
  readonly #known: number;
  readonly #transactor: Transactor;

  constructor(kafka: Kafka, settings: KafkaSourceSettings, at: { feed: Feed; partition: number; known: number }) {
    this.#kafka = kafka;
    this.#settings = settings;
    this.#feed = at.feed;
    this.#partition = at.partition;
    this.#known = at.known;
    const transactionalId = settings.transactionalId(at.partition);
    this.#transactor = new Transactor(kafka, { ...settings, transactionalId });
  }

  fence(revoked: AbortSignal): Promise<void> {
    return this.#transactor.fence(revoked);
  }

  async position(): Promise<{ committed: bigint | null; start: bigint }> {
    const { topic, group } = this.#settings;
    const partition = this.#partition;
    const { stored, low, end, start } = await this.#offsets();
    if (stored !== null) {
      const at = { topic, partition, group, committed: stored.offset, low, end };
      return { committed: stored.start ? null : stored.offset, start: resumeAt(at, this.#settings) };
    }
    // Committed at once, so that a crash before the first batch doesn't move it.
    await this.#transactor.commit([], { group, topic, partition, offset: start, metadata: START });
    return { committed: null, start };
  }

  async open(offset: bigint): Promise<void> {
    this.#feed.open(this.#partition, offset);
  }

  hold(): void {
    this.#feed.hold(this.#partition);
  }

  resume(): void {
    this.#feed.resume(this.#partition);
  }

  commit(records: readonly OutRecord[], to: bigint): Promise<void> {
    const { topic, group } = this.#settings;
    return this.#transactor.commit(records, { group, topic, partition: this.#partition, offset: to });
  }

  confirm(): Promise<void> {
    const { topic, group } = this.#settings;
    return this.#transactor.confirm({ group, topic, partition: this.#partition, offset: 0n });
  }

  member(): Promise<void> {
    return this.#feed.heartbeat();
  }

  close(): Promise<void> {
    return this.#transactor.close();
  }

  async #offsets(): Promise<{
    stored: { offset: bigint; start: boolean } | null;
    low: bigint;
    end: bigint;
    start: bigint;
  }> {
    const { topic, group } = this.#settings;
    try {
      return await withAdmin(this.#kafka, async (admin) => {
        const ends = await admin.fetchTopicOffsets(topic);
        const mine = ends.find(({ partition }) => partition === this.#partition);
        if (!mine) throw new Error(`Kafka topic ${topic} has no partition ${this.#partition} any more`);
        const fetched = await admin.fetchOffsets({ groupId: group, topics: [topic] });
        const found = fetched[0]?.partitions.find(({ partition }) => partition === this.#partition);
        const offset = BigInt(found?.offset ?? -1);
        const [low, end] = [BigInt(mine.low), BigInt(mine.high)];
        if (offset >= 0n) return { stored: { offset, start: found?.metadata === START }, low, end, start: offset };
        return { stored: null, low, end, start: await this.#start(admin, { low, end }) };
      });
    } catch (error) {
      throw fromKafka(error, {
        stage: 'connect',
        doing: `reading the offsets of group ${group} in ${topic}`,
        rights: { topic: `Read on Kafka topic ${topic}`, group: `Read on group ${group}` },
      });
    }
  }

  async #start(admin: Admin, { low, end }: { low: bigint; end: bigint }): Promise<bigint> {
    const { start, topic } = this.#settings;
    if (start === 'earliest' || this.#partition >= this.#known) return low;
    if (start === 'latest') return end;
    const found = await admin.fetchTopicOffsetsByTimestamp(topic, start);
    return BigInt(found.find(({ partition }) => partition === this.#partition)?.offset ?? end);
  }
}
