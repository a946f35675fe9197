import { describe, expect, it } from 'vitest';
import { add, EMPTY_SERIES, minuteOf } from '../../../../src/core/history/buckets.ts';
import { LIFE, type ModelOptions } from '../../../../src/core/model/options.ts';
import { regroup } from '../../../../src/core/model/regroup.ts';
import type { Cell, ModelState } from '../../../../src/core/types.ts';
import { referenceProducts } from '../../../../src/core/vector.ts';
import { cell, HALF_LIFE, options, state, topic, turned, vector } from './make.ts';

const HEAVY = 10 * LIFE.birth;
const LIGHT = 0.2 * LIFE.birth * LIFE.keep;

/** Cells in directions so far apart that none is like another. */
const x = vector(1);
const y = vector(0, 1);
const z = vector(0, 0, 1);

/** What is told of topics; parents have a test of their own. */
const told = (model: ModelState, given: Partial<ModelOptions> = {}) => {
  const { state: after, events } = regroup(model, options(given), referenceProducts);
  const topics = [...after.topics.values()].filter((t) => t.level === 0);
  return {
    after,
    events: events.filter((e) => e.level === 0),
    brief: events.filter((e) => e.level === 0).map((e) => [e.type, e.topic, ...(e.into.length > 0 ? [e.into] : [])]),
    topics: [...after.cells.values()].map((c) => c.topic),
    statuses: topics.map((t) => [t.id, t.status]),
  };
};
const heavy = (id: number, mean: Float32Array, given: Partial<Cell> = {}) => {
  const weight = given.weight ?? HEAVY;
  return cell(id, mean, { weight, documents: HEAVY, recent: weight, ...given });
};

