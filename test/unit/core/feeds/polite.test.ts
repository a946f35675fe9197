import { expect, it } from 'vitest';
import { backOff, maxAge, pause, retryAfter } from '../../../../src/core/feeds/polite.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const base = { interval: 15 * MINUTE, failures: 0, ttl: 0, maxAge: 0, retryAfter: 0, jitter: 0 };

it('a server may wish for longer pauses, not for shorter ones, and not beyond a day', () => {
  expect(pause(base)).toBe(15 * MINUTE);
  expect(pause({ ...base, ttl: MINUTE })).toBe(15 * MINUTE);
  expect(pause({ ...base, ttl: 60 * MINUTE, maxAge: 90 * MINUTE })).toBe(90 * MINUTE);
  expect(pause({ ...base, retryAfter: 30 * DAY })).toBe(DAY);
  expect(pause({ ...base, interval: 7 * DAY, ttl: MINUTE })).toBe(7 * DAY);
  expect(pause({ ...base, jitter: 0.5 })).toBe(15.75 * MINUTE);
});

it('each failure doubles the pause, up to a day', () => {
  expect([1, 2, 3].map((failures) => pause({ ...base, failures }))).toEqual([30 * MINUTE, 60 * MINUTE, 120 * MINUTE]);
  expect(pause({ ...base, failures: 500 })).toBe(DAY);
});

it('the back-off doubles up to the longest, half of it by chance', () => {
  const options = { first: 1000, longest: 60_000 };
  expect([0, 1, 2, 50].map((n) => backOff(n, { ...options, jitter: 1 }))).toEqual([1000, 2000, 4000, 60_000]);
  expect(backOff(1, { ...options, jitter: 0 })).toBe(1000);
});

it('reads headers as HTTP has them', () => {
  expect(['120', ' 0.5 ', null, 'soon', '-3'].map((text) => retryAfter(text, 0))).toEqual([120_000, 500, 0, 0, 0]);
  expect(retryAfter('Thu, 01 Jan 1970 00:01:00 GMT', 10_000)).toBe(50_000);
  expect(['public, max-age=300', 'max-age="60"', 's-maxage=9', null].map(maxAge)).toEqual([300_000, 60_000, 0, 0]);
});
