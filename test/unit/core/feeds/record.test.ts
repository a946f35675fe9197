import { describe, expect, it } from 'vitest';
import { believable, deletion, documentRecord, inLanguages, titled } from '../../../../src/core/feeds/record.ts';

describe('a record', () => {
  it('is JSON as the documents are described, without what is missing', () => {
    const { key, value, headers } = documentRecord({ id: 'a', text: 'T', time: 5, url: 'https://x.example' }, [
      ['traceparent', 'p'],
    ]);
    expect(JSON.parse(new TextDecoder().decode(value ?? undefined))).toEqual({
      id: 'a',
      text: 'T',
      timestamp: 5,
      url: 'https://x.example',
    });
    expect([key, headers]).toEqual([
      'a',
      [
        ['content-type', 'application/json'],
        ['traceparent', 'p'],
      ],
    ]);
    expect(deletion('a')).toEqual({ key: 'a', value: null });
  });
});

it('a title comes before its text once', () => {
  expect(titled('Storm', 'It came at night.')).toBe('Storm\n\nIt came at night.');
  expect(titled(' Storm  over\nLeeds ', 'Storm over Leeds: it came at night.')).toBe(
    'Storm over Leeds: it came at night.',
  );
  expect(titled('Storm', ' ')).toBe('Storm');
  expect(titled('', ' Night ')).toBe('Night');
});

it('a time in the future is not believed', () => {
  expect([1, 10, 11, -1, undefined].map((time) => believable(time, 10))).toEqual([
    1,
    10,
    undefined,
    undefined,
    undefined,
  ]);
});

it('languages are wanted with their variants', () => {
  expect(inLanguages(['zh-Hans', 'en'], ['ZH'])).toBe(true);
  expect(inLanguages(['zh'], ['zh-Hans'])).toBe(false);
  expect(inLanguages(['enm'], ['en'])).toBe(false);
  expect(inLanguages([], ['en'])).toBe(false);
  expect(inLanguages([], [])).toBe(true);
});
