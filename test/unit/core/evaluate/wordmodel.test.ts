import { describe, expect, it } from 'vitest';
import { wordModel } from '../../../../src/core/evaluate/wordmodel.ts';
import { phiRecords } from '../../../../src/core/phi/records.ts';
import { cell, HALF_LIFE, state, topic, vector } from '../model/make.ts';

const terms = (counts: Record<string, number>) => new Map(Object.entries(counts));
const cells = [
  cell(1, vector(1), { topic: 1, terms: terms({ bread: 4, oven: 2 }) }),
  // One of each, half a life after the landmark.
  cell(2, vector(1), { topic: 1, terms: terms({ bread: 2, crumb: 2 }), reference: HALF_LIFE }),
  cell(3, vector(0, 1), { topic: 2, terms: terms({ rocket: 6, moon: 2 }) }),
  cell(4, vector(0, 0, 1), { terms: terms({ vote: 8 }) }),
];
const model = state({ cells, topics: [topic(1), topic(2), topic(3)], streamTime: HALF_LIFE });
const words = ['bread', 'oven', 'crumb', 'rocket', 'moon', 'vote'];

describe('wordModel', () => {
  const phi = wordModel(model, HALF_LIFE);
  const sum = (of: (word: string) => number | null) => words.reduce((total, word) => total + (of(word) ?? 0), 0);

  it('has a distribution over all words of the model for each topic that has any, and for the whole', () => {
    for (const id of [1, 2]) expect(sum((word) => phi.probability(id, word))).toBeCloseTo(1, 9);
    expect(sum(phi.background)).toBeCloseTo(1, 9);
    expect(phi.probability(3, 'bread')).toBeNull();
    expect(phi.probability(1, 'zebra')).toBeNull();
    expect(phi.background('zebra')).toBeNull();
  });

  it('is what is published of the words that are published', () => {
    for (const { topic: id, keywords } of phiRecords(model, HALF_LIFE)) {
      for (const { word, probability } of keywords) expect(phi.probability(id, word)).toBeCloseTo(probability, 12);
    }
  });

  it('counts every cell, decayed to the stream’s time', () => {
    // At one half-life: bread 2 + 1, oven 1, crumb 1, rocket 3, moon 1, vote 4.
    expect(phi.background('bread')).toBeCloseTo(3 / 13, 9);
    expect(phi.background('vote')).toBeCloseTo(4 / 13, 9);
    expect(phi.probability(1, 'rocket')).toBeGreaterThan(0);
    expect(phi.probability(1, 'rocket')).toBeLessThan(phi.probability(1, 'oven') ?? 0);
  });
});
