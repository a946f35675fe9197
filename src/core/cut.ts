/**
 * Cuts a partition's stream of records into spans. Where the cuts fall decides which documents the model meets
 * together, so a log that is already full must always be cut alike, whatever the fetches brought at a time
 * and wherever reading began again after a crash.
 */
import type { RawRecord } from './ports.ts';
import type { Millis } from './types.ts';

/**
 * `documents`: cuts fall at multiples of it. `linger`: the longest time a record waits for the cut to fill up
 * when the log has no more, ms; Infinity waits for ever.
 */
export type CutRule = { readonly documents: number; readonly linger: Millis } | Gathering;

/** Where cuts fall does not matter: all that was fetched is a span, once there is enough of it, or it has MOST_GATHERED bytes. */
export interface Gathering {
  /** What a record counts; Infinity where somebody waits for it. */
  readonly worth: (record: RawRecord) => number;
  /** So much in all is cut at once. */
  readonly enough: number;
  /** And less of it when its first record has waited so long, ms; a tail without any record after HOLE_LINGER. */
  readonly linger: Millis;
}

/** Whatever was fetched by the time it is asked for. */
export const AT_ONCE: Gathering = { worth: () => 1, enough: 0, linger: 0 };

/** What one fetch brought: everything from the position so far up to `to`, holes included. */
export interface Fetched {
  readonly records: readonly RawRecord[];
  /** The offset after the last one covered. */
  readonly to: bigint;
  /** True when the log had no more at that time. */
  readonly ended: boolean;
  /** When it came, ms. */
  readonly at: Millis;
}

/** Records of the offsets [from, to). */
export interface Cut {
  readonly from: bigint;
  readonly to: bigint;
  readonly records: readonly RawRecord[];
}

/**
 * A tail without any record (aborted transactions, transaction markers) is cut after this long, ms, so that the
 * committed offset doesn't stay behind for ever: it would look lost when the broker deletes old segments, and nobody
 * could tell that all there is was read.
 */
export const HOLE_LINGER: Millis = 1000;

/** A bound on the memory of what is gathered, bytes. */
export const MOST_GATHERED = 4 * 1024 * 1024;

interface Chunk {
  readonly records: readonly RawRecord[];
  /** Index of the first record not yet cut. */
  next: number;
  readonly to: bigint;
  at: Millis;
}

/**
 * The cuts of one partition from `position` on. Full spans end at the first multiple of `documents` above their
 * first record: a hole in front belongs to the span of the record behind it, so no span is empty but at the tail.
 */
export class Cutter {
  #position: bigint;
  readonly #rule: CutRule;
  readonly #chunks: Chunk[] = [];
  #ended = false;
  #finished = false;
  #waiting = 0;
  #bytes = 0;
  /** What the waiting records are worth, where they are gathered. */
  #worth = 0;
  /** No chunk came later, as the clock stood then, ms. */
  #latest: Millis = Number.NEGATIVE_INFINITY;

  constructor(position: bigint, rule: CutRule) {
    this.#position = position;
    this.#rule = rule;
  }

  /** Records not yet cut. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Bytes of their values. */
  get bytes(): number {
    return this.#bytes;
  }

  /** True when a span is complete. */
  get full(): boolean {
    const boundary = this.#boundary();
    return boundary !== null && this.covered >= boundary;
  }

  /** The offset up to which the log was covered by what was pushed. */
  get covered(): bigint {
    return this.#chunks.at(-1)?.to ?? this.#position;
  }

  push(fetched: Fetched): void {
    this.#ended = fetched.ended;
    if (fetched.to <= this.covered) return;
    this.#waiting += fetched.records.length;
    this.#bytes += sizeOf(fetched.records);
    if ('enough' in this.#rule) for (const record of fetched.records) this.#worth += this.#rule.worth(record);
    this.#latest = Math.max(this.#latest, fetched.at);
    this.#chunks.push({ records: fetched.records, next: 0, to: fetched.to, at: fetched.at });
  }

  /** The log is complete: what waits is cut without lingering. */
  finish(): void {
    this.#finished = true;
  }

  /** The next span, or null while it may still grow. */
  next(now: Millis): Cut | null {
    const boundary = this.#boundary();
    if (boundary !== null && this.covered >= boundary) return this.#cut(boundary);
    this.#setBack(now);
    const due = this.due();
    return due !== null && now >= due ? this.#cut(this.covered) : null;
  }

  /** A clock that was set back must not let what came before wait for it to come so far again. */
  #setBack(now: Millis): void {
    if (now < this.#latest) for (const chunk of this.#chunks) chunk.at = Math.min(chunk.at, now);
    this.#latest = now;
  }

  /** When `next` will give what waits though nothing more is pushed, ms; null when it won't. */
  due(): Millis | null {
    if (this.covered <= this.#position) return null;
    if (this.#finished) return Number.NEGATIVE_INFINITY;
    const records = this.#chunks.find((chunk) => chunk.next < chunk.records.length);
    if (!this.#ended && !(records && 'enough' in this.#rule)) return null;
    const { linger } = this.#rule;
    const due = records ? records.at + linger : (this.#chunks[0]?.at ?? 0) + Math.max(linger, HOLE_LINGER);
    return Number.isFinite(due) ? due : null;
  }

  /** Where the span of the first waiting record ends once the log has come so far. */
  #boundary(): bigint | null {
    const chunk = this.#chunks.find(({ records, next }) => next < records.length);
    const first = chunk?.records[chunk.next];
    if (!first) return null;
    if ('enough' in this.#rule)
      return this.#worth >= this.#rule.enough || this.#bytes >= MOST_GATHERED ? this.covered : null;
    const size = BigInt(this.#rule.documents);
    return (first.offset / size + 1n) * size;
  }

  #cut(to: bigint): Cut {
    const records: RawRecord[] = [];
    for (let chunk = this.#chunks[0]; chunk; chunk = this.#chunks[0]) {
      for (let record = chunk.records[chunk.next]; record && record.offset < to; record = chunk.records[chunk.next]) {
        records.push(record);
        chunk.next++;
      }
      if (chunk.to > to) break;
      this.#chunks.shift();
    }
    const from = this.#position;
    this.#position = to;
    this.#waiting -= records.length;
    this.#bytes -= sizeOf(records);
    // Gathered records are cut together.
    this.#worth = 0;
    return { from, to, records };
  }
}

function sizeOf(records: readonly RawRecord[]): number {
  return records.reduce((sum, { value }) => sum + (value?.byteLength ?? 0), 0);
}
