import { describe, expect, it } from 'vitest';
import { viewOf } from '../../../../src/core/model/view.ts';
import { row } from '../../../../src/core/vector.ts';
import { cell, HALF_LIFE, state, topic, vector } from './make.ts';

const close = (actual: Float32Array, expected: readonly number[]) => {
  for (const [j, x] of expected.entries()) expect(actual[j]).toBeCloseTo(x, 6);
};

describe('viewOf', () => {
  const mean = vector(0.5);
  const made = state({
    version: 7,
    mean,
    radius: 0.55,
    streamTime: HALF_LIFE,
    cells: [
      cell(3, vector(0.5, 2), { topic: 1, weight: 8 }),
      cell(5, vector(3.5), { topic: 1, weight: 2, reference: HALF_LIFE }),
      cell(8, vector(0.5, 0, 0, -1)),
      cell(9, vector(0.5, 0, 3), { topic: 4 }),
      cell(10, vector(2), { topic: 3 }),
    ],
    topics: [topic(1, { parent: 5 }), topic(2), topic(3, { status: 'archived' }), topic(4), topic(5, { level: 1 })],
  });
  const view = viewOf(made, HALF_LIFE);

  it('has the centred unit centroids of the cells, candidates included', () => {
    expect(view).toMatchObject({ version: 7, radius: 0.55, warming: false, dim: 4, mean });
    expect(view.cellIds).toEqual([3, 5, 8, 9, 10]);
    close(row(view.cells, 0), [0, 1, 0, 0]);
    close(row(view.cells, 1), [1, 0, 0, 0]);
    close(row(view.cells, 2), [0, 0, 0, -1]);
    // The last one's topic is archived.
    expect([...view.topicOfCell]).toEqual([0, 0, -1, 1, -1]);
  });

  it('has the centroids of topics, each cell by what is left of its weight', () => {
    // 8 a half-life ago and 2 now: 4·(0, 2) + 2·(3, 0).
    const length = Math.hypot(8, 6);
    close(row(view.topics, 0), [6 / length, 8 / length, 0, 0]);
    close(row(view.topics, 1), [0, 0, 1, 0]);
  });

  it('lets no topic claim a document before any was met, when there is nothing to centre by', () => {
    expect(view.claim).toBeCloseTo(1.2816 * 0.08, 10);
    expect(viewOf({ ...made, count: 0 }, HALF_LIFE).claim).toBe(Number.POSITIVE_INFINITY);
  });

  it('leaves out topics that are archived, of the upper level, or without a cell', () => {
    expect(view.topicIds).toEqual([1, 4]);
    expect(view.topics.rows).toBe(2);
  });

  it('has the parents of its topics, each the sum of them by what is left of their weight', () => {
    expect(view.parentIds).toEqual([5]);
    expect([...view.parentOfTopic]).toEqual([0, -1]);
    expect(row(view.parents, 0)).toEqual(row(view.topics, 0));
    // 4·(0, 2) + 2·(3, 0) of the one, half of (0, 0, 3) of the other.
    const topics = new Map([...made.topics].map(([id, t]) => [id, { ...t, parent: t.level === 0 ? 5 : null }]));
    const both = viewOf({ ...made, topics }, HALF_LIFE);
    const length = Math.hypot(6, 8, 1.5);
    expect([...both.parentOfTopic]).toEqual([0, 0]);
    const apart = new Map([...topics].map(([id, t]) => [id, id === 4 ? { ...t, parent: 6 } : t]));
    expect(viewOf({ ...made, topics: apart }, HALF_LIFE)).toMatchObject({
      parentIds: [5, 6],
      parentOfTopic: Int32Array.of(0, 1),
    });
    close(row(both.parents, 0), [6 / length, 8 / length, 1.5 / length, 0]);
  });

  it('keeps the direction of a topic from which no weight is left', () => {
    const later = viewOf({ ...made, cells: new Map(made.cells), streamTime: 5000 * HALF_LIFE }, HALF_LIFE);
    expect(later.topics).toEqual(view.topics);
  });

  it('is looked at once for the same cells, and anew for any other thing it shows', () => {
    const { cells } = viewOf(made, HALF_LIFE);
    expect(viewOf({ ...made, version: 8 }, HALF_LIFE).cells).toBe(cells);
    const moved = viewOf({ ...made, mean: vector(0.25) }, HALF_LIFE);
    expect(moved.cells).not.toEqual(view.cells);
    expect(moved).toEqual(viewOf({ ...made, cells: new Map(made.cells), mean: vector(0.25) }, HALF_LIFE));
    const certainty = { ...made.certainty, base: 9 };
    expect(viewOf({ ...made, certainty }, HALF_LIFE).certainty).toBe(certainty);
    expect(viewOf({ ...made, geometry: { ...made.geometry, chance: 0.5 } }, HALF_LIFE).claim).not.toBe(view.claim);
    expect(viewOf(made, HALF_LIFE / 2).topics).not.toEqual(view.topics);
  });

  it('of the empty model has nothing', () => {
    const empty = viewOf(state(), HALF_LIFE);
    expect([empty.cells.rows, empty.topics.rows, empty.topicIds.length]).toEqual([0, 0, 0]);
  });
});
