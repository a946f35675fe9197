import { expect, it } from 'vitest';
import { parsed, samplesOf } from './samples.ts';
import { trendOf } from './trend.ts';

const at = (values: readonly number[]) => values.map((value, i) => ({ at: i, value }));

it('a line through samples goes by the median slope of all pairs', () => {
  // Slopes 1, 1.5, 2, 33, 49, 96: the median is 17.5, over three seconds, beside a median value of 3.
  expect(trendOf(at([1, 2, 4, 100]), 0.1)).toEqual({ median: 3, change: 17.5, flat: false });
});

it('single high samples are no growth, a steady rise is', () => {
  const noisy = Array.from({ length: 60 }, (_, i) => 100 + (i % 7) + (i === 50 ? 900 : 0));
  expect(trendOf(at(noisy), 0.1).flat).toBe(true);
  expect(trendOf(at(noisy.map((value, i) => value + i)), 0.1).flat).toBe(false);
  expect(trendOf(at(noisy.map((value, i) => value - i)), 0.1).flat).toBe(true);
});

it('figures are read from pages of metrics', () => {
  const [before, now] = ['a_sum 1\na_count 10\n# HELP b\nb{c="d e"} 5', 'a_sum 2\na_count 30\nb{c="d e"} 6'].map(
    parsed,
  );
  expect(now?.get('b{c="d e"}')).toBe(6);
  const mean = { name: 'a', unit: '', allowed: 0, of: (n: ReadonlyMap<string, number>) => n.get('a_sum') ?? null };
  const pages = [before, now].map((page, i) => ({ at: i, page: page ?? new Map<string, number>() }));
  expect(samplesOf(mean, pages)).toEqual([{ at: 1, value: 2 }]);
});
