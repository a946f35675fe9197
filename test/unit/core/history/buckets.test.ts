import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  EMPTY_SERIES,
  fitting,
  join,
  minuteOf,
  oldest,
  RESOLUTIONS,
  within,
} from '../../../../src/core/history/buckets.ts';
import type { Row, Series } from '../../../../src/core/types.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const entry = fc.record({ time: fc.integer({ min: 0, max: 900 * DAY }), count: fc.integer({ min: 1, max: 9 }) });
type Entry = { readonly time: number; readonly count: number };

function seriesOf(entries: readonly Entry[]): Series {
  return entries.reduce((series, { time, count }) => add(series, new Map([[minuteOf(time), count]])), EMPTY_SERIES);
}

/** Bucket → count, counted without any bound. */
function counted(entries: readonly Entry[], width: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { time, count } of entries) {
    const bucket = Math.floor(time / width);
    counts.set(bucket, (counts.get(bucket) ?? 0) + count);
  }
  return counts;
}

describe('a series', () => {
  it('in order of time holds every count of the newest buckets, and no more of them than it may', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
        const ordered = [...entries].sort((a, b) => a.time - b.time);
        const series = seriesOf(ordered);
        RESOLUTIONS.forEach(({ width, most }, r) => {
          const { first, counts } = series[r] as Row;
          expect(counts.length).toBeLessThanOrEqual(most);
          const all = counted(ordered, width);
          const newest = Math.max(...all.keys());
          for (const [bucket, count] of all) if (bucket > newest - most) expect(counts[bucket - first]).toBe(count);
        });
      }),
    );
  });

  it('keeps late counts that its row still reaches, and drops older ones', () => {
    const series = seriesOf([
      { time: 500 * MINUTE, count: 2 },
      { time: 500 * MINUTE - 119 * MINUTE, count: 3 },
      { time: 500 * MINUTE - 120 * MINUTE, count: 5 },
    ]);
    const minutes = series[0] as Row;
    expect(minutes.first).toBe(381);
    expect(Object.keys(minutes.counts)).toHaveLength(120);
    expect(minutes.counts.reduce((a, b) => a + b)).toBe(5);
    // The hours have all of them.
    expect((series[1] as Row).counts.reduce((a, b) => a + b)).toBe(10);
  });

  it('after a long silence begins anew', () => {
    const series = seriesOf([
      { time: 0, count: 4 },
      { time: 1000 * DAY, count: 1 },
    ]);
    expect(series.map(({ counts }) => counts.reduce((a, b) => a + b))).toEqual([1, 1, 1]);
    expect(series.map(({ counts }, r) => counts.length <= (RESOLUTIONS[r]?.most ?? 0))).toEqual([true, true, true]);
  });

  it('of two halves joined is that of the whole, when both are in order of time', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), fc.nat(40), (entries, cut) => {
        const ordered = [...entries].sort((a, b) => a.time - b.time);
        const whole = seriesOf(ordered);
        const joined = join(seriesOf(ordered.slice(0, cut)), seriesOf(ordered.slice(cut)));
        RESOLUTIONS.forEach(({ most }, r) => {
          const { first, counts } = whole[r] as Row;
          expect((joined[r] as Row).counts.length).toBeLessThanOrEqual(most);
          expect(within(joined, r, first, first + counts.length)).toEqual(counts);
        });
      }),
    );
  });

  it('takes many minutes at once as it takes them one by one, the newest first', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 30 }), fc.array(entry, { maxLength: 30 }), (had, more) => {
        const minutes = counted(more, MINUTE);
        const before = seriesOf(had);
        const newestFirst = [...minutes].sort(([a], [b]) => b - a);
        const oneByOne = newestFirst.reduce((series, entry) => add(series, new Map([entry])), before);
        expect(add(before, minutes)).toEqual(oneByOne);
      }),
    );
  });

  it('is the same object when nothing is added', () => {
    expect(add(EMPTY_SERIES, new Map())).toBe(EMPTY_SERIES);
  });
});

describe('within', () => {
  it('is zero where the series knows nothing', () => {
    const series = seriesOf([{ time: 10 * MINUTE, count: 3 }]);
    expect(within(series, 0, 9, 12)).toEqual([0, 3, 0]);
    expect(within(series, 0, 12, 9)).toEqual([]);
  });
});

describe('fitting', () => {
  it.each([
    ['an hour', 3_600_000, 0],
    ['three days', 3 * DAY, 1],
    ['three weeks', 21 * DAY, 2],
  ])('shows %s in resolution %#', (_, length, resolution) => {
    expect(
      fitting(
        seriesOf([
          { time: DAY, count: 1 },
          { time: DAY + length, count: 1 },
        ]),
      ),
    ).toBe(resolution);
  });
});

describe('the oldest documents', () => {
  it('are in a bucket of the finest resolution that has forgotten none', () => {
    const at = (...times: number[]) => oldest(seriesOf(times.map((time) => ({ time, count: 2 }))));
    expect(at()).toBeNull();
    expect(at(5 * MINUTE, 90 * MINUTE)).toEqual({ from: 5 * MINUTE, to: 6 * MINUTE });
    expect(at(90 * MINUTE, 300 * MINUTE)).toEqual({ from: 60 * MINUTE, to: 120 * MINUTE });
    expect(at(DAY + MINUTE, 30 * DAY)).toEqual({ from: DAY, to: 2 * DAY });
    // Of those from before all rows nothing is known.
    expect(at(0, 500 * DAY)).toEqual({ from: 500 * DAY, to: 500 * DAY + MINUTE });
  });
});
