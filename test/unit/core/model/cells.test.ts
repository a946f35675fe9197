import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add as addMinutes, EMPTY_SERIES } from '../../../../src/core/history/buckets.ts';
import { add, countsOf, found, keepExemplars, mergeCells, weightAt } from '../../../../src/core/model/cells.ts';
import { landmarkOf, recentHalfLife, remaining } from '../../../../src/core/model/decay.ts';
import { LIFE } from '../../../../src/core/model/options.ts';
import { Counts } from '../../../../src/core/text/counts.ts';
import type { Cell } from '../../../../src/core/types.ts';
import { cell, exemplar, HALF_LIFE, options, sums, vector } from './make.ts';

const HOUR = 3_600_000;
const forgetting = options({ halfLife: HALF_LIFE, maxTerms: 50 });

interface Point {
  readonly at: readonly number[];
  readonly time: number;
}

/** Weight, mean and spread from the points themselves, in two passes over doubles. */
function twoPasses(points: readonly Point[]) {
  const reference = Math.max(...points.map((p) => p.time));
  const weights = points.map((p) => 2 ** ((p.time - reference) / HALF_LIFE));
  const weight = weights.reduce((a, b) => a + b, 0);
  const sumOf = (f: (p: Point, w: number) => number) =>
    points.reduce((sum, p, i) => sum + f(p, weights[i] as number), 0);
  const mean = [0, 1, 2, 3].map((j) => sumOf((p, w) => w * (p.at[j] as number)) / weight);
  const spread = sumOf((p, w) => w * p.at.reduce((d, x, j) => d + (x - (mean[j] as number)) ** 2, 0));
  const words = [0, 1, 2].map((k) => sumOf((p, w) => (p.time % 3 === k ? w : 0)));
  return { reference, weight, mean, spread, words };
}

const alone = ({ at, time }: Point) =>
  sums(Float32Array.from(at), { reference: time, terms: new Map([[`w${time % 3}`, 1]]) });

/** A cell founded by the first point, to which the others were added. */
function fold([first, ...rest]: readonly Point[], id: number): Cell {
  const founded = found(id, alone(first as Point), forgetting);
  return rest.reduce((sum, p) => add(sum, alone(p), forgetting), founded);
}

function expectFeatures(c: Cell, points: readonly Point[]): void {
  const expected = twoPasses(points);
  expect(c.reference).toBe(expected.reference);
  expect(c.documents).toBe(points.length);
  expect(c.weight).toBeCloseTo(expected.weight, 9);
  expect(c.spread).toBeCloseTo(expected.spread, 4);
  for (const [j, m] of expected.mean.entries()) expect(c.mean[j]).toBeCloseTo(m, 5);
  // Counts are kept as they were at the landmark.
  const left = remaining(expected.reference - landmarkOf(expected.reference, HALF_LIFE), HALF_LIFE);
  const counts = countsOf(c);
  for (const [k, n] of expected.words.entries()) expect((counts.get(`w${k}`) ?? 0) * left).toBeCloseTo(n, 4);
}

const coordinate = fc.double({ min: -1, max: 1, noNaN: true }).map(Math.fround);
const points = fc.array(
  fc.record({ at: fc.array(coordinate, { minLength: 4, maxLength: 4 }), time: fc.nat({ max: 4000 }) }),
  { minLength: 1, maxLength: 25 },
);

describe('BETULA features', () => {
  it('added one point at a time equal two passes over the points, late ones included', () => {
    fc.assert(
      fc.property(points, (list) => {
        const c = fold(list, 1);
        expectFeatures(c, list);
        expect(c.records).toBe(list.length);
        expect(c.id).toBe(1);
      }),
    );
  });

  it('of cells merged equal two passes over the points of all', () => {
    fc.assert(
      fc.property(fc.array(points, { minLength: 1, maxLength: 4 }), (lists) => {
        const cells = lists.map((list, i) => fold(list, i + 1));
        expectFeatures(mergeCells(cells, forgetting), lists.flat());
      }),
    );
  });

  it('keep the spread of points far from the origin, where sums of squares would cancel', () => {
    const far = [1000, 1000.5, 1001].map((x) => sums(vector(x)));
    const c = far
      .slice(1)
      .reduce((sum, s) => add(sum, s, forgetting), found(1, far[0] as (typeof far)[number], forgetting));
    expect(c.spread).toBeCloseTo(0.5, 6);
  });
});

