import { describe, expect, it } from 'vitest';
import { LIFE, type ModelOptions } from '../../../../src/core/model/options.ts';
import { regroup } from '../../../../src/core/model/regroup.ts';
import type { Cell, ModelState } from '../../../../src/core/types.ts';
import { referenceProducts } from '../../../../src/core/vector.ts';
import { cell, HALF_LIFE, options, state, topic, turned, vector } from './make.ts';

/** Enough for a topic of any kind of feed, also beside others as heavy. */
const HEAVY = 10 * LIFE.minWeight;
const LIGHT = 0.2 * Math.min(LIFE.minWeight, LIFE.minStory) * LIFE.keep;

/** Cells in directions so far apart that none is like another. */
const x = vector(1);
const y = vector(0, 1);
const z = vector(0, 0, 1);
const u = vector(0, 0, 0, 1);

const told = (model: ModelState, given: Partial<ModelOptions> = {}) => {
  const { state: after, events } = regroup(model, options(given), referenceProducts);
  return {
    after,
    events,
    brief: events.map((e) => [e.type, e.topic, ...(e.into.length > 0 ? [e.into] : [])]),
    topics: [...after.cells.values()].map((c) => c.topic),
    statuses: [...after.topics.values()].map((t) => [t.id, t.status]),
  };
};
const heavy = (id: number, mean: Float32Array, given: Partial<Cell> = {}) =>
  cell(id, mean, { weight: HEAVY, documents: HEAVY, ...given });

describe('a group', () => {
  it('that is heavy enough is born as a topic, with its label, time and number', () => {
    const terms = new Map([
      ['bread', 3],
      ['oven', 2],
      ['flour', 1],
      ['a', 0.5],
    ]);
    const model = state({
      cells: [heavy(1, x, { terms, reference: 50 }), heavy(2, y)],
      streamTime: 50,
      groupedAt: 0,
      sequence: 7,
      nextTopic: 4,
    });
    const { after, events, topics } = told(model);
    expect(topics).toEqual([4, 5]);
    expect(events.map(({ reason: _, numbers: __, ...e }) => e)).toEqual([
      { type: 'born', topic: 4, into: [], from: [], label: 'bread, oven, flour', time: 50, sequence: 7 },
      { type: 'born', topic: 5, into: [], from: [], label: '', time: 50, sequence: 8 },
    ]);
    expect(events[0]?.numbers).toMatchObject({ weight: HEAVY, cells: 1 });
    expect(after).toMatchObject({ nextTopic: 6, sequence: 9, pending: 0, groupedAt: 50 });
    expect(after.topics.get(4)).toEqual(
      topic(4, { label: 'bread, oven, flour', born: 50, updated: 50, documents: HEAVY, weight: HEAVY, mean: x }),
    );
  });

  it('that is too light waits', () => {
    const { brief, topics, after } = told(state({ cells: [cell(1, x, { weight: LIGHT })], pending: 9 }));
    expect([brief, topics, after.topics.size, after.pending]).toEqual([[], [null], 0, 0]);
  });

  it('of several cells is one topic, whose mean is theirs by weight', () => {
    const { after, topics } = told(
      state({ cells: [heavy(1, turned(0, 1, -10)), heavy(2, turned(0, 1, 10)), heavy(3, z)] }),
    );
    expect(topics).toEqual([100, 100, 101]);
    expect(after.topics.get(100)).toMatchObject({ weight: 2 * HEAVY, documents: 2 * HEAVY });
    const mean = after.topics.get(100)?.mean ?? vector();
    expect([mean[0], mean[1]]).toEqual([expect.closeTo(Math.cos(Math.PI / 18), 5), expect.closeTo(0, 6)]);
  });

  it('is born of what it weighed at its newest document, when that came since the last regrouping', () => {
    const faded = { cells: [heavy(1, x)], streamTime: 20 * HALF_LIFE };
    expect(told(state({ ...faded, groupedAt: 0 }), { halfLife: HALF_LIFE }).brief).toEqual([['born', 100]]);
    expect(told(state({ ...faded, groupedAt: 1 }), { halfLife: HALF_LIFE }).brief).toEqual([]);
    // Two documents a half-life apart never weighed two.
    const apart = [
      cell(1, x, { weight: 0.75 * LIFE.minWeight }),
      cell(2, x, { weight: 0.5 * LIFE.minWeight, reference: HALF_LIFE }),
    ];
    expect(told(state({ cells: apart, streamTime: HALF_LIFE }), { halfLife: HALF_LIFE }).brief).toEqual([]);
    expect(told(state({ cells: apart, streamTime: HALF_LIFE })).brief).toEqual([['born', 100]]);
  });

  it('of the heaviest goes first where there is room for few', () => {
    const cells = [heavy(1, x), heavy(2, y, { weight: HEAVY + 2 }), heavy(3, z, { weight: HEAVY + 1 })];
    expect(told(state({ cells }), { maxTopics: 2 }).topics).toEqual([null, 100, 101]);
    const taken = state({ cells: [heavy(1, x, { topic: 7 }), ...cells.slice(1)], topics: [topic(7)] });
    expect(told(taken, { maxTopics: 2 }).topics).toEqual([7, 100, null]);
  });
});

