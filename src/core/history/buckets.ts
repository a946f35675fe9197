/** Counts by event time at a few resolutions: fine for what is near, coarse for what is long ago, and bounded. */
import type { Millis } from '../types.ts';

/** A width of buckets and how many of them are kept. */
export interface Resolution {
  /** ms. */
  readonly width: Millis;
  readonly most: number;
}

/** Two hours by the minute, eight days by the hour, and a little over a year by the day. */
export const RESOLUTIONS: readonly Resolution[] = [
  { width: 60_000, most: 120 },
  { width: 3_600_000, most: 192 },
  { width: 86_400_000, most: 400 },
];

/** Consecutive buckets: counts[i] lies in [(first + i)·width, (first + i + 1)·width) of event time. */
export interface Row {
  readonly first: number;
  readonly counts: readonly number[];
}

/** rows[r] has the resolution r; a row without counts has met nothing yet. */
export type Series = readonly Row[];

export const EMPTY_SERIES: Series = RESOLUTIONS.map(() => ({ first: 0, counts: [] }));

/** The series with a count at an event time, ms. What is older than the newest bucket by a whole row is left out there. */
export function add(series: Series, time: Millis, count: number): Series {
  if (count === 0) return series;
  return series.map((row, r) => added(row, RESOLUTIONS[r] as Resolution, time, count));
}

function added(row: Row, { width, most }: Resolution, time: Millis, count: number): Row {
  const bucket = Math.floor(time / width);
  const { first, counts } = row;
  if (counts.length === 0) return { first: bucket, counts: [count] };
  const last = first + counts.length - 1;
  if (bucket <= last - most) return row;
  const begin = Math.max(Math.min(first, bucket), Math.max(last, bucket) - most + 1);
  const next = Array.from({ length: Math.max(last, bucket) - begin + 1 }, (_, i) => counts[begin + i - first] ?? 0);
  next[bucket - begin] = (next[bucket - begin] as number) + count;
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

/** Every count times a factor. */
export function scaled(series: Series, factor: number): Series {
  return series.map(({ first, counts }) => ({ first, counts: counts.map((count) => count * factor) }));
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