describe('a group', () => {
  it('that is heavy enough is born as a topic, with its label, time and number; so is its parent', () => {
    const terms = new Map([
      ['bread', 3],
      ['oven', 2],
      ['flour', 1],
      ['a', 0.5],
    ]);
    const model = state({
      cells: [heavy(1, x, { terms, reference: 50 }), heavy(2, y, { reference: 50 })],
      streamTime: 50,
      groupedAt: 0,
      sequence: 7,
      nextTopic: 4,
    });
    const { events, state: after } = regroup(model, options(), referenceProducts);
    expect([...after.cells.values()].map((c) => c.topic)).toEqual([4, 5]);
    const born = { type: 'born', into: [], from: [], time: 50 };
    expect(events.map(({ reason: _, numbers: __, ...e }) => e)).toEqual([
      { ...born, topic: 4, level: 0, label: 'bread, oven, flour', sequence: 7 },
      { ...born, topic: 5, level: 0, label: '', sequence: 8 },
      { ...born, topic: 6, level: 1, label: 'bread, oven, flour', sequence: 9 },
      { ...born, topic: 7, level: 1, label: '', sequence: 10 },
    ]);
    expect(events[0]?.numbers).toEqual({ weight: HEAVY });
    expect(after).toMatchObject({ nextTopic: 8, sequence: 11, pending: 0, groupedAt: 50 });
    const figures = { born: 50, updated: 50, documents: HEAVY, weight: HEAVY, peak: HEAVY, mean: x };
    expect(after.topics.get(4)).toEqual(topic(4, { ...figures, label: 'bread, oven, flour', parent: 6 }));
    expect(after.topics.get(6)).toEqual(topic(6, { ...figures, label: 'bread, oven, flour', level: 1 }));
  });

  it('is born with its newest document; one that the model begins with, with its first if they are a half-life older', () => {
    const DAY = 24 * 3_600_000;
    const spread = (days: number) =>
      add(EMPTY_SERIES, new Map([0, days].map((day) => [minuteOf(day * DAY), HEAVY / 2])));
    const born = (given: Partial<Cell>, groupedAt = 0) => {
      const cells = [heavy(1, x, { reference: 90 * DAY, ...given })];
      const model = state({ cells, streamTime: 90 * DAY, groupedAt });
      const { after, topics } = told(model, { halfLife: 30 * DAY });
      return after.topics.get(topics[0] as number)?.born;
    };
    expect(born({ history: spread(90) })).toBe(0);
    expect(born({ history: add(spread(70), new Map([[minuteOf(90 * DAY), 1]])) })).toBe(0);
    expect(born({ history: add(EMPTY_SERIES, new Map([[minuteOf(61 * DAY), 1]])) })).toBe(90 * DAY);
    expect(born({})).toBe(90 * DAY);
    expect(born({ history: spread(90) }, 50 * DAY)).toBe(90 * DAY);
  });

  it('that is too light waits', () => {
    const { brief, topics, after } = told(state({ cells: [cell(1, x, { weight: LIGHT })], pending: 9 }));
    expect([brief, topics, after.topics.size, after.pending]).toEqual([[], [null], 0, 0]);
  });

  it('of several cells is one topic, whose mean is theirs by weight', () => {
    const { after, topics } = told(
      state({ cells: [heavy(1, turned(0, 1, -3)), heavy(2, turned(0, 1, 3)), heavy(3, z)] }),
    );
    expect(topics).toEqual([100, 100, 101]);
    expect(after.topics.get(100)).toMatchObject({ weight: 2 * HEAVY, documents: 2 * HEAVY });
    const mean = after.topics.get(100)?.mean ?? vector();
    expect([mean[0], mean[1]]).toEqual([expect.closeTo(Math.cos(Math.PI / 60), 5), expect.closeTo(0, 6)]);
  });

  it('is born of what it weighed at its newest document, when that came since the last regrouping', () => {
    const faded = { cells: [heavy(1, x)], streamTime: 20 * HALF_LIFE };
    expect(told(state({ ...faded, groupedAt: 0 }), { halfLife: HALF_LIFE }).brief).toEqual([['born', 100]]);
    expect(told(state({ ...faded, groupedAt: 1 }), { halfLife: HALF_LIFE }).brief).toEqual([]);
    // What is still heavy may be of a source that is behind.
    expect(told(state({ cells: [heavy(1, x)], streamTime: 2, groupedAt: 1 })).brief).toEqual([['born', 100]]);
    // Two documents a half-life apart never weighed two.
    const apart = [
      cell(1, x, { weight: 0.75 * LIFE.birth }),
      cell(2, x, { weight: 0.5 * LIFE.birth, reference: HALF_LIFE }),
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
  it('keeps its id and its very record while nothing changes, and so does its parent', () => {
    const model = state({ cells: [heavy(1, x), heavy(2, y)] });
    const once = told(model).after;
    const { after, brief } = told(once);
    expect(brief).toEqual([]);
    expect(after.topics.size).toBe(4);
    for (const [id, t] of after.topics) expect(t).toBe(once.topics.get(id));
    expect(after.cells.get(1)).toBe(once.cells.get(1));
  });

  it('that has drifted keeps its label while it fits, and tells when it does not', () => {
    const named = (label: string) =>
      told(
        state({
          cells: [heavy(1, x, { topic: 7, terms: new Map([['new', 1]]) })],
          topics: [topic(7, { label, mean: x, anchor: y })],
        }),
      );
    expect(named('new').brief).toEqual([['drifted', 7]]);
    const { events, after } = named('old');
    expect(events).toMatchObject([
      { type: 'drifted', topic: 7 },
      { type: 'relabelled', topic: 7, label: 'new', reason: 'it was called "old"' },
    ]);
    expect(after.topics.get(7)?.label).toBe('new');
  });

  it('takes new cells of its kind in', () => {
    const { brief, topics } = told(
      state({
        cells: [heavy(1, x, { topic: 7 }), heavy(2, turned(0, 1, 3)), heavy(3, y)],
        topics: [topic(7, { mean: x })],
      }),
    );
    expect([brief, topics]).toEqual([[['born', 100]], [7, 7, 100]]);
  });

  it('splits when its cells part: the heaviest part keeps the id, the others are one event', () => {
    const cells = [
      heavy(1, x, { topic: 7 }),
      heavy(2, y, { topic: 7, weight: 3 * HEAVY }),
      heavy(3, z, { topic: 7, weight: 2 * HEAVY }),
    ];
    const { brief, topics, events, after } = told(state({ cells, topics: [topic(7, { mean: y })], sequence: 3 }));
    expect(brief).toEqual([['split', 7, [100, 101]]]);
    expect(topics).toEqual([101, 7, 100]);
    expect(events[0]?.sequence).toBe(3);
    expect(after.topics.get(7)?.documents).toBe(HEAVY);
  });

  it('remembers the most it has weighed, but for what it gave away', () => {
    const high = topic(7, { mean: x, peak: 4 * HEAVY });
    const whole = told(state({ cells: [heavy(1, x, { topic: 7, weight: 2 * HEAVY })], topics: [high] }));
    expect(whole.after.topics.get(7)?.peak).toBe(4 * HEAVY);
    const cells = [heavy(1, x, { topic: 7, weight: 3 * HEAVY }), heavy(2, y, { topic: 7, weight: HEAVY })];
    const { after, brief } = told(state({ cells, topics: [{ ...high, peak: 8 * HEAVY }] }));
    expect(brief).toEqual([['split', 7, [100]]]);
    expect(after.topics.get(7)?.peak).toBe(6 * HEAVY);
  });

  it('is one or two as before where that hardly matters, and as granularity asks', () => {
    const pair = (degrees: number, ids: readonly number[], given: Partial<ModelOptions> = {}) =>
      told(
        state({
          cells: ids.map((id, i) => heavy(i + 1, turned(0, 1, i * degrees), { topic: id })),
          topics: [...new Set(ids)].map((id) => topic(id, { mean: x, anchor: vector() })),
        }),
        given,
      ).topics;
    expect([pair(8.7, [7, 7]), pair(8.7, [7, 8])]).toEqual([
      [7, 7],
      [7, 8],
    ]);
    expect([pair(14, [7, 7]), pair(14, [7, 7], { granularity: 'coarse' })]).toEqual([
      [7, 100],
      [7, 7],
    ]);
    expect([pair(7, [7, 8]), pair(7, [7, 8], { granularity: 'fine' })]).toEqual([
      [7, 7],
      [7, 8],
    ]);
  });

  it('merges into the one that holds most of its weight now; the heavier overlap keeps the id, and all documents', () => {
    const cells = [heavy(1, x, { topic: 7 }), heavy(2, x, { topic: 5, weight: 2 * HEAVY }), heavy(3, z, { topic: 6 })];
    const { brief, topics, events, after } = told(
      state({
        cells,
        topics: [
          topic(5, { mean: x, earlier: 2, born: 40 }),
          topic(6, { mean: z }),
          topic(7, { label: 'old', earlier: 3, born: 20 }),
        ],
      }),
    );
    expect(brief).toEqual([['merged', 7, [5]]]);
    expect(topics).toEqual([5, 5, 6]);
    expect(after.topics.has(7)).toBe(false);
    // Its documents reach as far back as those of either.
    expect(after.topics.get(5)).toMatchObject({ documents: 2 * HEAVY + 5, earlier: 5, born: 20 });
    // Told under the name it had.
    expect(events[0]).toMatchObject({ label: 'old', numbers: { weight: HEAVY, survivor: 3 * HEAVY } });
  });

  it('of equal overlaps the older id stays', () => {
    const cells = [heavy(1, x, { topic: 7 }), heavy(2, x, { topic: 5 })];
    const topics = [topic(5, { mean: x }), topic(7, { mean: x })];
    expect(told(state({ cells, topics })).brief).toEqual([['merged', 7, [5]]]);
  });

  it('without a cell is gone for good: others hold its documents', () => {
    const { brief, statuses } = told(state({ cells: [heavy(1, x)], topics: [topic(7, { mean: z })] }));
    expect(brief).toEqual(
      [
        ['retired', 7],
        ['born', 100],
      ].sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1)),
    );
    expect(statuses).toEqual([[100, 'live']]);
  });
});

describe('the archive', () => {
  const archived = (id: number, mean: Float32Array, updated = 0) =>
    topic(id, {
      status: 'archived',
      mean,
      updated,
      born: 3,
      documents: id,
      earlier: id,
      peak: 2,
      label: `label ${id}`,
    });

  it('gives the nearest theme its id back, with when it was born and what it had', () => {
    const topics = [archived(5, turned(0, 1, 25)), archived(6, turned(0, 1, 10)), archived(7, turned(0, 1, 20))];
    const { brief, events, after, statuses } = told(state({ cells: [heavy(1, x)], topics, streamTime: 90 }));
    expect(brief).toEqual([
      ['revived', 6],
      ['merged', 5, [7]],
    ]);
    expect(events[0]?.numbers.cosine).toBeCloseTo(Math.cos(Math.PI / 18), 5);
    expect(after.topics.get(6)).toMatchObject({ status: 'live', born: 3, weight: HEAVY, documents: HEAVY + 6 });
    expect(statuses).toEqual([
      [6, 'live'],
      [7, 'archived'],
    ]);
  });

  it('asks the nearest of several, and none that is too far though it is of the group', () => {
    const near = [archived(5, turned(0, 1, 8)), archived(6, turned(0, 1, 2))];
    expect(told(state({ cells: [heavy(1, x)], topics: near })).brief[0]).toEqual(['revived', 6]);
    // So light that it is in the group of the cell, at 45°.
    const light = { ...archived(5, turned(0, 1, 45)), peak: 0.5 };
    expect(told(state({ cells: [heavy(1, x)], topics: [light] })).brief).toEqual([['born', 100]]);
  });

  it('gives up topics that are not worth telling apart from a living one, with their documents', () => {
    const topics = [archived(5, turned(0, 1, 2)), archived(6, turned(0, 1, 3)), topic(9, { mean: x, born: 50 })];
    const { brief, after } = told(state({ cells: [heavy(1, x, { topic: 9 })], topics }));
    expect(brief).toEqual([
      ['merged', 6, [9]],
      ['merged', 5, [9]],
    ]);
    expect(after.topics.get(9)).toMatchObject({ documents: HEAVY + 11, earlier: 11, born: 3 });
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
    expect(told(state({ cells, topics: [archived(5, y), topic(7, { mean: x })] })).brief).toEqual([['revived', 5]]);
  });

  it('keeps one topic of several that are not worth telling apart: the one with most documents', () => {
    const { brief, after } = told(
      state({
        cells: [heavy(1, x, { topic: 9 })],
        topics: [archived(5, y), archived(6, turned(1, 2, 10)), topic(9, { mean: x })],
      }),
    );
    expect(brief).toEqual([['merged', 5, [6]]]);
    expect(after.topics.get(6)).toMatchObject({ status: 'archived', documents: 11, earlier: 11 });
  });

  it('is bounded: those longest without a document go', () => {
    const apart = [z, vector(0, 0, 0, 1), vector(0, 0, -1), vector(0, -1)];
    const topics = [30, 10, 20, 20].map((updated, i) => archived(i + 1, apart[i] as Float32Array, updated));
    expect(told(state({ cells: [heavy(9, x)], topics }), { maxArchived: 2 }).statuses).toEqual([
      [1, 'archived'],
      [4, 'archived'],
      [100, 'live'],
    ]);
    expect(told(state({ topics }), { maxArchived: 0 }).statuses).toEqual([]);
  });
});
