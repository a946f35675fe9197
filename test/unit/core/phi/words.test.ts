import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { landmarkOf, regained } from '../../../../src/core/model/decay.ts';
import { backgroundOf, countWords, keywords } from '../../../../src/core/phi/words.ts';
import { Counts } from '../../../../src/core/text/counts.ts';
import { cell, HALF_LIFE, vector } from '../model/make.ts';

/** Counts at the reference, kept as a cell keeps them: at the landmark, 0. */
const cellOf = (counts: Record<string, number>, reference = 0) =>
  cell(1, vector(1), { terms: countsOf(counts).scaled(regained(0, reference, HALF_LIFE)), reference });
const countsOf = (counts: Record<string, number>) => Counts.of(Object.keys(counts), Object.values(counts));
const forever = { time: 0, halfLife: Number.POSITIVE_INFINITY };
const words = (counts: Record<string, number>) => countWords([cellOf(counts)], forever);

describe('countWords', () => {
  it('adds the words of cells, each brought to one time', () => {
    const cells = [cellOf({ a: 4, b: 2 }), cellOf({ b: 3, c: 1 }, HALF_LIFE)];
    const at = (time: number) => Object.fromEntries(countWords(cells, { time, halfLife: HALF_LIFE }));
    expect(at(HALF_LIFE)).toEqual({ a: 2, b: 4, c: 1 });
    expect(at(2 * HALF_LIFE)).toEqual({ a: 1, b: 2, c: 0.5 });
  });

  it('adds what a cell has not summed up yet', () => {
    const waiting = { ...cellOf({ a: 4 }), added: [countsOf({ a: 2, b: 6 }), countsOf({ b: 2 })] };
    const at = (time: number) => Object.fromEntries(countWords([waiting], { time, halfLife: HALF_LIFE }));
    expect(at(0)).toEqual({ a: 6, b: 8 });
    expect(at(HALF_LIFE)).toEqual({ a: 3, b: 4 });
  });
});

