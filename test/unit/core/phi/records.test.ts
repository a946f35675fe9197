import { describe, expect, it } from 'vitest';
import { LIFE } from '../../../../src/core/model/options.ts';
import { PUBLISHED_WORDS, phiRecords } from '../../../../src/core/phi/records.ts';
import { forgetWords, numberOf } from '../../../../src/core/text/counts.ts';
import { cell, exemplar, HALF_LIFE, state, topic, vector } from '../model/make.ts';

const x = vector(1);
// Counts are as they were at time 0: twice as many as half a life later.
const best = Array.from({ length: 4 }, (_, i) => exemplar(`a${i}`, { priority: 0.9 - i / 10 }));
const model = state({
  version: 12,
  streamTime: HALF_LIFE,
  cells: [
    cell(1, x, { topic: 1, weight: 4, documents: 9, terms: new Map([['bread', 8]]), exemplars: best.slice(0, 3) }),
    cell(2, x, {
      topic: 1,
      weight: 1,
      documents: 1,
      reference: HALF_LIFE,
      terms: new Map([['oven', 2]]),
      exemplars: [exemplar('b', { priority: 0.95 }), ...best.slice(2)],
    }),
    cell(3, x, { topic: 2, weight: 5, documents: 5, reference: HALF_LIFE, terms: new Map([['rocket', 10]]) }),
    cell(4, x, { weight: 2, documents: 2, reference: HALF_LIFE, terms: new Map([['said', 4]]) }),
  ],
  topics: [
    topic(1, { born: 3, earlier: 20, trend: 1.5, label: '' }),
    topic(2),
    topic(3, { status: 'archived' }),
    topic(4, { label: 'silent', updated: 70 }),
  ],
});

describe('phiRecords', () => {
  const records = phiRecords(model, HALF_LIFE);

  it('are of all live topics, heaviest first', () => {
    expect(records.map((r) => [r.topic, r.weight])).toEqual([
      [2, 5],
      [1, 3],
      [4, 0],
    ]);
  });

  it('say what each is: words, figures, share of the whole stream', () => {
    const [, record] = records;
    expect(record).toMatchObject({
      topic: 1,
      level: 0,
      parent: null,
      label: 'bread, oven',
      weight: 3,
      documents: 30,
      trend: 1.5,
      born: 3,
      updated: HALF_LIFE,
      model: 12,
    });
    // Candidates belong to the stream: 3 of 3 + 5 + 2.
    expect(record?.share).toBeCloseTo(0.3, 12);
    // 8 breads half a life ago are 4 now; 12 words in all, of which 5 here, by three live topics.
    const [bread] = record?.keywords ?? [];
    expect(bread?.probability).toBeCloseTo((4 + 0.01) / (5 + 0.01 * 4), 12);
    // Only one of the two cells has it, with 4 of the 5 words.
    expect(bread?.relevance).toBeCloseTo((4 / 5) * Math.log(1 + 12 / 3 / 4) * Math.sqrt(4 / 5), 12);
  });

  it('show the best exemplars of all cells, each document once', () => {
    expect(records[1]?.exemplars.map((e) => e.id)).toEqual(['b', 'a0', 'a1', 'a2', 'a3'].slice(0, LIFE.shown));
  });

  it('of a parent have the words, documents and exemplars of its topics', () => {
    const family = state({
      ...{ streamTime: HALF_LIFE, cells: [...model.cells.values()] },
      topics: [
        topic(1, { parent: 9, earlier: 20, label: 'mine' }),
        topic(2, { parent: 9 }),
        topic(3, { parent: 9, status: 'archived', earlier: 7 }),
        topic(9, { level: 1, label: '' }),
      ],
    });
    const parent = phiRecords(family, HALF_LIFE).find((r) => r.topic === 9);
    expect(parent).toMatchObject({ level: 1, parent: null, label: 'rocket, bread, oven', weight: 8, documents: 35 });
    expect(parent?.share).toBeCloseTo(0.8, 12);
    expect(parent?.exemplars.map((e) => e.id)).toEqual(['b', 'a0', 'a1', 'a2', 'a3'].slice(0, LIFE.shown));
    expect(phiRecords(family, HALF_LIFE).find((r) => r.topic === 1)?.label).toBe('mine');
  });

  it('keep the name of a topic that has no words', () => {
    expect(records[2]).toMatchObject({
      topic: 4,
      label: 'silent',
      keywords: [],
      share: 0,
      documents: 0,
      updated: 70,
      exemplars: [],
    });
  });

  it('can be asked for some topics only, which are the same then', () => {
    expect(phiRecords(model, HALF_LIFE, new Set([1, 3, 99]))).toEqual([records[1]]);
  });

  it('asked for one after the other are those of all at once, though words were forgotten in between', () => {
    const terms = (own: string) =>
      new Map([
        ['shared', 3],
        [own, 2],
      ]);
    const make = () =>
      state({
        cells: [cell(1, x, { topic: 1, terms: terms('bread') }), cell(2, x, { topic: 2, terms: terms('rocket') })],
        topics: [topic(1), topic(2)],
      });
    const both = phiRecords(make(), HALF_LIFE);
    const one = make();
    const first = phiRecords(one, HALF_LIFE, new Set([1]));
    const crowd = () => {
      for (let i = 0; i < 2 ** 18; i++) numberOf(`spare ${i}`);
    };
    crowd();
    forgetWords(0);
    expect([...first, ...phiRecords(one, HALF_LIFE, new Set([2]))]).toEqual(both);
    // Here they are forgotten in the midst of it, and their numbers were others.
    crowd();
    forgetWords(0);
    crowd();
    expect(phiRecords(make(), HALF_LIFE)).toEqual(both);
  });

  it('have at most so many words', () => {
    const terms = new Map(Array.from({ length: 80 }, (_, i) => [`w${i}`, 80 - i]));
    const [record] = phiRecords(state({ cells: [cell(1, x, { topic: 1, terms })], topics: [topic(1)] }), HALF_LIFE);
    expect(record?.keywords).toHaveLength(PUBLISHED_WORDS);
    expect(record?.keywords[0]?.word).toBe('w0');
  });

  it('of equal weights go by id; of an empty model there are none', () => {
    const even = state({ cells: [cell(1, x, { topic: 2 }), cell(2, x, { topic: 1 })], topics: [topic(1), topic(2)] });
    expect(phiRecords(even, HALF_LIFE).map((r) => r.topic)).toEqual([1, 2]);
    expect(phiRecords(state(), HALF_LIFE)).toEqual([]);
    expect(phiRecords(state({ topics: [topic(1)] }), HALF_LIFE)[0]?.share).toBe(0);
  });
});
