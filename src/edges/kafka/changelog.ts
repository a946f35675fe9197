import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import { LeitmotifError } from '../../core/errors.ts';
import type { LaneFetch } from '../../core/lane.ts';
import type { AtEnd, Changelog, Clock, KeyedRecord, Probe, RawRecord } from '../../core/ports.ts';
import { fromKafka } from './faults.ts';
import { Feed } from './feed.ts';
import { endReading, persist, withAdmin } from './persist.ts';

export interface KafkaChangelogOptions {
  /** The compacted Kafka topic; it has one partition. */
  readonly topic: string;
  /** Begins the name of the group that each reading gets for itself. Default `<topic>-reader`. */
  readonly group?: string;
  /** How long the broker may wait for new records before it answers a fetch, ms. Default 500. */
  readonly maxWaitTime?: number;
  /** Default 1 MiB. */
  readonly maxBytesPerPartition?: number;
  /** How long failures may follow each other before they are passed on, ms. Default 2 minutes. */
  readonly patience?: number;
  readonly clock: Clock;
  readonly probe: Pick<Probe, 'log'>;
  /** Jitter of the back-off in [0, 1). Default Math.random. */
  readonly random?: () => number;
}

/**
 * Reads a compacted Kafka topic from its beginning. kafkajs can only read as a member of a group, so each reading has
 * a group to itself, which commits nothing and is deleted at the end.
 */
export function kafkaChangelog(kafka: Kafka, options: KafkaChangelogOptions): Changelog {
  const settings = { patience: 120_000, random: Math.random, ...options };
  return {
    follow: (onRecords, onEnd, signal) => new Reading(kafka, settings).follow({ onRecords, onEnd }, signal),
    async read() {
      const records: KeyedRecord[] = [];
      const stop = new AbortController();
      const onRecords = (more: readonly KeyedRecord[]): void => void records.push(...more);
      await new Reading(kafka, settings).follow({ onRecords, onEnd: () => void stop.abort() }, stop.signal);
      return records;
    },
  };
}

interface Settings extends KafkaChangelogOptions {
  readonly patience: number;
  readonly random: () => number;
}

interface Handlers {
  readonly onRecords: (records: readonly KeyedRecord[]) => Promise<void> | void;
  readonly onEnd: () => Promise<AtEnd> | AtEnd;
}

/** When the group's coordinator is lost, kafkajs joins as another member, and waits until the group has given up the earlier. */
const SESSION_TIMEOUT = 6000;
const MOST_WAITING_BYTES = 8 * 1024 * 1024;
/** No partitions are ever added to it. */
const METADATA_MAX_AGE = 300_000;

class Reading {
  readonly #kafka: Kafka;
  readonly #settings: Settings;
  readonly #group: string;
  readonly #feed: Feed;
  readonly #over = new AbortController();
  #waiting: LaneFetch[] = [];
  #bytes = 0;
  /** The offset after the last one fetched. */
  #position = 0n;
  #failure: LeitmotifError | null = null;
  #wake: () => void = () => {};

  constructor(kafka: Kafka, settings: Settings) {
    const { topic, patience, clock, probe, maxWaitTime = 500, maxBytesPerPartition = 1024 * 1024 } = settings;
    this.#kafka = kafka;
    this.#settings = settings;
    this.#group = `${settings.group ?? `${topic}-reader`}-${randomUUID()}`;
    const limits = {
      sessionTimeout: SESSION_TIMEOUT,
      maxWaitTime,
      maxBytesPerPartition,
      metadataMaxAge: METADATA_MAX_AGE,
    };
    const options = { topic, group: this.#group, patience, clock, probe, ...limits };
    this.#feed = new Feed(kafka, options, {
      joined: (partitions) => {
        if (partitions.includes(0)) this.#feed.open(0, this.#position);
        if (this.#bytes >= MOST_WAITING_BYTES) this.#feed.hold(0);
      },
      fetched: (_partition, fetch) => this.#take(fetch),
      outOfRange: (_partition, offset) => this.#fail(deletedFrom(topic, offset)),
      failed: (error) => this.#fail(error),
    });
  }