describe('a topic', () => {
  it('keeps its id and its very record while nothing changes, and its label for as long', () => {
    const t = topic(7, { documents: HEAVY, weight: HEAVY, mean: x, label: 'as it was' });
    const model = state({ cells: [heavy(1, x, { topic: 7, terms: new Map([['new', 1]]) })], topics: [t] });
    const { after, brief } = told(model);
    expect(brief).toEqual([]);
    expect(after.topics.get(7)).toBe(t);
    expect(after.cells.get(1)).toBe(model.cells.get(1));
  });

  it('takes new cells of its kind in', () => {
    const { brief, topics } = told(
      state({ cells: [heavy(1, x, { topic: 7 }), heavy(2, turned(0, 1, 5)), heavy(3, y)], topics: [topic(7)] }),
    );
    expect([brief, topics]).toEqual([[['born', 100]], [7, 7, 100]]);
  });

  it('splits when its cells part: the heaviest part keeps the id, the others are one event', () => {
    const cells = [
      heavy(1, x, { topic: 7 }),
      heavy(2, y, { topic: 7, weight: 3 * HEAVY }),
      heavy(3, z, { topic: 7, weight: 2 * HEAVY }),
      cell(4, u, { topic: 7, weight: LIGHT }),
    ];
    const { brief, topics, events, after } = told(state({ cells, topics: [topic(7)], sequence: 3 }));
    expect(brief).toEqual([['split', 7, [100, 101]]]);
    expect(topics).toEqual([101, 7, 100, null]);
    expect([events[0]?.sequence, after.sequence, after.nextTopic]).toEqual([3, 4, 102]);
  });

  it('is no origin of a group of which it gave less than half', () => {
    const cells = [
      heavy(1, x, { topic: 7, weight: 3 * HEAVY }),
      heavy(2, y, { topic: 7, weight: 0.9 * HEAVY }),
      heavy(3, y),
    ];
    expect(told(state({ cells, topics: [topic(7)] })).brief).toEqual([['born', 100]]);
    cells[1] = heavy(2, y, { topic: 7 });
    expect(told(state({ cells, topics: [topic(7)] })).brief).toEqual([['split', 7, [100]]]);
  });

  it('is no origin once it has let go of all', () => {
    // Most of what is left of topic 7 is too light for a topic; the other part has faded since it was heavy.
    const now = 10 * HALF_LIFE;
    const cells = [
      cell(1, x, { topic: 7, weight: LIGHT, reference: now }),
      heavy(2, y, { topic: 7, weight: 2 ** 9 * LIGHT }),
    ];
    const { brief } = told(state({ cells, topics: [topic(7)], streamTime: now }), { halfLife: HALF_LIFE });
    expect(brief).toEqual([
      ['born', 100],
      ['retired', 7],
    ]);
  });

  it('merges into the one that holds most of its weight now; the heavier overlap keeps the id', () => {
    const cells = [
      heavy(1, x, { topic: 7, terms: new Map([['was', 1]]) }),
      heavy(2, x, { topic: 5, weight: 2 * HEAVY, terms: new Map([['is', 5]]) }),
      heavy(3, z, { topic: 6 }),
    ];
    const { brief, topics, events, after } = told(
      state({ cells, topics: [topic(5), topic(6), topic(7, { label: 'old' })] }),
    );
    expect(brief).toEqual([['merged', 7, [5]]]);
    expect(topics).toEqual([5, 5, 6]);
    expect(after.topics.has(7)).toBe(false);
    // Told under the name it had.
    expect(events[0]).toMatchObject({ label: 'was', numbers: { weight: HEAVY, survivor: 3 * HEAVY } });
  });

  it('of equal overlaps the older id stays', () => {
    const cells = [heavy(1, x, { topic: 7 }), heavy(2, x, { topic: 5 })];
    expect(told(state({ cells, topics: [topic(5), topic(7)] })).brief).toEqual([['merged', 7, [5]]]);
  });

  it('retires when it has become too light, its cells are candidates again, and its mean stays in the archive', () => {
    const t = topic(7, { mean: x, label: 'kept', documents: 12, updated: 0 });
    const cells = [cell(1, x, { topic: 7, weight: LIGHT }), heavy(2, y, { topic: 8, reference: 500 })];
    const { brief, topics, after, events } = told(
      state({ cells, topics: [t, topic(8)], streamTime: 500, groupedAt: 400 }),
    );
    expect(brief).toEqual([['retired', 7]]);
    expect(topics).toEqual([null, 8]);
    expect(after.topics.get(7)).toEqual({ ...t, status: 'archived' });
    expect(events[0]).toMatchObject({ label: 'kept', numbers: { weight: LIGHT } });
  });

  it('stays while it weighs the kept part of what a birth needs', () => {
    const at = (weight: number) =>
      told(state({ cells: [cell(1, x, { topic: 7, weight })], topics: [topic(7)], streamTime: 1, groupedAt: 1 })).brief;
    expect(at(LIFE.minWeight * LIFE.keep)).toEqual([]);
    expect(at(LIFE.minWeight * LIFE.keep * 0.99)).toEqual([['retired', 7]]);
  });

  it('too light to stay merges where most of it went', () => {
    const cells = [
      cell(1, x, { topic: 7, weight: LIGHT }),
      cell(2, y, { topic: 7, weight: 2 * LIGHT }),
      heavy(3, y, { topic: 8 }),
    ];
    const { brief, topics } = told(state({ cells, topics: [topic(7), topic(8)], streamTime: 1, groupedAt: 1 }));
    expect([brief, topics]).toEqual([[['merged', 7, [8]]], [null, 8, 8]]);
  });

  it('without a cell retires, and upper levels are left alone', () => {
    const { brief, statuses } = told(
      state({ cells: [heavy(1, x)], topics: [topic(7, { mean: z }), topic(8, { level: 1 })] }),
    );
    expect(brief).toEqual([
      ['retired', 7],
      ['born', 100],
    ]);
    expect(statuses).toEqual([
      [7, 'archived'],
      [8, 'live'],
      [100, 'live'],
    ]);
  });

  it('without a cell whose theme is back in the same span has it again', () => {
    const { brief, topics, statuses } = told(state({ cells: [heavy(1, x)], topics: [topic(7, { mean: x })] }));
    expect([brief, topics, statuses]).toEqual([
      [
        ['retired', 7],
        ['revived', 7],
      ],
      [7],
      [[7, 'live']],
    ]);
  });
});

