import { describe, expect, it } from 'vitest';
import { termsOf } from '../../../src/core/text/terms.ts';
import { packagedStopWords } from '../../../src/edges/stopwords.ts';

const stop = packagedStopWords();
const terms = (text: string): string[] => [...termsOf(text, stop).keys()];

describe('the packaged stop words', () => {
  it('leave what an English text is about', () => {
    expect(terms("Mr Smith says she will not raise the bank's interest rates until its losses end")).toEqual([
      'smith',
      'raise',
      'bank',
      'interest',
      'rates',
      'losses',
      'end',
    ]);
  });

  it('are chosen by the language of the text', () => {
    expect(terms('Die Preise sind in der letzten Woche nicht mehr gestiegen')).not.toContain('die');
    expect(terms('They fear that he could die in the crash')).toContain('die');
    expect(terms('Le président de la République est arrivé dans la ville')).toEqual(
      expect.arrayContaining(['président', 'république', 'ville']),
    );
    expect(terms('Le président de la République est arrivé dans la ville')).not.toContain('la');
  });
});
