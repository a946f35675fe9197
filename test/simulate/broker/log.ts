/** Partitions as a Kafka broker keeps them: record batches, transaction markers, the last stable offset, compaction. */
import type { FetchedMessage } from '../../../src/edges/kafka/fetched.ts';

/** What a producer sends. */
export interface Message {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer | Buffer[]>>;
  readonly timestamp: number;
}

/** The transaction that a record batch is of. */
export interface Producer {
  readonly id: number;
  readonly epoch: number;
  /** Number of this batch among the producer's for the partition. */
  readonly sequence: number;
}

/** A record or marker in the log, ready to be fetched. */
export interface Entry extends FetchedMessage {
  readonly at: number;
  readonly first: number;
  readonly last: number;
  readonly producer: number | null;
  readonly marker: 'commit' | 'abort' | null;
  /** What became of its transaction; records outside of one are committed at once. */
  outcome: 'open' | 'committed' | 'aborted';
}

export interface Fetched {
  readonly highWatermark: number;
  readonly stable: number;
  readonly aborted: readonly { readonly producerId: string; readonly firstOffset: string }[];
  readonly messages: readonly Entry[];
}

export class KafkaError extends Error {
  readonly type: string;

  constructor(type: string) {
    super(type);
    this.name = 'KafkaJSProtocolError';
    this.type = type;
  }
}

export class Partition {
  start = 0;
  end = 0;
  entries: Entry[] = [];
  /** Everything ever written: what compaction and deletion take away stays here, for whoever checks. */
  readonly history: Entry[] = [];
  /** First offsets of open transactions, by producer. */
  readonly #open = new Map<number, number>();
  readonly #aborted: { producerId: string; firstOffset: string; last: number }[] = [];
  readonly #sequences = new Map<number, { epoch: number; sequence: number }>();
  #waiting: (() => void)[] = [];

  /** The last stable offset: no transaction below it is open. */
  get stable(): number {
    let stable = this.end;
    for (const first of this.#open.values()) if (first < stable) stable = first;
    return stable;
  }

  /** Appends one record batch. A copy of one that is there already is passed over. */
  append(messages: readonly Message[], producer: Producer | null): void {
    if (producer) {
      const before = this.#sequences.get(producer.id);
      if (before && before.epoch > producer.epoch) throw new KafkaError('INVALID_PRODUCER_EPOCH');
      const due = before?.epoch === producer.epoch ? before.sequence + 1 : 0;
      if (producer.sequence < due) return;
      if (producer.sequence > due) throw new KafkaError('OUT_OF_ORDER_SEQUENCE_NUMBER');
      this.#sequences.set(producer.id, producer);
      if (!this.#open.has(producer.id)) this.#open.set(producer.id, this.end);
    }
    const first = this.end;
    const last = first + messages.length - 1;
    const context = batchContext(first, last, producer?.id ?? null);
    for (const { key, value, headers, timestamp } of messages)
      this.#write({
        offset: String(this.end),
        timestamp: String(timestamp),
        key,
        value,
        headers,
        batchContext: context,
        at: this.end,
        first,
        last,
        producer: producer?.id ?? null,
        marker: null,
        outcome: producer ? 'open' : 'committed',
      });
    this.#wake();
  }

  /** Ends a producer's transaction here; the marker takes an offset. */
  mark(producer: number, epoch: number, marker: 'commit' | 'abort'): void {
    const first = this.#open.get(producer);
    if (first !== undefined && marker === 'abort')
      this.#aborted.push({ producerId: String(producer), firstOffset: String(first), last: this.end });
    for (const entry of this.entries)
      if (entry.producer === producer && entry.outcome === 'open')
        entry.outcome = marker === 'commit' ? 'committed' : 'aborted';
    const before = this.#sequences.get(producer);
    if (before && before.epoch < epoch) this.#sequences.set(producer, { epoch, sequence: -1 });
    const at = this.end;
    this.#write({
      offset: String(at),
      timestamp: '0',
      key: Buffer.from([0, 0, 0, marker === 'commit' ? 1 : 0]),
      value: null,
      isControlRecord: true,
      batchContext: batchContext(at, at, producer),
      at,
      first: at,
      last: at,
      producer,
      marker,
      outcome: 'committed',
    });
    this.#open.delete(producer);
    this.#wake();
  }

  /** Offsets that hold nothing. */
  skip(count: number): void {
    this.end += count;
  }

  /** From the record batch that holds the offset on, some of what is stable; null while there is nothing. */
  fetch(offset: number, most: number): Fetched | null {
    if (offset < this.start || offset > this.end) throw new KafkaError('OFFSET_OUT_OF_RANGE');
    const { stable } = this;
    if (offset >= stable) return null;
    const from = this.entries.findIndex(({ last }) => last >= offset);
    const messages: Entry[] = [];
    for (let i = from; i >= 0 && i < this.entries.length; i++) {
      const entry = this.entries[i] as Entry;
      if (entry.at >= stable || (messages.length >= most && entry.at === entry.first)) break;
      messages.push(entry);
    }
    const until = messages.at(-1)?.last ?? offset;
    const aborted = this.#aborted.filter(({ last, firstOffset }) => last >= offset && Number(firstOffset) <= until);
    return { highWatermark: this.end, stable, aborted, messages };
  }

  /** An answer to one who has read all that is stable. */
  nothing(): Fetched {
    return { highWatermark: this.end, stable: this.stable, aborted: [], messages: [] };
  }

  /** Called once something is written or becomes stable. */
  wait(wake: () => void): void {
    this.#waiting.push(wake);
  }

  deleteBelow(offset: number): void {
    if (offset <= this.start) return;
    this.start = Math.min(offset, this.end);
    this.entries = this.entries.filter(({ at }) => at >= this.start);
  }

  /**
   * Below `before` and what is stable: only the newest committed record of a key stays, no aborted one, and of
   * tombstones those that not every reader has come past (`seen`). A batch keeps its last offset.
   */
  compact(before: number, seen: number): number {
    const clean = Math.min(before, this.stable);
    const newest = new Map<string, number>();
    for (const { at, key, marker, outcome } of this.entries)
      if (at < clean && marker === null && outcome === 'committed') newest.set(key?.toString('latin1') ?? '', at);
    const kept = this.entries.filter(({ at, key, value, marker, outcome, producer }) => {
      if (at >= clean) return true;
      // Markers of aborted transactions may be looked for by who has read a part of them.
      if (marker !== null) return marker === 'abort' || at >= seen;
      if (outcome === 'aborted') return producer !== null && at >= seen;
      if (value === null && at < seen) return false;
      return newest.get(key?.toString('latin1') ?? '') === at;
    });
    const gone = this.entries.length - kept.length;
    this.entries = kept;
    return gone;
  }

  #write(entry: Entry): void {
    this.entries.push(entry);
    this.history.push(entry);
    this.end++;
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

function batchContext(first: number, last: number, producer: number | null): NonNullable<Entry['batchContext']> {
  return {
    firstOffset: String(first),
    lastOffsetDelta: last - first,
    producerId: String(producer ?? -1),
    inTransaction: producer !== null,
  };
}
