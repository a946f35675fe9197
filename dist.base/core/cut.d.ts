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
 * `fetch`: whatever was fetched by the time it is asked for is a span.
 */
export type CutRule = {
    readonly documents: number;
    readonly linger: Millis;
} | 'fetch';
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
 * committed offset doesn't stay behind for ever and look lost when the broker deletes old segments.
 */
export declare const HOLE_LINGER: Millis;
/**
 * The cuts of one partition from `position` on. Full spans end at the first multiple of `documents` above their
 * first record: a hole in front belongs to the span of the record behind it, so no span is empty but at the tail.
 */
export declare class Cutter {
    #private;
    constructor(position: bigint, rule: CutRule);
    /** Records not yet cut. */
    get waiting(): number;
    /** Bytes of their values. */
    get bytes(): number;
    /** True when a span is complete. */
    get full(): boolean;
    /** The offset up to which the log was covered by what was pushed. */
    get covered(): bigint;
    push(fetched: Fetched): void;
    /** The log is complete: what waits is cut without lingering. */
    finish(): void;
    /** The next span, or null while it may still grow. */
    next(now: Millis): Cut | null;
    /** When `next` will give what waits though nothing more is pushed, ms; null when it won't. */
    due(): Millis | null;
}
