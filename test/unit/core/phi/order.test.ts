import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evenness, inOrder } from '../../../../src/core/phi/order.ts';
import { Counts } from '../../../../src/core/text/counts.ts';
import { cell, HALF_LIFE, vector } from '../model/make.ts';

const countsOf = (counts: Record<string, number>) => Counts.of(Object.keys(counts), Object.values(counts));
const cellOf = (counts: Record<string, number>) => cell(1, vector(1), { terms: countsOf(counts), reference: 0 });
const forever = { time: 0, halfLife: Number.POSITIVE_INFINITY };
const keyword = (word: string, relevance: number, naming = relevance) => ({
  word,
  probability: 0.1,
  relevance,
  naming,
});

describe('evenness', () => {
  // 8 words in one cell, 2 in the other.
  const cells = [cellOf({ bread: 4, oven: 4 }), cellOf({ bread: 1, rye: 1 })];

  it('is 1 for a word that cells have as they have all words, √q for one that a single cell has', () => {
    const [bread, oven, rye, moon] = evenness(['bread', 'oven', 'rye', 'moon'], cells, forever);
    expect(bread).toBeCloseTo(1, 12);
    expect(oven).toBeCloseTo(Math.sqrt(0.8), 12);
    expect(rye).toBeCloseTo(Math.sqrt(0.2), 12);
    expect(moon).toBe(0);
  });

  it('counts what is left of the words of each cell, and those that wait to be summed up', () => {
    // Counts are as they were at a landmark: the one cell's at time 0, the other's sixteen half-lives later.
    const time = 16 * HALF_LIFE;
    const faded = 2 ** 16;
    const old = { ...cellOf({ bread: 3 * faded, oven: faded }), added: [countsOf({ bread: faded, oven: 3 * faded })] };
    const recent = { ...cellOf({}), terms: countsOf({ bread: 1, rye: 3 }), reference: time };
    const [bread, rye] = evenness(['bread', 'rye'], [old, recent], { time, halfLife: HALF_LIFE });
    // 8 words of the one are left, half of them bread; of the other's 4 one is.
    expect(bread).toBeCloseTo(Math.sqrt((4 / 5) * (8 / 12)) + Math.sqrt((1 / 5) * (4 / 12)), 12);
    expect(rye).toBeCloseTo(Math.sqrt(4 / 12), 12);
  });

  it('does not change while nothing is said, though next to nothing is left of the words', () => {
    for (const lives of [16, 900]) {
      const words = evenness(['bread', 'oven'], cells, { time: lives * HALF_LIFE, halfLife: HALF_LIFE });
      expect(words[0]).toBeCloseTo(1, 12);
      expect(words[1]).toBeCloseTo(Math.sqrt(0.8), 12);
    }
  });

  it('is a coefficient: in [0, 1], the same for counts of another scale and cells in another order', () => {
    const count = fc.double({ min: 0.01, max: 100, noNaN: true });
    const bag = fc.dictionary(fc.constantFrom(...'abcdefgh'), count, { minKeys: 1 });
    fc.assert(
      fc.property(fc.array(bag, { minLength: 1, maxLength: 6 }), fc.constantFrom(0.5, 4), (bags, scale) => {
        const words = [...'abcdefgh'];
        const plain = evenness(
          words,
          bags.map((counts) => cellOf(counts)),
          forever,
        );
        const other = evenness(
          words,
          bags.map((counts) => ({ ...cellOf({}), terms: countsOf(counts).scaled(scale) })).reverse(),
          forever,
        );
        plain.forEach((value, w) => {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-9);
          expect(other[w]).toBeCloseTo(value, 9);
        });
      }),
    );
  });
});

describe('words in order', () => {
  const cells = [cellOf({ bread: 2, oven: 3, both: 5 }), cellOf({ bread: 2, rye: 3, both: 5 })];

  it('go by relevance, which a word of one cell alone has less of', () => {
    const { words } = inOrder([keyword('oven', 0.5), keyword('both', 0.1), keyword('bread', 0.4)], cells, forever);
    expect(words.map(({ word }) => word)).toEqual(['bread', 'oven', 'both']);
    expect(words[0]).toEqual({ word: 'bread', probability: 0.1, relevance: expect.closeTo(0.4, 12) });
    expect(words[1]?.relevance).toBeCloseTo(0.5 * Math.SQRT1_2, 12);
  });

  it('name a topic by how well they do, which a word of one cell alone does less', () => {
    const chosen = [keyword('oven', 0, 0.5), keyword('bread', 0, 0.4), keyword('both', 1, 0.1)];
    expect(inOrder(chosen, cells, forever).names).toEqual(['bread', 'oven', 'both']);
    expect(inOrder([keyword('oven', 0, 0.6), ...chosen.slice(1)], cells, forever).names[0]).toBe('oven');
  });

  it('are in the order of their relevance for the first 30, the others in that in which they were chosen', () => {
    const all = Array.from({ length: 50 }, (_, i) => `w${i}`);
    const one = [cellOf(Object.fromEntries(all.map((word) => [word, 1])))];
    const rising = all.map((word, i) => keyword(word, i / 100, 1 - i / 100));
    const { words, names } = inOrder(rising, one, forever);
    expect(words.map(({ word }) => word)).toEqual([...all.slice(0, 30).reverse(), ...all.slice(30)]);
    expect(names).toEqual(all);
    expect(inOrder([], [], forever)).toEqual({ words: [], names: [] });
  });
});
