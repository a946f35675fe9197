import { describe, expect, it } from 'vitest';
import { stopWords } from '../../../../src/core/text/stopwords.ts';

const stop = stopWords(
  new Map([
    ['en', new Set(['the', 'of', 'in', 'was'])],
    ['de', new Set(['die', 'der', 'in', 'was'])],
    ['fr', new Set(['le', 'la', 'de'])],
  ]),
);

const among = (words: readonly string[], lists = stop) => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return lists.for(counts);
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
