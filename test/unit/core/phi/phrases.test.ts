import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withPhrases } from '../../../../src/core/phi/phrases.ts';
import { read } from '../../../../src/core/phi/written.ts';

const names = (words: string, ...texts: string[]) =>
  withPhrases(
    words.split(' '),
    texts.map((text) => [read(text)]),
  );

describe('withPhrases', () => {
  it('has a phrase in the place of the first of its words', () => {
    const sox = ['the red sox won', 'the red sox lost', 'red sox fans'];
    expect(names('boston sox game red', ...sox)).toEqual(['boston', 'red sox', 'game']);
    expect(names('boston sox game red', ...sox.slice(1))).toEqual(['boston', 'sox', 'game', 'red']);
  });

  it('wants the two together in more than half of the documents with the rarer word', () => {
    const together = ['red sox', 'red sox', 'red sox'];
    expect(names('red sox', ...together, 'sox red', 'red, sox')).toEqual(['red sox']);
    expect(names('red sox', ...together, 'sox red', 'red, sox', 'red. sox')).toEqual(['red', 'sox']);
  });

  it('and in more than a third of those with the other', () => {
    const captain = ['england captain', 'england captain', 'england captain'];
    const england = (n: number) => Array.from({ length: n }, () => 'england');
    expect(names('england captain', ...captain, ...england(5))).toEqual(['england captain']);
    expect(names('england captain', ...captain, ...england(6))).toEqual(['england', 'captain']);
  });

  it('counts a phrase once in a document', () => {
    expect(names('red sox', 'red sox red sox red sox', 'red sox')).toEqual(['red', 'sox']);
  });

  it('gives a word to the stronger of two phrases', () => {
    const times = (n: number, text: string) => Array.from({ length: n }, () => text);
    const [minister, blair] = [times(3, 'minister tony'), times(4, 'tony blair')];
    expect(names('minister tony blair', ...minister, ...blair)).toEqual(['minister', 'tony blair']);
    expect(names('minister tony blair', ...minister, ...blair.slice(2))).toEqual(['minister tony', 'blair']);
  });

  it('makes phrases of phrases once', () => {
    const three = (text: string) => [text, text, text];
    expect(names('a b', ...three('a b'))).toEqual(['a b']);
    expect(names('assad bashar al', ...three('bashar al-assad'))).toEqual(['bashar al assad']);
    expect(names('e d c b a', ...three('a b c d e'))).toEqual(['b c d e', 'a']);
  });

  it('gives every word once, the most relevant first, in whatever order the documents come', () => {
    const word = fc.constantFrom('red', 'sox', 'new', 'york', 'mets');
    const text = fc.array(word, { maxLength: 6 }).map((list) => list.join(' '));
    const words = ['york', 'sox', 'mets', 'red', 'new'];
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
        const found = names(words.join(' '), ...texts);
        expect(found.flatMap((name) => name.split(' ')).sort()).toEqual([...words].sort());
        const places = found.map((name) => Math.min(...name.split(' ').map((w) => words.indexOf(w))));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        expect(names(words.join(' '), ...[...texts].reverse())).toEqual(found);
        for (const name of found.filter((n) => n.includes(' ')))
          expect(texts.filter((t) => ` ${t} `.includes(` ${name} `)).length).toBeGreaterThanOrEqual(3);
      }),
    );
  });
});
