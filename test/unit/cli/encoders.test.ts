import { describe, expect, it } from 'vitest';
import { encoderTable, type Listed } from '../../../src/cli/encoders.ts';

const FETCHED: Listed = {
  name: 'small',
  kind: 'transformer',
  used: true,
  dim: 384,
  languages: ['en'],
  licence: 'Apache-2.0',
  origin: 'somebody',
  bytes: 91_335_235,
  documentsPerSecond: null,
};
const OWN: Listed = {
  ...FETCHED,
  name: 'own\u001b[31m',
  used: false,
  dim: null,
  languages: [],
  licence: null,
  origin: null,
  bytes: null,
};
const MANY = {
  ...FETCHED,
  name: 'many',
  used: false,
  languages: ['ar', 'de', 'en', 'es', 'fr', 'it', 'ja', 'zh-Hans'],
};

describe('encoderTable', () => {
  it('marks the one in use, and says what is not known', () => {
    const [head, small, own] = encoderTable([FETCHED, OWN], 100);
    expect(head).toMatch(/^ENCODER +DIM +LANGUAGES +LICENCE +ON DISK$/);
    expect(small).toMatch(/^\* small +384 +en +Apache-2\.0 +91 MB$/);
    expect(own).toMatch(/^ {2}own +\? +\? +\? +-$/);
  });

  it('has a column of rates when one was measured', () => {
    const [head, first, second] = encoderTable([{ ...FETCHED, documentsPerSecond: 1234.5 }, OWN], 100);
    expect(head).toMatch(/DOCS\/S$/);
    expect(first).toMatch(/ 1,235$/);
    expect(second).toMatch(/ -$/);
  });

  it('names languages as far as there is room, and any for those that need none', () => {
    const [, wide, any] = encoderTable([MANY, { ...FETCHED, languages: ['mul'] }], 120);
    expect(wide).toContain('ar de en es fr it ja zh-Hans');
    expect(any).toMatch(/384 +any +Apache/);
    for (const line of encoderTable([MANY], 60)) expect(line.length).toBeLessThanOrEqual(66);
    expect(encoderTable([MANY], 60)[1]).toContain('…');
  });
});
