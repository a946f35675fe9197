import { describe, expect, it } from 'vitest';
import { stopWords } from '../../../../src/core/text/stopwords.ts';

const stop = stopWords(
  new Map([
    ['en', new Set(['the', 'of', 'in', 'was'])],
    ['de', new Set(['die', 'der', 'in', 'was'])],
    ['fr', new Set(['le', 'la', 'de'])],
  ]),
);

describe('stopWords', () => {
  it('takes the language whose stop words occur most often', () => {
    expect(stop.for(['the', 'end', 'of', 'die']).has('the')).toBe(true);
    expect(stop.for(['die', 'der', 'the']).has('der')).toBe(true);
    // Often counts occurrences, not different words.
    expect(stop.for(['le', 'le', 'le', 'the', 'of']).has('la')).toBe(true);
  });

  it("drops no other language's words: to die is no article", () => {
    const english = stop.for(['the', 'will', 'to', 'die', 'in', 'the']);
    expect(english.has('die')).toBe(false);
    expect(english.has('in')).toBe(true);
  });

  it('gives ties, and texts of no known language, to the list named first', () => {
    expect(stop.for(['in', 'was']).has('the')).toBe(true);
    expect(stop.for([]).has('the')).toBe(true);
    expect(stop.for(['constructor', '__proto__', 'toString']).has('the')).toBe(true);
    expect(stop.for(['of', 'le']).has('the')).toBe(true);
    expect(stop.for(['der', 'le']).has('die')).toBe(true);
    // Words of two languages speak for both: German has three here, the others two.
    expect(stop.for(['le', 'la', 'in', 'was', 'der']).has('die')).toBe(true);
  });

  it('knows what feeds say in every language, also without any list', () => {
    for (const words of [stop.for(['die', 'der']), stopWords(new Map()).for(['the'])]) {
      expect(words.has('https')).toBe(true);
      expect(words.has('rt')).toBe(true);
    }
    expect(stopWords(new Map()).for(['the']).has('the')).toBe(false);
  });
});
