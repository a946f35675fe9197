import { describe, expect, it } from 'vitest';
import { EMPTY_SERIES } from '../../../src/core/history/buckets.ts';
import { DEFAULT_OPTIONS } from '../../../src/core/model/options.ts';
import { emptyState } from '../../../src/core/model/state.ts';
import type { Cell, ModelState, Topic } from '../../../src/core/types.ts';
import { News } from '../../../src/pipeline/news.ts';

const NONE: ReadonlySet<string> = new Set();
const blank = emptyState({ epoch: 0, encoder: 'e', products: 'reference-f32', dim: 2 }, DEFAULT_OPTIONS);

const topicOf = (id: number, more: Partial<Topic> = {}): Topic => ({
  id,
  level: 0,
  status: 'live',
  parent: null,
  label: `t${id}`,
  born: 1,
  updated: 1,
  documents: 0,
  earlier: 0,
  past: EMPTY_SERIES,
  weight: 100,
  peak: 100,
  mean: new Float32Array(2),
  anchor: new Float32Array(2),
  trend: 0,
  trending: false,
  renamed: false,
  pinned: false,
  muted: false,
  ...more,
});

const cellOf = (id: number, topic: number, documents: number, exemplar = `x${id}`): Cell => ({
  id,
  topic,
  weight: documents,
  documents,
  history: EMPTY_SERIES,
  mean: new Float32Array(2),
  spread: 0,
  reference: 1,
  recent: documents,
  terms: new Map(),
  added: [],
  exemplars: [{ id: exemplar, excerpt: 'text', time: 1, score: 1, priority: 1 }],
  records: 1,
});

const stateOf = (topics: readonly Topic[], cells: readonly Cell[]): ModelState => ({
  ...blank,
  topics: new Map(topics.map((topic) => [topic.id, topic])),
  cells: new Map(cells.map((cell) => [cell.id, cell])),
});

/** Parent 9 has topics 1 and 2, of 64 documents in two cells and 320 in one. */
const parent = topicOf(9, { level: 1 });
const one = topicOf(1, { parent: 9 });
const two = topicOf(2, { parent: 9 });
const cells = [cellOf(1, 1, 32), cellOf(2, 1, 32), cellOf(3, 2, 320)] as const;
const first = stateOf([one, two, parent], cells);

/** What is worth telling of a state after the first one was told. */
function after(state: ModelState, deleted = NONE): number[] {
  const news = new News();
  news.tell(news.of(first, NONE), first);
  return [...news.of(state, deleted).keys()];
}

describe('what is worth telling', () => {
  it('is every live topic and parent that was never told', () => {
    const news = new News();
    const retired = topicOf(3, { status: 'archived' });
    const state = stateOf([one, two, parent, retired], cells);
    expect([...news.of(state, NONE).keys()]).toEqual([1, 2, 9]);
    // Nothing was published: it is as it was.
    expect([...news.of(state, NONE).keys()]).toEqual([1, 2, 9]);
    news.tell(news.of(state, NONE), state);
    expect([...news.of(state, NONE).keys()]).toEqual([]);
    news.clear();
    expect([...news.of(state, NONE).keys()]).toEqual([1, 2, 9]);
  });

  it('is a topic of which more than a thirty-second part of the documents are others', () => {
    const [a, b, c] = cells;
    expect(after(stateOf([one, two, parent], [cellOf(1, 1, 34), b, c]))).toEqual([]);
    expect(after(stateOf([one, two, parent], [cellOf(1, 1, 35), b, c]))).toEqual([1]);
    expect(after(stateOf([one, two, parent], [a, b, c, cellOf(4, 1, 3)]))).toEqual([1]);
    // As many as before, in other cells; of its parent they are less than that part.
    expect(after(stateOf([one, two, parent], [cellOf(1, 1, 34), cellOf(2, 1, 30), c]))).toEqual([1]);
    expect(after(stateOf([one, two, parent], [a, b, cellOf(3, 2, 333)]))).toEqual([2, 9]);
    // A cell has changed sides: the parent has it still.
    expect(after(stateOf([one, two, parent], [a, cellOf(2, 2, 32), c]))).toEqual([1, 2]);
  });

  it('is one of which more than that part of the weight has come or gone', () => {
    const weighing = (weight: number) => after(stateOf([{ ...one, weight }, two, parent], cells));
    expect([103, 97].map(weighing)).toEqual([[], []]);
    expect([104, 96].map(weighing)).toEqual([[1], [1]]);
  });

  it.each<Partial<Topic>>([
    { label: 'another' },
    { parent: null },
    { trending: true },
    { pinned: true },
    { muted: true },
  ])('is one that has %o now', (change) => {
    expect(after(stateOf([{ ...one, ...change }, two, parent], cells))).toContain(1);
  });

  it('is not one whose other figures have moved', () => {
    const moved = { ...one, updated: 2, trend: 1, peak: 101, documents: 65, mean: Float32Array.of(1, 0) };
    expect(after(stateOf([moved, two, parent], cells))).toEqual([]);
  });

  it('is one, with its parent, that may have shown what was deleted', () => {
    expect(after(first, new Set(['x3', 'other']))).toEqual([2, 9]);
  });

  it('is one that comes back', () => {
    const news = new News();
    news.tell(news.of(first, NONE), first);
    const without = stateOf([{ ...one, status: 'archived' }, two, parent], cells.slice(2));
    news.tell(news.of(without, NONE), without);
    expect([...news.of(first, NONE).keys()]).toContain(1);
  });
});
