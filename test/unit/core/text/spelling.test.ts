import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Counts, forgetWords, numberOf, wordOf } from '../../../../src/core/text/counts.ts';
import { spell, spelling } from '../../../../src/core/text/spelling.ts';

const word = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 40 }),
  fc.constantFrom('', 'a', 'x'.repeat(63), 'x'.repeat(64), 'é'.repeat(31), 'é'.repeat(32), '水'.repeat(21), '\ud800'),
);
const unkept = (word: string) => Buffer.byteLength(word) > 63;

function written(words: readonly string[], room = 1 << 16) {
  const into = new Uint8Array(room);
  const others: string[] = [];
  const end = spell(Counts.of(words, new Float32Array(words.length)).numbers(), into, 0, (other, at) => {
    others.push(other);
    return at;
  });
  return { bytes: into.subarray(0, end), end, others };
}

let others = 0;

describe('spelling', () => {
  it('is the length and the UTF-8 of each word that is not too long', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 20 }), (words) => {
        const { bytes, others } = written(words);
        const expected = words
          .filter((one) => !unkept(one))
          .map((one) => Buffer.concat([Buffer.of(2 * Buffer.byteLength(one)), Buffer.from(one.toWellFormed())]));
        expect(Buffer.from(bytes)).toEqual(Buffer.concat(expected));
        expect(others).toEqual(words.filter(unkept));
      }),
    );
  });

  it('finds the word again by its bytes, where UTF-8 can say it', () => {
    fc.assert(
      fc.property(word, (any) => {
        const number = numberOf(any);
        expect(wordOf(number)).toBe(any);
        const bytes = Buffer.from(any);
        const found = spelling(bytes, 0, bytes.length);
        if (unkept(any)) expect(found).toBe(-1);
        else if (any.isWellFormed()) expect(found).toBe(number);
        else expect(found).not.toBe(number);
      }),
    );
    const bytes = Buffer.from('never met so far');
    expect(spelling(bytes, 0, bytes.length)).toBe(-1);
  });

  it('counts on where there is no room, and writes nothing beyond', () => {
    const words = ['alpha', 'beta', 'gamma'];
    expect(written(words, 8).end).toBe(written(words).end);
    expect(Buffer.from(written(words, 8).bytes.subarray(0, 6)).toString()).toBe('\nalpha');
    expect(written(words, 8).bytes[7]).toBe(0);
  });

  it('follows the list when words are forgotten, however many there are', () => {
    const old = numberOf('omega');
    const many = Array.from({ length: 2 ** 17 + 1 }, () => `another ${others++}`);
    Counts.of(many, new Float32Array(many.length));
    const bytes = Buffer.from('another 70000');
    expect(wordOf(spelling(bytes, 0, bytes.length))).toBe('another 70000');
    // Many of them share a place with others of their length.
    const wrong = many.filter((one) => {
      const own = Buffer.from(one);
      return wordOf(spelling(own, 0, own.length)) !== one;
    });
    expect(wrong).toEqual([]);
    forgetWords(0);
    expect(spelling(bytes, 0, bytes.length)).toBe(-1);
    numberOf('first');
    const omega = Buffer.from('omega');
    expect(spelling(omega, 0, omega.length)).toBe(-1);
    expect(numberOf('omega')).not.toBe(old);
    expect(wordOf(spelling(omega, 0, omega.length))).toBe('omega');
    expect(Buffer.from(written(['omega', 'first']).bytes).toString()).toBe('\nomega\nfirst');
  });
});
