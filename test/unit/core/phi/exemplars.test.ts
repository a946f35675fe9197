import { describe, expect, it } from 'vitest';
import { LIFE } from '../../../../src/core/model/options.ts';
import { exemplarsOf } from '../../../../src/core/phi/exemplars.ts';
import type { Exemplar } from '../../../../src/core/types.ts';
import { cell, exemplar, vector } from '../model/make.ts';

const shown = (...lists: readonly Exemplar[][]) =>
  exemplarsOf(lists.map((exemplars, i) => cell(i + 1, vector(1), { exemplars }))).map((e) => e.id);
const text = (id: string, priority: number, excerpt: string, title?: string) =>
  exemplar(id, { priority, excerpt, ...(title === undefined ? {} : { title }) });

describe('exemplarsOf', () => {
  it('shows those with the largest keys of all cells, each document once', () => {
    const all = Array.from({ length: 8 }, (_, i) => text(`d${i}`, 0.9 - i / 10, `word${i} other${i}`));
    expect(shown(all.slice(4), [...all.slice(0, 5)].reverse())).toEqual(
      ['d0', 'd1', 'd2', 'd3', 'd4', 'd5'].slice(0, LIFE.shown),
    );
    expect(shown([], [])).toEqual([]);
  });

  it('passes over a document that says the same as one before it, while there are others', () => {
    const a = text('a', 0.9, 'the harbour was closed by the storm');
    const again = text('again', 0.8, 'The harbour was closed, by storm');
    const b = text('b', 0.1, 'prices of bread rose');
    expect(shown([a, again, b])).toEqual(['a', 'b', 'again']);
    const others = ['one', 'two', 'three', 'four'].map((word, i) => text(word, 0.05 - i / 100, word));
    expect(shown([a, again, ...others])).toEqual(['a', 'one', 'two', 'three', 'four']);
  });

  it('takes two for the same from half of all their words on', () => {
    const five = 'river harbour storm vote bridge';
    const [half, less] = [`${five} one two three four five`, `${five} one two three four five six`];
    expect(shown([text('a', 0.9, five), text('half', 0.8, half), text('other', 0.7, 'prices')])).toEqual([
      'a',
      'other',
      'half',
    ]);
    expect(shown([text('less', 0.9, less), text('a', 0.8, five), text('other', 0.7, 'prices')])).toEqual([
      'less',
      'a',
      'other',
    ]);
  });

  it('reads titles too, and takes what has no word for alike', () => {
    expect(shown([text('a', 0.9, 'same', 'storm in the harbour'), text('b', 0.8, 'same', 'prices of bread')])).toEqual([
      'a',
      'b',
    ]);
    expect(shown([text('a', 0.9, '!'), text('b', 0.8, '?'), text('c', 0.7, 'word')])).toEqual(['a', 'c', 'b']);
  });
});