describe('the archive', () => {
  const archived = (id: number, mean: Float32Array, updated = 0) =>
    topic(id, { status: 'archived', mean, updated, born: 3 });

  it('gives the nearest theme its id back, with when it was born', () => {
    const topics = [archived(5, turned(0, 1, 25)), archived(6, turned(0, 1, 10)), archived(7, turned(0, 1, 20))];
    const { brief, events, after, statuses } = told(state({ cells: [heavy(1, x)], topics, streamTime: 90 }));
    expect(brief).toEqual([['revived', 6]]);
    expect(events[0]?.numbers.cosine).toBeCloseTo(Math.cos(Math.PI / 18), 5);
    expect(after.topics.get(6)).toMatchObject({ status: 'live', born: 3, weight: HEAVY });
    expect(statuses).toEqual([
      [5, 'archived'],
      [6, 'live'],
      [7, 'archived'],
    ]);
  });

  it('compares directions, not lengths', () => {
    const spread = Float32Array.from(turned(0, 1, 10), (v) => 0.3 * v);
    expect(told(state({ cells: [heavy(1, x)], topics: [archived(5, spread)] })).brief).toEqual([['revived', 5]]);
    const long = Float32Array.from(turned(0, 1, 75), (v) => 9 * v);
    expect(told(state({ cells: [heavy(1, x)], topics: [archived(5, long)] })).brief).toEqual([['born', 100]]);
  });

  it('does not answer for another theme, and measures from the mean of the stream', () => {
    expect(told(state({ cells: [heavy(1, x)], topics: [archived(5, turned(0, 1, 75))] })).brief).toEqual([
      ['born', 100],
    ]);
    // Alike as they stand, opposite as seen from the mean.
    const mean = vector(1);
    const model = state({
      mean,
      cells: [heavy(1, vector(1, 0.2)), heavy(2, vector(1, 0, 0.2))],
      topics: [archived(5, vector(1, -0.2))],
    });
    expect(told(model).brief).toEqual([
      ['born', 100],
      ['born', 101],
    ]);
  });

  it('lets a returning part of a living topic have its old id, not a split', () => {
    const cells = [heavy(1, x, { topic: 7, weight: 2 * HEAVY }), heavy(2, y, { topic: 7 })];
    expect(told(state({ cells, topics: [archived(5, y), topic(7)] })).brief).toEqual([['revived', 5]]);
  });

  it('is bounded: those longest without a document go', () => {
    const topics = [archived(1, z, 30), archived(2, z, 10), archived(3, z, 20), archived(4, z, 20)];
    expect(told(state({ cells: [heavy(9, x)], topics }), { maxArchived: 2 }).statuses).toEqual([
      [1, 'archived'],
      [4, 'archived'],
      [100, 'live'],
    ]);
    expect(told(state({ topics }), { maxArchived: 0 }).statuses).toEqual([]);
  });
});
