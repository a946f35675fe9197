import { describe, expect, it } from 'vitest';
import { aloneSize, headersSize, sizeOf } from '../../../src/core/recordsize.ts';

describe('the size of a record', () => {
  it('counts key, value and headers in bytes of UTF-8, and what frames them', () => {
    const record = {
      key: 'ü'.repeat(50),
      value: new Uint8Array(7),
      headers: [
        ['h'.repeat(20), 'é'.repeat(40)],
        ['i', new Uint8Array(3)],
      ] as const,
    };
    expect(headersSize(record.headers)).toBe(10 + 20 + 80 + 10 + 1 + 3);
    expect(sizeOf(record)).toBe(36 + 100 + 7 + 124);
    expect(aloneSize(record)).toBe(61 + sizeOf(record));
  });

  it('of nothing is its frame', () => {
    expect(sizeOf({ key: null, value: null })).toBe(36);
  });
});