  async follow(handlers: Handlers, signal: AbortSignal): Promise<void> {
    const over = (): void => {
      this.#over.abort();
      this.#wake();
    };
    if (signal.aborted) return;
    signal.addEventListener('abort', over, { once: true });
    try {
      const ends = await this.#ends();
      this.#position = ends.low;
      const due = ends.low >= ends.end ? await this.#atEnd(handlers) : ends.end;
      if (signal.aborted) return;
      await persist(this.#settings, this.#over.signal, () => this.#feed.start());
      try {
        await this.#handOver(handlers, due);
      } finally {
        await this.#feed.stop();
        await endReading(this.#kafka, this.#group, this.#settings.probe);
      }
    } catch (error) {
      // Told to stop while it tried to begin.
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', over);
    }
  }

  /**
   * Gives on what was fetched, in order and all that waits at once, until it is told to stop. `end`: where `onEnd` is due,
   * before anything that lies beyond; null once it was.
   */
  async #handOver(handlers: Handlers, end: bigint | null): Promise<void> {
    const { onRecords } = handlers;
    let due = end;
    while (!this.#over.signal.aborted) {
      if (this.#failure) throw this.#failure;
      const fetches = this.#waiting;
      if (fetches.length === 0) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      this.#waiting = [];
      this.#bytes = 0;
      this.#feed.resume(0);
      let records = fetches.flatMap((fetch) => fetch.records);
      // At an end of the log at all means beyond the one noted before it was fetched.
      let beyond = fetches.some(({ ended }) => ended);
      while (due !== null) {
        const limit: bigint = due;
        const before = records.filter(({ offset }) => offset < limit);
        if (before.length > 0) await onRecords(before.map(keyed));
        records = records.slice(before.length);
        if (!beyond && !fetches.some(({ to }) => to >= limit)) break;
        due = await this.#atEnd(handlers);
        beyond = false;
        if (this.#over.signal.aborted) return;
      }
      if (records.length > 0) await onRecords(records.map(keyed));
    }
  }

  /** The end where `onEnd` is due again; null when it is not. */
  async #atEnd({ onEnd }: Handlers): Promise<bigint | null> {
    return (await onEnd()) === 'again' ? (await this.#ends()).end : null;
  }

  #ends(): Promise<{ low: bigint; end: bigint }> {
    return persist(this.#settings, this.#over.signal, () => this.#lookUp());
  }

  /** The log's beginning and its stable end: what is committed lies below. */
  async #lookUp(): Promise<{ low: bigint; end: bigint }> {
    const { topic } = this.#settings;
    try {
      const offsets = await withAdmin(this.#kafka, (admin) => admin.fetchTopicOffsets(topic));
      const [only, another] = offsets;
      if (only && !another) return { low: BigInt(only.low), end: BigInt(only.high) };
    } catch (error) {
      throw fromKafka(error, {
        stage: 'restore',
        doing: `looking up Kafka topic ${topic}`,
        rights: { topic: `Read on Kafka topic ${topic}` },
      });
    }
    const message = `Kafka topic ${topic} must have exactly one partition to be read in order; create it with \`leitmotif init\``;
    throw new LeitmotifError('fatal', 'restore', message);
  }

  #take(fetch: LaneFetch): void {
    this.#position = fetch.to;
    this.#waiting.push(fetch);
    this.#bytes += sizeOf(fetch);
    if (this.#bytes >= MOST_WAITING_BYTES) this.#feed.hold(0);
    this.#wake();
  }

  #fail(error: LeitmotifError): void {
    this.#failure ??= error;
    this.#wake();
  }
}

function deletedFrom(topic: string, offset: bigint): LeitmotifError {
  const message = `records of Kafka topic ${topic} from offset ${offset} on were deleted while they were read; its clean-up must be compact`;
  return new LeitmotifError('fatal', 'restore', message);
}

function keyed({ key, value }: RawRecord): KeyedRecord {
  return { key: Buffer.from(key ?? []).toString(), value };
}

function sizeOf({ records }: LaneFetch): number {
  return records.reduce((sum, { value }) => sum + (value?.byteLength ?? 0), 0);
}
