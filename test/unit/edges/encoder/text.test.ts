import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounded, firstTokens, meanOf, windows } from '../../../../src/edges/encoder/text.ts';

describe('bounded', () => {
  it('keeps a short text and the beginning of a long one', () => {
    expect(bounded('short text ')).toBe('short text ');
    const long = `start ${'x'.repeat(1_000_000)}`;
    expect(long.startsWith(bounded(long))).toBe(true);
    expect(bounded(long)).toHaveLength(16_384);
  });

  it('does not spend the bound on leading white space', () => {
    expect(bounded(`${' \n\t'.repeat(1_000_000)}word`)).toBe('word');
  });

  it('never ends in half a character', () => {
    for (const offset of [0, 1]) {
      const text = bounded(`${'a'.repeat(offset)}${'😱'.repeat(10_000)}`);
      expect(text.isWellFormed()).toBe(true);
      expect(text.length).toBeGreaterThanOrEqual(16_383);
    }
  });
});

/** Words fall into pieces of three letters; a word beyond 100 letters is one unknown token, as in WordPiece. */
function pieces(text: string): number[] {
  return text
    .split(/[ \n\t]+/)
    .filter((word) => word !== '')
    .flatMap((word) => (word.length > 100 ? ['?'] : (word.match(/.{1,3}/gsu) ?? [])))
    .map((piece) => [...piece].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 65_537, 7));
}

describe('firstTokens', () => {
  const words = fc.array(
    fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('x', 'é'), minLength: 90, maxLength: 3_000 }),
      fc.constantFrom(' ', '\n\n', '\t', ' '.repeat(500)),
    ),
    { maxLength: 3_000, size: 'max' },
  );

  it('gives the first tokens of the whole, whatever the words', () => {
    fc.assert(
      fc.property(words, fc.constantFrom('', ' ', '\n'), fc.constantFrom(5, 60, 254), (list, glue, limit) => {
        const text = bounded(list.join(glue));
        expect(firstTokens(text, limit, pieces)).toEqual(pieces(text).slice(0, limit));
      }),
      { numRuns: 60 },
    );
  });

  it('shows the tokenizer no more of a long text than it must', () => {
    let seen = 0;
    const tokens = firstTokens('some words and more '.repeat(800), 254, (text) => {
      seen += text.length;
      return pieces(text);
    });
    expect(tokens).toHaveLength(254);
    expect(seen).toBeLessThanOrEqual(2_048);
  });

  it('is bounded in cost for a text that never yields enough tokens', () => {
    let seen = 0;
    firstTokens('x'.repeat(16_384), 254, (text) => {
      seen += text.length;
      return pieces(text);
    });
    expect(seen).toBeLessThanOrEqual(2 * 16_384);
  });
});

describe('windows', () => {
  it('hold all tokens in order, as few as possible, alike in size', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (tokens, size) => {
        const cut = windows(tokens, size);
        const sizes = cut.map((window) => window.length);
        expect(cut.flat()).toEqual(tokens);
        expect(cut).toHaveLength(Math.max(1, Math.ceil(tokens.length / size)));
        expect(Math.max(...sizes)).toBeLessThanOrEqual(size);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('meanOf', () => {
  it('is the direction of the sum, of unit length', () => {
    const mean = meanOf([Float32Array.of(1, 0, 0), Float32Array.of(0, 1, 0), Float32Array.of(0, 0.6, 0.8)]);
    const norm = Math.sqrt(1 + 1.6 ** 2 + 0.8 ** 2);
    [1 / norm, 1.6 / norm, 0.8 / norm].forEach((value, at) => {
      expect(mean[at]).toBeCloseTo(value, 6);
    });
  });

  it('leaves one vector as it is, and takes the first of those that cancel out', () => {
    const [east, west] = [Float32Array.of(1, 0), Float32Array.of(-1, 0)];
    expect(meanOf([east])).toBe(east);
    expect(meanOf([west, east])).toEqual(west);
  });
});
