/** One partition of a Kafka topic in memory: its records, where it starts and ends, and who reads it. */
import type { OutRecord, RawRecord } from '../../core/ports.ts';

/** Part of a partition, in offset order. */
export interface MemoryFetch {
  readonly records: readonly RawRecord[];
  /** The offset after the last one covered, holes included. */
  readonly to: bigint;
  /** The log's end. */
  readonly end: bigint;
  /** True when the log will get no more and `to` is its end. */
  readonly final: boolean;
}

const COMPACT_FROM = 1024;
const encoder = new TextEncoder();

export class MemoryPartition {
  /** The first offset still in the log. */
  start = 0n;
  /** The offset that the next record gets. */
  end = 0n;
  /** Nothing more will be written: readers needn't linger for more. */
  sealed = false;
  /** In offset order; offsets may have holes. */
  #records: RawRecord[] = [];
  /** Records that the last compaction left. */
  #compacted = 0;
  readonly #readers = new Set<{ position: bigint }>();

  /** As much again as the last compaction left, and worth another one. */
  get grown(): boolean {
    return this.#records.length >= Math.max(COMPACT_FROM, 2 * this.#compacted);
  }

  /** Appends the record, at `now` (ms) where it bears no time of its own; returns its offset. */
  write(record: OutRecord, now: number): bigint {
    const offset = this.end++;
    this.#records.push({
      offset,
      timestamp: record.timestamp ?? now,
      key: bytesOf(record.key),
      value: record.value,
      headers: (record.headers ?? []).map(([name, value]) => [name, bytesOf(value) ?? new Uint8Array()] as const),
    });
    return offset;
  }

  /** Up to `limit` records from the offset on, or from the log's start where that is later. */
  read(options: { readonly from: bigint; readonly limit?: number }): MemoryFetch {
    const records = this.#records;
    const first = firstAtOrAfter(records, options.from);
    const chunk = records.slice(first, first + (options.limit ?? Number.POSITIVE_INFINITY));
    const last = chunk.at(-1);
    const to = last && first + chunk.length < records.length ? last.offset + 1n : this.end;
    return { records: chunk, to, end: this.end, final: this.sealed && to === this.end };
  }

  /** Offset of the first record with at least this timestamp, ms; the end when there is none. */
  offsetAt(timestamp: number): bigint {
    return this.#records.find((record) => record.timestamp >= timestamp)?.offset ?? this.end;
  }

  /** Drops the records below the offset; false where there are none. */
  trim(before: bigint): boolean {
    if (before <= this.start) return false;
    this.start = before < this.end ? before : this.end;
    this.#records.splice(0, firstAtOrAfter(this.#records, this.start));
    return true;
  }

  /** Drops all records but the newest of each key, and tombstones that every reader has seen. Offsets stay. */
  compact(): void {
    const newest = new Map(this.#records.map((record) => [keyOf(record), record.offset]));
    const seen = this.#slowest() ?? this.end;
    this.#records = this.#records.filter(
      (record) => newest.get(keyOf(record)) === record.offset && (record.value !== null || record.offset >= seen),
    );
    this.#compacted = this.#records.length;
  }

  /** Registers a reader, so that no tombstone is compacted away before it; call `close` to end it. */
  reader(): { position: bigint; close(): void } {
    const reader = { position: 0n, close: () => void this.#readers.delete(reader) };
    this.#readers.add(reader);
    return reader;
  }

  #slowest(): bigint | null {
    let slowest: bigint | null = null;
    for (const { position } of this.#readers) if (slowest === null || position < slowest) slowest = position;
    return slowest;
  }
}

function bytesOf(text: Uint8Array | string | null): Uint8Array | null {
  return typeof text === 'string' ? encoder.encode(text) : text;
}

function keyOf({ key }: RawRecord): string {
  return Buffer.from(key ?? []).toString('latin1');
}

/** Index of the first record at or after the offset. */
function firstAtOrAfter(records: readonly RawRecord[], offset: bigint): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((records[middle]?.offset ?? 0n) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
