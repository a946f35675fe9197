import { expect, it } from 'vitest';
import { cosine, signed, tick } from '../../../src/web/format.ts';

it.each([
  [2, '+2.0'],
  [-2, '−2.0'],
  [0.05, '+0.1'],
  [0.04, '0.0'],
  [-0.04, '0.0'],
])('a trend of %d is written %s', (value, text) => {
  expect(signed(value)).toBe(text);
});

it('a negative cosine has a minus, not a hyphen', () => {
  expect([cosine(-0.034), cosine(0.5)]).toEqual(['−0.03', '0.50']);
});

it('a tick tells the hour, and where a day begins the day: no two of an axis read alike', () => {
  // Of whoever reads it: two days from noon on, a tick every six hours.
  const ticks = Array.from({ length: 9 }, (_, i) => tick(new Date(2026, 4, 30, 12 + 6 * i).getTime()));
  expect(ticks.filter((text) => /May|Jun/.test(text))).toEqual(['May 31', 'Jun 1']);
  for (let i = 1; i < ticks.length; i++) expect(ticks[i]).not.toBe(ticks[i - 1]);
  expect(tick(new Date(2026, 4, 30, 0, 30).getTime())).toBe('12:30 AM');
});
