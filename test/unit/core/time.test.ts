import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readStatus } from '../../../src/core/feeds/mastodon.ts';
import { parseInstant, secondsTakenForMillis } from '../../../src/core/time.ts';

afterEach(() => vi.unstubAllEnvs());

describe.each(['UTC', 'America/New_York', 'Asia/Kolkata'])('an instant, on a machine in %s', (zone) => {
  it.each([
    ['2026-01-31', Date.UTC(2026, 0, 31)],
    ['2026-01-31T12:00', Date.UTC(2026, 0, 31, 12)],
    ['2026-07-31 12:00:30,5', Date.UTC(2026, 6, 31, 12, 0, 30, 500)],
    ['2026-01-31T12:00Z', Date.UTC(2026, 0, 31, 12)],
    [' 2026-01-31T12:00:00+02:00 ', Date.UTC(2026, 0, 31, 10)],
    // An hour that clocks in New York skip.
    ['2026-03-08T02:30:00', Date.UTC(2026, 2, 8, 2, 30)],
  ])('%j is UTC unless it has an offset', (text, time) => {
    vi.stubEnv('TZ', zone);
    expect(parseInstant(text)).toBe(time);
  });

  it.each(['', 'yesterday', 'Jan 31 2026', '2026-11-31', '2025-02-29', '2026-13-01', '2026-1-1', '2026-01-31T24:00Z'])(
    '%j is none',
    (text) => {
      vi.stubEnv('TZ', zone);
      expect(parseInstant(text)).toBeNull();
    },
  );

  it('is read as the platform writes it', () => {
    vi.stubEnv('TZ', zone);
    const moment = fc.date({ min: new Date(0), max: new Date(253_402_300_799_999), noInvalidDate: true });
    fc.assert(
      fc.property(moment, (date) => {
        expect(parseInstant(date.toISOString())).toBe(date.getTime());
      }),
    );
  });
});

it.each([
  ['2026 in seconds', 1_767_225_600, '1970-01-21T10:53:45.600Z'],
  ['2026 in ms', 1_767_225_600_000, null],
  ['the first days of 1970', 3_600_000, null],
  ['no time', Number.NEGATIVE_INFINITY, null],
])('%s: a newest time is doubted where it is likely one in seconds', (_, newest, said) => {
  const doubt = secondsTakenForMillis(newest);
  if (said === null) expect(doubt).toBeNull();
  else expect(doubt).toContain(`the newest timestamp is ${said}`);
});

it('times of statuses are read alike everywhere', () => {
  vi.stubEnv('TZ', 'America/New_York');
  expect(new Date(0).getTimezoneOffset()).not.toBe(0);
  const wanted = { server: 'social.example', languages: [], replies: true, plain: (html: string) => html };
  const status = { id: '1', content: 'Text.', created_at: '2023-11-14T22:13:20' };
  const record = readStatus(status, wanted, Date.UTC(2026, 0))?.record;
  expect(JSON.parse(new TextDecoder().decode(record?.value ?? undefined))).toMatchObject({
    timestamp: Date.UTC(2023, 10, 14, 22, 13, 20),
  });
});
