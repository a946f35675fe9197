import { describe, expect, it } from 'vitest';
import { EMPTY_SERIES } from '../../../src/core/history/buckets.ts';
import { DEFAULT_OPTIONS } from '../../../src/core/model/options.ts';
import { emptyState } from '../../../src/core/model/state.ts';
import type { Cell, ModelState, PhiRecord, Topic } from '../../../src/core/types.ts';
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

/** What was published of some topics, which showed a document each. */
const phiOf = (...topics: number[]) =>
  topics.map((topic) => ({ topic, exemplars: [{ id: `x${topic}` }] })) as unknown as PhiRecord[];

/** Parent 9 has topics 1 and 2, of 64 documents in two cells and 320 in one. */
const parent = topicOf(9, { level: 1 });
const one = topicOf(1, { parent: 9 });
const two = topicOf(2, { parent: 9 });
const cells = [cellOf(1, 1, 32), cellOf(2, 1, 32), cellOf(3, 2, 320)] as const;
const first = stateOf([one, two, parent], cells);

/** What is worth telling of a state after the first one was told. */
function newsOf(state: ModelState, deleted = NONE): number[] {
  const news = new News();
  news.tell(phiOf(1, 2, 9), first);
  return [...news.of(first, state, deleted)];
}

describe('what is worth telling', () => {
  it('is every live topic that was never told, with its parent', () => {
    const news = new News();
    const retired = topicOf(3, { status: 'archived' });
    const state = stateOf([one, two, parent, retired], cells);
    expect([...news.of(null, state, NONE)]).toEqual([1, 2, 9]);
    // Nothing was published: it is as it was.
    expect([...news.of(state, state, NONE)]).toEqual([1, 2, 9]);
    news.tell(phiOf(1, 2, 9), state);
    expect([...news.of(state, state, NONE)]).toEqual([]);
    news.clear();
    expect([...news.of(state, state, NONE)]).toEqual([1, 2, 9]);
  });

  it('is a topic with more than a thirty-second part of new documents, with its parent', () => {
    const [a, b, c] = cells;
    expect(newsOf(stateOf([one, two, parent], [cellOf(1, 1, 34), b, c]))).toEqual([]);
    expect(newsOf(stateOf([one, two, parent], [cellOf(1, 1, 35), b, c]))).toEqual([1, 9]);
    expect(newsOf(stateOf([one, two, parent], [a, b, c, cellOf(4, 1, 3)]))).toEqual([1, 9]);
  });

  it('is one that a regrouping has changed, whatever it is', () => {
    expect(newsOf(stateOf([{ ...one, weight: 101 }, two, parent], cells))).toEqual([1, 9]);
    expect(newsOf(stateOf([one, two, { ...parent, label: 'other' }], cells))).toEqual([9]);
  });

  it('is one that shows what was deleted', () => {
    expect(newsOf(first, new Set(['x2', 'other']))).toEqual([2, 9]);
    expect(newsOf(first, new Set(['x9']))).toEqual([9]);
    expect(newsOf(first, new Set(['other']))).toEqual([]);
  });

  it('is one that comes back, whose documents are told as new', () => {
    const news = new News();
    news.tell(phiOf(1, 2, 9), first);
    const without = stateOf([two, parent], cells.slice(2));
    news.tell([], without);
    expect([...news.of(first, first, NONE)]).toEqual([1, 9]);
  });
});
