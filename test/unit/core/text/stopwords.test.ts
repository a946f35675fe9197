import { describe, expect, it } from 'vitest';
import { mostSpoken, stopWords } from '../../../../src/core/text/stopwords.ts';

const stop = stopWords(
  new Map([
    ['en', new Set(['the', 'of', 'in', 'was'])],
    ['de', new Set(['die', 'der', 'in', 'was'])],
    ['fr', new Set(['le', 'la', 'de'])],
  ]),
);

/** The stop words of a text of these words. */
const among = (words: readonly string[], lists = stop) => {
  const groupOf = (word: string) => lists.groups[lists.groupOf(word)] ?? [];
  const hits = Array.from({ length: lists.languages }, () => 0);
  for (const word of words) for (const language of groupOf(word)) hits[language] = (hits[language] ?? 0) + 1;
  const spoken = mostSpoken(hits);
  return { has: (word: string) => lists.everywhere(word) || groupOf(word).includes(spoken) };
};

describe('stopWords', () => {
  it('takes the language whose stop words occur most often', () => {
    expect(among(['the', 'end', 'of', 'die']).has('the')).toBe(true);
    expect(among(['die', 'der', 'the']).has('der')).toBe(true);
    // Often counts occurrences, not different words.
    expect(among(['le', 'le', 'le', 'the', 'of']).has('la')).toBe(true);
  });

  it("drops no other language's words: to die is no article", () => {
    const english = among(['the', 'will', 'to', 'die', 'in', 'the']);
    expect(english.has('die')).toBe(false);
    expect(english.has('in')).toBe(true);
  });

  it('gives ties, and texts of no known language, to the list named first', () => {
    expect(among(['in', 'was']).has('the')).toBe(true);
    expect(among([]).has('the')).toBe(true);
    expect(among(['constructor', '__proto__', 'toString']).has('the')).toBe(true);
    expect(among(['of', 'le']).has('the')).toBe(true);
    expect(among(['der', 'le']).has('die')).toBe(true);
    // Words of two languages speak for both: German has three here, the others two.
    expect(among(['le', 'la', 'in', 'was', 'der']).has('die')).toBe(true);
  });

  it('knows what feeds say in every language, also without any list', () => {
    for (const words of [among(['die', 'der']), among(['the'], stopWords(new Map()))]) {
      expect(words.has('https')).toBe(true);
      expect(words.has('rt')).toBe(true);
    }
    expect(among(['the'], stopWords(new Map())).has('the')).toBe(false);
  });
});
