import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { periodOf } from '../../../src/cli/commands/report.ts';
import { destinationOf } from '../../../src/cli/commands/state/epoch.ts';
import { loadSettings } from '../../../src/cli/settings.ts';

const READERS = {
  '--to': (text: string) => destinationOf(text, ['earliest', 'latest']),
  '--since': (text: string) => periodOf(text, undefined)?.since,
  '--until': (text: string) => periodOf(undefined, text)?.until,
  'documents.start': (text: string) => {
    const { config } = loadSettings({ env: {}, flags: new Map([['documents.start', text]]) });
    return { time: config.documents.start };
  },
};

describe.each(Object.entries(READERS))('a time given as %s', (name, read) => {
  describe.each(['UTC', 'America/New_York', 'Asia/Kolkata'])('on a machine in %s', (zone) => {
    beforeEach(() => void vi.stubEnv('TZ', zone));
    afterEach(() => vi.unstubAllEnvs());

    it.each([
      ['2026-01-31', Date.UTC(2026, 0, 31)],
      ['2026-01-31T12:00', Date.UTC(2026, 0, 31, 12)],
      ['2026-01-31T12:00:00Z', Date.UTC(2026, 0, 31, 12)],
      ['2026-01-31T12:00:00+02:00', Date.UTC(2026, 0, 31, 10)],
    ])('%s is UTC unless it has an offset', (text, time) => {
      expect(read(text)).toEqual({ time });
    });

    it.each(['2026-11-31', '2026-02-29T12:00Z', '2026-01-31T25:00', '2026-01-31 noon'])('%s is refused', (text) => {
      expect(() => read(text)).toThrow(`${name} is "${text}"`);
      expect(() => read(text)).toThrow('a time such as 2026-01-31T00:00');
      expect(() => read(text)).toThrow('UTC unless it has an offset');
    });
  });
});
