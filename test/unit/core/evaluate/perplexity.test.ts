import { describe, expect, it } from 'vitest';
import { completionPerplexity, type WordModel } from '../../../../src/core/evaluate/perplexity.ts';

/** Topic 1 says each known word with .2, topic 2 with .05, the whole model with .1; topic 3 has no words. */
const even: WordModel = {
  background: (word) => (word.startsWith('?') ? null : 0.1),
  probability: (topic, word) => (word.startsWith('?') || topic === 3 ? null : topic === 1 ? 0.2 : 0.05),
};
const terms = (counts: Record<string, number>) => new Map(Object.entries(counts));
const theta = (...weights: [number, number][]) => weights.map(([topic, weight]) => ({ topic, weight }));

describe('completionPerplexity', () => {
  it('mixes Φ by Θ over half of the terms', () => {
    const found = completionPerplexity(
      [{ id: 'd', theta: theta([1, 0.6], [2, 0.4]), terms: terms({ a: 3, b: 3, c: 3, d: 3 }) }],
      even,
    );
    // p = .6 · .2 + .4 · .05 for every word.
    expect(found?.perplexity).toBeCloseTo(1 / 0.14, 9);
    expect(found?.background).toBeCloseTo(10, 9);
    expect(found).toMatchObject({ words: 6, known: 1 });
  });

  it('is the geometric mean over words, each as often as it occurs', () => {
    const document = (id: string, topic: number, times: number) => ({
      id,
      theta: theta([topic, 1]),
      terms: terms({ a: times, b: times }),
    });
    const found = completionPerplexity([document('x', 1, 3), document('y', 2, 1)], even);
    expect(found?.perplexity).toBeCloseTo(Math.exp(-(3 * Math.log(0.2) + Math.log(0.05)) / 4), 9);
  });

  it('gives a topic without words, and a document without a topic, the words of the whole model', () => {
    const of = (weights: [number, number][]) =>
      completionPerplexity([{ id: 'd', theta: theta(...weights), terms: terms({ a: 1, b: 1 }) }], even)?.perplexity;
    expect(of([])).toBeCloseTo(10, 9);
    expect(of([[3, 1]])).toBeCloseTo(10, 9);
    expect(
      of([
        [1, 0.5],
        [3, 0.5],
      ]),
    ).toBeCloseTo(1 / 0.15, 9);
  });

  it('leaves out words that the model does not know, and says how many are left', () => {
    const documents = [
      { id: 'd', theta: theta([1, 1]), terms: terms({ a: 2, b: 2 }) },
      { id: 'e', theta: theta([1, 1]), terms: terms({ '?a': 6, '?b': 6 }) },
    ];
    expect(completionPerplexity(documents, even)).toMatchObject({ words: 2, known: 0.25 });
    expect(completionPerplexity(documents, even)?.perplexity).toBeCloseTo(5, 9);
    expect(completionPerplexity(documents.slice(1), even)).toBeNull();
    expect(completionPerplexity([], even)).toBeNull();
  });

  it('chooses the half by the document and its words, not by their order', () => {
    const named: WordModel = { background: () => 0.5, probability: (_, word) => Number(word) / 100 };
    const words = ['1', '2', '3', '5', '7', '11', '13'];
    const of = (id: string, list: string[]) =>
      completionPerplexity([{ id, theta: theta([1, 1]), terms: new Map(list.map((word) => [word, 1])) }], named);
    const found = of('d', words);
    expect(found).toMatchObject({ words: 3 });
    expect(of('d', [...words].reverse())).toEqual(found);
    // Other documents, other halves.
    expect(new Set(['e', 'f', 'g', 'h'].map((id) => of(id, words)?.perplexity)).size).toBeGreaterThan(1);
  });
});