const during = (...minutes: readonly (readonly [number, number])[]) => addMinutes(EMPTY_SERIES, new Map(minutes));

describe('a founded cell', () => {
  it('has the mean of its sum', () => {
    expect(found(3, sums(vector(1, 2), { weight: 4, documents: 5, spread: 0.5, reference: 7 }), forgetting)).toEqual(
      cell(3, vector(0.25, 0.5), {
        weight: 4,
        documents: 5,
        history: during([0, 5]),
        recent: 5,
        spread: 0.5,
        reference: 7,
        terms: Counts.of([], []),
      }),
    );
  });
});

describe('the history of a cell', () => {
  it('has the minutes of its stats, and of both cells that became one', () => {
    const one = found(1, sums(vector(1), { documents: 3, minutes: new Map([[5, 3]]) }), forgetting);
    const more = add(
      one,
      sums(vector(1), {
        documents: 2,
        minutes: new Map([
          [5, 1],
          [7, 1],
        ]),
      }),
      forgetting,
    );
    expect(more.history).toEqual(during([5, 4], [7, 1]));
    expect(mergeCells([more, one], forgetting).history).toEqual(during([5, 7], [7, 1]));
  });
});

describe('what is recent of a cell', () => {
  const monthly = options({ halfLife: 30 * 24 * HOUR, maxTerms: 50 });
  const short = recentHalfLife(monthly.halfLife);
  const HOURLY = HOUR / 60_000;

  it('counts the documents of a record by when they were, not by when the record came', () => {
    const first = sums(vector(1), {
      documents: 9,
      reference: 49 * HOUR,
      minutes: new Map([
        [HOURLY - 1, 8],
        [49 * HOURLY - 1, 1],
      ]),
    });
    const c = found(1, first, monthly);
    // Two short half-lives lie between them.
    expect([short, c.recent]).toEqual([24 * HOUR, 1 + 8 / 4]);
    const late = sums(vector(1), { documents: 4, reference: 73 * HOUR, minutes: new Map([[HOURLY - 1, 4]]) });
    expect(add(c, late, monthly).recent).toBeCloseTo(3 / 2 + 4 / 8, 12);
  });
});

describe('half-life', () => {
  it('leaves half the weight, of the cell and of its words', () => {
    const c = cell(1, vector(1), { weight: 8, terms: new Map([['old', 8]]) });
    expect(weightAt(c, HALF_LIFE, HALF_LIFE)).toBe(4);
    const later = add(c, sums(vector(0, 1), { reference: HALF_LIFE, terms: new Map([['new', 1]]) }), forgetting);
    expect(later.weight).toBe(5);
    // As they were at the landmark: what came a half-life later was worth two of then.
    expect([...countsOf(later)]).toEqual([
      ['old', 8],
      ['new', 2],
    ]);
    expect([...later.mean]).toEqual([Math.fround(0.8), Math.fround(0.2), 0, 0]);
  });

  it('applies to what comes late as well', () => {
    const c = cell(1, vector(1), { reference: HALF_LIFE });
    expect(add(c, sums(vector(1), { reference: 0 }), forgetting).weight).toBe(1.5);
    expect(weightAt(c, 0, HALF_LIFE)).toBe(1);
  });
});

