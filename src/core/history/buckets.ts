/** Counts by event time at a few resolutions: fine for what is near, coarse for what is long ago, and bounded. */
import type { Millis, Minutes, Row, Series } from '../types.ts';

/** A width of buckets and how many of them are kept. */
export interface Resolution {
  /** ms. */
  readonly width: Millis;
  readonly most: number;
}

const MINUTE = 60_000;

/** Two hours by the minute, eight days by the hour, and a little over a year by the day. */
export const RESOLUTIONS: readonly Resolution[] = [
  { width: MINUTE, most: 120 },
  { width: 60 * MINUTE, most: 192 },
  { width: 24 * 60 * MINUTE, most: 400 },
];

export const EMPTY_SERIES: Series = RESOLUTIONS.map(() => ({ first: 0, counts: [] }));

/** The minute of an event time, ms. */
export function minuteOf(time: Millis): number {
  return Math.floor(time / MINUTE);
}

/** When a minute is over, ms. */
export function endOf(minute: number): Millis {
  return (minute + 1) * MINUTE;
}

/** The series with more documents. What is older than the newest bucket by a whole row is left out there. */
export function add(series: Series, minutes: Minutes): Series {
  if (minutes.size === 0) return series;
  return series.map((row, r) => added(row, RESOLUTIONS[r] as Resolution, minutes));
}

function added({ first, counts }: Row, { width, most }: Resolution, minutes: Minutes): Row {
  const bucket = (minute: number): number => Math.floor((minute * MINUTE) / width);
  let oldest = counts.length > 0 ? first : Number.POSITIVE_INFINITY;
  let last = counts.length > 0 ? first + counts.length - 1 : Number.NEGATIVE_INFINITY;
  for (const minute of minutes.keys()) {
    oldest = Math.min(oldest, bucket(minute));
    last = Math.max(last, bucket(minute));
  }
  const begin = Math.max(oldest, last - most + 1);
  const next = new Array<number>(last - begin + 1).fill(0);
  for (let i = Math.max(0, begin - first); i < counts.length; i++) next[first + i - begin] = counts[i] as number;
  for (const [minute, count] of minutes) {
    const at = bucket(minute) - begin;
    if (at >= 0) next[at] = (next[at] as number) + count;
  }
  return { first: begin, counts: next };
}

/** Two series as one; which counts are too old to be kept is decided by the newer of both. */
export function join(a: Series, b: Series): Series {
  return a.map((row, r) => joined(row, b[r] as Row, (RESOLUTIONS[r] as Resolution).most));
}

function joined(a: Row, b: Row, most: number): Row {
  if (a.counts.length === 0) return b;
  if (b.counts.length === 0) return a;
  const last = Math.max(a.first + a.counts.length, b.first + b.counts.length) - 1;
  const first = Math.max(Math.min(a.first, b.first), last - most + 1);
  const counts = new Array<number>(last - first + 1);
  for (let i = 0; i < counts.length; i++)
    counts[i] = (a.counts[first + i - a.first] ?? 0) + (b.counts[first + i - b.first] ?? 0);
  return { first, counts };
}

/**
 * The bucket of the oldest documents that are known, in the finest resolution that has forgotten none of them: its beginning
 * and its end, ms; null without any.
 */
export function oldest(series: Series): { readonly from: Millis; readonly to: Millis } | null {
  const held = series.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0));
  const all = held.at(-1);
  if (!all) return null;
  const r = held.indexOf(all);
  const { width } = RESOLUTIONS[r] as Resolution;
  const { first, counts } = series[r] as Row;
  // A row that has forgotten some begins with buckets that may be empty.
  const bucket = first + counts.findIndex((count) => count > 0);
  return { from: bucket * width, to: (bucket + 1) * width };
}

/** Counts of the buckets [from, to) of one resolution; 0 where nothing is known. */
export function within(series: Series, resolution: number, from: number, to: number): number[] {
  const { first, counts } = series[resolution] as Row;
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => counts[from + i - first] ?? 0);
}

/** Fewest buckets of a picture that say more than a coarser one would. */
const LEAST = 12;

/**
 * The resolution in which a series is best shown: the coarsest with at least a dozen buckets between its first count and
 * its last, which is the one that reaches back furthest; the finest while there is none.
 */
export function fitting(series: Series): number {
  for (let r = RESOLUTIONS.length - 1; r > 0; r--) if ((series[r] as Row).counts.length >= LEAST) return r;
  return 0;
}