describe('keywords', () => {
  // Two topics over four words: 10 words in all, 5 a topic.
  const ours = cellOf({ bread: 3, oven: 1 });
  const background = backgroundOf(countWords([ours, cellOf({ bread: 1, rocket: 4, moon: 1 })], forever), 2);

  it('have Φ(w) = (c + α) / (Σc + αV) and relevance = tf · ln(1 + A / f)', () => {
    expect(Object.fromEntries(background.counts)).toEqual({ bread: 4, oven: 1, rocket: 4, moon: 1 });
    expect(background.perTopic).toBe(5);
    const [second, first, ...rest] = keywords(countWords([ours], forever), background, 50);
    expect(rest).toEqual([]);
    expect(first?.word).toBe('bread');
    expect(first?.probability).toBeCloseTo((3 + 0.01) / (4 + 0.01 * 4), 12);
    expect(first?.relevance).toBeCloseTo((3 / 4) * Math.log(1 + 5 / 4), 12);
    expect(second?.word).toBe('oven');
    expect(second?.probability).toBeCloseTo((1 + 0.01) / (4 + 0.01 * 4), 12);
    expect(second?.relevance).toBeCloseTo((1 / 4) * Math.log(1 + 5 / 1), 12);
  });

  it('would name it by naming = tf · ln(1 + A / (f − c + A / 100))³: said here, and hardly by others', () => {
    const [oven, bread] = keywords(countWords([ours], forever), background, 50);
    expect(bread?.naming).toBeCloseTo((3 / 4) * Math.log(1 + 5 / 1.05) ** 3, 12);
    expect(oven?.naming).toBeCloseTo((1 / 4) * Math.log(1 + 5 / 0.05) ** 3, 12);
  });

  it('put first what is frequent here and rare elsewhere, not what is frequent everywhere', () => {
    const all = backgroundOf(countWords([cellOf({ said: 60, bread: 20 }), cellOf({ said: 900 })], forever), 2);
    expect(keywords(words({ said: 60, bread: 20 }), all, 1).map((k) => k.word)).toEqual(['bread']);
  });

  it('have a probability that sums to 1 over all words of the model, seen in the topic or not', () => {
    const count = fc.double({ min: 0.001, max: 100, noNaN: true });
    const bag = fc.dictionary(fc.constantFrom(...'abcdefghij'), count, { minKeys: 1 });
    fc.assert(
      fc.property(bag, bag, (a, b) => {
        const all = backgroundOf(countWords([cellOf(a), cellOf(b)], forever), 2);
        const mine = keywords(words(a), all, 100);
        const total = words(a).sum();
        const unseen = (all.counts.size - mine.length) * (0.01 / (total + 0.01 * all.counts.size));
        expect(mine.reduce((sum, k) => sum + k.probability, unseen)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('stand in the order of the alphabet when equally relevant, in whatever order they came', () => {
    const bag = { d: 1, b: 1, c: 1, a: 2 };
    const all = { ...backgroundOf(countWords([cellOf(bag)], forever), 1), perTopic: 500 };
    const order = (m: Record<string, number>) => keywords(words(m), all, 3).map((k) => k.word);
    expect(order(bag)).toEqual(['a', 'b', 'c']);
    expect(order(Object.fromEntries(Object.entries(bag).reverse()))).toEqual(['a', 'b', 'c']);
  });

  it('leave out what has faded to nothing, and are none when everything has', () => {
    const all = backgroundOf(countWords([cellOf({ a: 1, b: 0 })], forever), 1);
    expect(keywords(words({ a: 1, b: 0 }), all, 9).map((k) => k.word)).toEqual(['a']);
    expect(keywords(words({ b: 0 }), all, 9)).toEqual([]);
    expect(keywords(words({}), backgroundOf(countWords([], forever), 0), 9)).toEqual([]);
  });
});

it("keywords are the topic's own of all words, however many there are", () => {
  const counts = fc.array(fc.double({ min: 0.001, max: 60, noNaN: true }), { minLength: 60, maxLength: 300 });
  fc.assert(
    fc.property(counts, counts, fc.integer({ min: 1, max: 200 }), (here, elsewhere, topics) => {
      const cells = [here.map((count, i) => [`w${i}`, count]), elsewhere.map((count, i) => [`w${2 * i}`, count])].map(
        (counts) => cellOf(Object.fromEntries(counts)),
      );
      const mine = countWords(cells.slice(0, 1), forever);
      const all = backgroundOf(countWords(cells, forever), topics);
      const total = mine.sum();
      const own = ([word, count]: readonly [string, number]): number =>
        (count / total) * Math.log(1 + all.perTopic / (all.counts.get(word) as number)) ** 2;
      const ordered = [...mine].sort((a, b) => own(b) - own(a) || (a[0] < b[0] ? -1 : 1));
      for (const most of [5, 40])
        expect(keywords(mine, all, most).map(({ word }) => word)).toEqual(ordered.slice(0, most).map(([word]) => word));
    }),
  );
});

it('keywords leave out what has faded to nothing here, though not elsewhere', () => {
  const all = backgroundOf(words({ bread: 1, oven: 3 }), 1);
  expect(keywords(words({ bread: 1, oven: 0 }), all, 9).map((k) => k.word)).toEqual(['bread']);
});

// From 1,022 half-lives on, counts have less than all of their digits, and what is divided by them may be ∞.
it.each([200, 1000, 1023, 1050, 1073, 1100])(
  'keywords leave out what a cell of a topic had that has been silent for %i half-lives',
  (silence) => {
    const time = silence * HALF_LIFE;
    const fresh = countsOf({ bread: 3, oven: 1 }).scaled(regained(landmarkOf(time, HALF_LIFE), time, HALF_LIFE));
    const cells = [cellOf({ cellar: 5 }), cell(2, vector(1), { terms: fresh, reference: time })];
    const counts = countWords(cells, { time, halfLife: HALF_LIFE });
    const found = keywords(counts, backgroundOf(counts, 1), 9);
    expect(found.map(({ word }) => word).sort()).toEqual(['bread', 'oven']);
    for (const { relevance, naming } of found) expect([relevance, naming].every(Number.isFinite)).toBe(true);
  },
);

describe('a plural', () => {
  const of = (counts: Record<string, number>) => {
    const terms = words(counts);
    return keywords(terms, { counts: terms, perTopic: 900 }, 50);
  };
  const plain = (counts: Record<string, number>) => new Map(of(counts).map((k) => [k.word, k.probability]));

  it('is one with its singular: the more relevant form, with the probability of both', () => {
    const [first, ...others] = of({ states: 5, state: 3, bread: 1 });
    expect(others.map((k) => k.word)).toEqual(['bread']);
    expect(first?.word).toBe('states');
    expect(first?.probability).toBeCloseTo((8 + 2 * 0.01) / (9 + 3 * 0.01), 12);
    for (const [plural, singular] of [
      ['boxes', 'box'],
      ['cities', 'city'],
      ['games', 'game'],
    ] as const)
      expect([...plain({ [plural]: 1, [singular]: 2 }).keys()]).toEqual([singular]);
  });

  it('takes no place of another word', () => {
    const terms = words({ states: 9, state: 8, bread: 2, oven: 1 });
    expect(keywords(terms, { counts: terms, perTopic: 900 }, 2).map((k) => k.word)).toEqual(['states', 'bread']);
  });

  it('is a word like any other without its singular, and short words are', () => {
    expect([...plain({ texas: 2, bread: 1 }).keys()]).toEqual(['texas', 'bread']);
    expect(plain({ news: 2, new: 1, glass: 2, glas: 1 }).size).toBe(4);
  });

  it('loses no probability', () => {
    const word = fc.constantFrom('state', 'states', 'box', 'boxes', 'city', 'cities', 'news', 'bread');
    fc.assert(
      fc.property(fc.dictionary(word, fc.integer({ min: 1, max: 9 }), { minKeys: 1 }), (counts) => {
        const sum = [...plain(counts).values()].reduce((a, b) => a + b, 0);
        expect(sum).toBeCloseTo(1, 12);
      }),
    );
  });
});