describe('a merged cell', () => {
  it('has the id and the topic of the heaviest at the latest of their times', () => {
    const old = cell(1, vector(1), { weight: 3, topic: 5 });
    const young = cell(2, vector(1), { weight: 1, topic: 6, reference: 2 * HALF_LIFE });
    // Three, two half-lives ago, weigh 0.75 now.
    expect(mergeCells([old, young], forgetting)).toMatchObject({ id: 2, topic: 6, weight: 1.75, documents: 2 });
    expect(mergeCells([young, old], forgetting)).toMatchObject({ id: 2, topic: 6 });
    expect(mergeCells([old, { ...young, reference: 0 }], forgetting)).toMatchObject({ id: 1, topic: 5 });
    // The heaviest of all, not of those that two of them make.
    const third = cell(3, vector(1), { weight: 2, topic: 7, reference: 2 * HALF_LIFE });
    expect(mergeCells([old, young, third], forgetting)).toMatchObject({ id: 3, topic: 7, weight: 3.75, documents: 3 });
  });

  it('takes the lower id of equals, and the topic of the lighter when the heavier has none', () => {
    expect(mergeCells([cell(2, vector(1), { topic: 7 }), cell(1, vector(1))], forgetting)).toMatchObject({
      id: 1,
      topic: 7,
    });
  });
});

describe('exemplars', () => {
  it('stay by their keys, then by id, one for each document', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id, i) => exemplar(id, { priority: 0.1 * (i + 1) })) as [
      never,
      never,
      never,
    ];
    const even = exemplar('0', { priority: 0.1 });
    expect(keepExemplars([a, c], [b, even], 3)).toEqual([c, b, even]);
    expect(keepExemplars([a, c], [b, even], 9)).toEqual([c, b, even, a]);
    const again = exemplar('c', { priority: 0.05, excerpt: 'as written again' });
    expect(keepExemplars([a, c], [again], 3)).toEqual([a, again]);
  });

  it('are bounded in a cell', () => {
    const many = Array.from({ length: 9 }, (_, i) => exemplar(`e${i}`, { priority: i / 10 }));
    const c = add(
      found(1, sums(vector(1), { exemplars: many.slice(0, 5) }), forgetting),
      sums(vector(1), { exemplars: many.slice(5) }),
      forgetting,
    );
    expect(c.exemplars.map((e) => e.id)).toEqual(['e8', 'e7', 'e6'].slice(0, LIFE.exemplars));
    expect(found(1, sums(vector(1), { exemplars: many }), forgetting).exemplars).toHaveLength(LIFE.exemplars);
  });
});

describe('the words of a cell', () => {
  it('are bounded when it is founded and when it grows', () => {
    const few = options({ maxTerms: 2 });
    const words = (n: number, count: number) =>
      new Map(Array.from({ length: n }, (_, i) => [`w${count}${i}`, count + i]));
    const c = found(1, sums(vector(1), { terms: words(5, 1) }), few);
    expect([...c.terms.keys()]).toEqual(['w14', 'w13']);
    const grow = (from: Cell, times: number): Cell =>
      times === 0 ? from : grow(add(from, sums(vector(1), { terms: words(3, 7) }), few), times - 1);
    expect([...countsOf(grow(c, 1)).keys()]).toEqual(['w14', 'w13', 'w70', 'w71', 'w72']);
    // Summed up every 16 records, this one the sixteenth.
    const summed = grow(c, 15);
    expect(summed.added).toEqual([]);
    expect([...summed.terms]).toEqual([
      ['w72', 15 * 9],
      ['w71', 15 * 8],
    ]);
  });

  it('are bounded when two cells become one', () => {
    const few = options({ maxTerms: 2 });
    const of = (id: number, words: string) =>
      cell(id, vector(1), { terms: new Map([...words].map((word, i) => [word, 10 * id + i])) });
    expect([...countsOf(mergeCells([of(1, 'abc'), of(2, 'def')], few)).keys()]).toEqual(['f', 'e']);
  });

  it('shrink from one landmark to the next, with what was not summed up yet', () => {
    const at = (time: number) => sums(vector(1), { reference: time, terms: new Map([['w', 1]]) });
    const c = add(found(1, at(0), forgetting), at(0), forgetting);
    expect(c.added).toHaveLength(1);
    const later = add(c, at(16 * HALF_LIFE), forgetting);
    expect(countsOf(later).get('w')).toBe(Math.fround(1 + 2 * 2 ** -16));
    expect(later.added).toEqual([]);
    const merged = mergeCells([c, found(2, at(16 * HALF_LIFE), forgetting)], forgetting);
    expect(countsOf(merged).get('w')).toBe(Math.fround(1 + 2 * 2 ** -16));
  });
});
