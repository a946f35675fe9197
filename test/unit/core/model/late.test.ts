import { expect, it } from 'vitest';
import { absorb } from '../../../../src/core/model/absorb.ts';
import { understood } from '../../../../src/core/model/late.ts';
import type { ModelState } from '../../../../src/core/types.ts';
import { createModel, rng, START, themed } from '../../../laws/stream.ts';

const DIM = 8;
const random = rng(1);
const docs = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    id: `d${from + i}`,
    time: START + 1000 * (from + i),
    vector: themed({ [i % 2]: 1 }, { dim: DIM, noise: 0.2, random }),
    terms: [[`theme${i % 2}`, 1]] as [string, number][],
  }));

/** A model, the stats that a worker makes of more documents, and the model after it has moved. */
function scene() {
  const model = createModel({ warmup: 0, halfLife: Number.POSITIVE_INFINITY }, DIM);
  for (let n = 0; n < 6; n++) model.push(docs(20 * n, 20), { due: true });
  const { state, tools } = model;
  const { stats } = model.push(docs(200, 20));
  const since = state.version + 1;
  const widened = (vector: Float32Array) => Float32Array.from([...vector, 0]);
  const after: ModelState = {
    ...state,
    version: since,
    since,
    dim: DIM + 1,
    mean: widened(state.mean),
    cells: new Map([...state.cells].map(([id, cell]) => [id, { ...cell, mean: widened(cell.mean) }])),
    topics: new Map(
      [...state.topics].map(([id, topic]) => [
        id,
        { ...topic, mean: widened(topic.mean), anchor: widened(topic.anchor) },
      ]),
    ),
    strays: new Map(),
    panel: new Map(),
  };
  return { stats, after, tools };
}

it('stats of the encoder that the model has are left as they are', () => {
  const { stats, after } = scene();
  const fresh = { ...stats, model: after.since };
  expect(understood(after, fresh)).toBe(fresh);
});

it('late stats count by weight, words and offset, and move no centroid', () => {
  const { stats, after, tools } = scene();
  expect(stats.model).toBeLessThan(after.since);
  expect(stats.cells.size).toBeGreaterThan(0);
  const { state } = absorb(after, stats, tools);
  for (const [id, { weight, documents, terms }] of stats.cells) {
    const [was, is] = [after.cells.get(id), state.cells.get(id)];
    expect(is?.weight).toBeCloseTo((was?.weight ?? 0) + weight, 4);
    expect(is?.documents).toBe((was?.documents ?? 0) + documents);
    is?.mean.forEach((value, j) => {
      expect(value).toBeCloseTo(was?.mean[j] ?? Number.NaN, 5);
    });
    for (const term of terms.keys()) expect(is?.terms.has(term) || is?.added.some((t) => t.has(term))).toBe(true);
  }
  expect(state.cells.size).toBe(after.cells.size);
  expect(state.absorbed.get(0)?.offset).toBe(stats.span.to);
});

it('what travels whole is left out, and sums of a cell that is gone', () => {
  const { stats, after } = scene();
  const [id] = stats.cells.keys();
  const cells = new Map([...after.cells].filter(([cell]) => cell !== id));
  const open = [
    {
      id: 'open',
      offset: stats.span.from,
      time: START,
      vector: new Float32Array(DIM),
      terms: new Map<string, number>(),
      topic: null,
      exemplar: { id: 'open', excerpt: '', time: START, score: 0, priority: 0.5 },
    },
  ];
  const taken = understood({ ...after, cells, moved: new Map() }, { ...stats, open });
  expect(taken.open).toEqual([]);
  expect(taken.sampled).toEqual([]);
  expect([...taken.cells.keys()]).toEqual([...stats.cells.keys()].filter((cell) => cell !== id));
});
