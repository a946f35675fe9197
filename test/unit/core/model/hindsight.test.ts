import { describe, expect, it } from 'vitest';
import { finalTopics } from '../../../../src/core/model/hindsight.ts';
import type { ModelState } from '../../../../src/core/types.ts';
import { referenceProducts, stack } from '../../../../src/core/vector.ts';
import { cell, DIM, HALF_LIFE, state, topic, turned, vector } from '../model/make.ts';

const model = state({
  cells: [cell(1, vector(1), { topic: 1 }), cell(2, vector(0, 1), { topic: 2 })],
  topics: [topic(1), topic(2)],
});
const pass = (rows: Float32Array[], given: ModelState = model, times = rows.map(() => 0)) =>
  finalTopics(given, { vectors: stack(rows, DIM), times, halfLife: HALF_LIFE }, referenceProducts);

describe('finalTopics', () => {
  it('gives each row its nearest topic, and null where none claims it', () => {
    expect(pass([turned(0, 1, 10), turned(0, 1, 80), vector(0, 0, 1), turned(1, 2, 30)])).toEqual([1, 2, null, 2]);
    expect(pass([])).toEqual([]);
  });

  it('gives a row the same topic among thousands', () => {
    const rows = Array.from({ length: 2500 }, (_, i) => turned(0, 1, i % 3 === 0 ? 5 : 85));
    expect(pass(rows)).toEqual(rows.map((_, i) => (i % 3 === 0 ? 1 : 2)));
  });

  it('meets a topic, an archived one too, from a half-life before its birth to one after its newest document', () => {
    const span = { born: 10 * HALF_LIFE, updated: 20 * HALF_LIFE, mean: vector(1) };
    const past = state({ topics: [topic(3, { status: 'archived', ...span })] });
    const times = [9, 8.99, 15, 21, 21.01].map((t) => t * HALF_LIFE);
    const rows = times.map(() => vector(1));
    expect(pass(rows, past, times)).toEqual([3, null, 3, 3, null]);
  });

  it('counts the nearest cell of a topic that is not round', () => {
    // By their centroids topic 1 is nearer; one of the two cells of 2 is nearer still.
    const cells = [
      cell(1, turned(0, 1, 34), { topic: 1 }),
      cell(2, turned(0, 1, -4), { topic: 2 }),
      cell(3, turned(0, 1, -70), { topic: 2 }),
    ];
    const topics = [topic(1), topic(2)];
    expect(pass([vector(1)], state({ cells, topics }))).toEqual([2]);
    expect(pass([vector(1)], state({ cells: cells.filter(({ id }) => id !== 2), topics }))).toEqual([1]);
  });

  it('leans towards the topic whose parent is near', () => {
    const row = [turned(0, 1, 40)];
    const family = [cell(1, vector(1), { topic: 1 }), cell(2, vector(0, 1), { topic: 2 })];
    const topics = [topic(1), topic(2), topic(9, { level: 1 })];
    expect(pass(row, state({ cells: family, topics }))).toEqual([1]);
    // Topic 2 and the much larger 3 have a parent that is nearer to 3 than 1 is to the row.
    const cells = [...family, cell(3, turned(0, 1, 40), { topic: 3, documents: 100 })];
    const related = [
      topic(1),
      topic(2, { parent: 9, documents: 1 }),
      topic(3, { parent: 9, documents: 100, born: 1e9 }),
    ];
    expect(pass(row, state({ cells, topics: [...related, topic(9, { level: 1 })] }))).toEqual([2]);
  });
});
