import { afterEach, describe, expect, it, vi } from 'vitest';
import { feedDate } from '../../../../src/core/feeds/date.ts';

afterEach(() => vi.unstubAllEnvs());

describe('a date of a feed', () => {
  it.each(['America/New_York', 'Asia/Kolkata'])('is the same on a machine in %s', (zone) => {
    vi.stubEnv('TZ', zone);
    const dates = {
      'Tue, 03 Nov 2026 10:00:00': '2026-11-03T10:00:00Z',
      'Tue, 03 Nov 2026 10:00:00 GMT': '2026-11-03T10:00:00Z',
      'Tue, 03 Nov 2026 10:00:00 +0200': '2026-11-03T08:00:00Z',
      'Tue, 03 Nov 2026 10:00:00 -03:30': '2026-11-03T13:30:00Z',
      'Tue, 03 Nov 2026 10:00:00 GMT+2': '2026-11-03T08:00:00Z',
      'Tue, 03 Nov 2026 10:00:00 +530': '2026-11-03T04:30:00Z',
      'Tue, 03 Nov 2026 10:00:00 PM GMT': '2026-11-03T22:00:00Z',
      '3 November 2026, 10:00 pm EST': '2026-11-04T03:00:00Z',
      '3 Nov 2026 12:30 a.m.': '2026-11-03T00:30:00Z',
      '3 Nov 2026 12:30pm': '2026-11-03T12:30:00Z',
      '03.11.2026 10:00 PM': '2026-11-03T22:00:00Z',
      'Tue, 03 Nov 2026 10:00:00 -0400 (EDT)': '2026-11-03T14:00:00Z',
      'Tue, 03 Nov 2026 10:00:00 EST': '2026-11-03T15:00:00Z',
      'Tue, 03 Nov 2026 10:00:00 PDT': '2026-11-03T17:00:00Z',
      'Tue, 03 Nov 2026 10:00:00 CET': '2026-11-03T09:00:00Z',
      'Tue, 03 Nov 2026 10:00:00 BST': '2026-11-03T09:00:00Z',
      'Tue, 03 Nov 2026 10:00:00 JST': '2026-11-03T01:00:00Z',
      'Tue, 03 Nov 2026 10:00:00 IST': '2026-11-03T04:30:00Z',
      'Tue, 03 Nov 2026 10:00:00 Z': '2026-11-03T10:00:00Z',
      'Tue, 03 Nov 2026 10:00:00 Europe/Berlin': '2026-11-03T10:00:00Z',
      'Tue, 03 Nov 2026 10:00': '2026-11-03T10:00:00Z',
      'Tue, 3 Nov 26 10:00:00 GMT': '2026-11-03T10:00:00Z',
      '03-Nov-99 10:00:00 GMT': '1999-11-03T10:00:00Z',
      'Thursday, 3 September 2026 10:00:00 GMT': '2026-09-03T10:00:00Z',
      'mar., 03 nov. 2026 10:00:00 +0100': '2026-11-03T09:00:00Z',
      'Tue, 03 Nov 2026': '2026-11-03T00:00:00Z',
      '03.11.2026 10:00': '2026-11-03T10:00:00Z',
      'November 3, 2026 10:00 AM': '2026-11-03T10:00:00Z',
      'Tue Nov  3 10:00:00 2026': '2026-11-03T10:00:00Z',
      'Tue Nov 03 10:00:00 EST 2026': '2026-11-03T15:00:00Z',
      '2026/11/03 10:00': '2026-11-03T10:00:00Z',
      '2026-11-3': '2026-11-03T00:00:00Z',
      '2026-11-03T10:00:00.000+0000': '2026-11-03T10:00:00Z',
      '2026-11-03 10:00:00 UTC': '2026-11-03T10:00:00Z',
    };
    const read = Object.keys(dates).map((date) => [date, feedDate(date)]);
    expect(read).toEqual(Object.entries(dates).map(([date, iso]) => [date, Date.parse(iso)]));
  });

  it('is no text of a megabyte', () => expect(feedDate(`x${' '.repeat(1_000_000)}x`)).toBeNull());

  it.each(['', 'yesterday', 'Item 5', 'Tue, 31 Nov 2026 10:00:00 GMT', 'Tue, 03 Nov 2026 25:00:00 GMT', '31.02.2026'])(
    'is not %j',
    (text) => expect(feedDate(text)).toBeNull(),
  );
});
