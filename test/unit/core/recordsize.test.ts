import fc from 'fast-check';
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

  it('has as many bytes of a string as UTF-8 has, lone surrogates included', () => {
    const encoder = new TextEncoder();
    const unit = fc.oneof(fc.nat({ max: 0xffff }), fc.integer({ min: 0xd700, max: 0xe0ff }), fc.nat({ max: 0x9ff }));
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const key = String.fromCharCode(...units);
        expect(sizeOf({ key, value: null })).toBe(36 + encoder.encode(key).length);
      }),
    );
  });

  it('of nothing is its frame', () => {
    expect(sizeOf({ key: null, value: null })).toBe(36);
  });
});
