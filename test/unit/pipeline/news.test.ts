import { describe, expect, it } from 'vitest';
import type { Cell, ModelState, PhiRecord, Topic } from '../../../src/core/types.ts';
import { News } from '../../../src/pipeline/news.ts';
import { cell, exemplar, state, topic, vector } from '../core/model/make.ts';

const NONE: ReadonlySet<string> = new Set();
const topicOf = (id: number, more: Partial<Topic> = {}): Topic => topic(id, { weight: 100, ...more });

const cellOf = (id: number, of: number, documents: number): Cell =>
  cell(id, vector(1), { topic: of, documents, exemplars: [exemplar(`x${id}`)] });

const stateOf = (topics: readonly Topic[], cells: readonly Cell[]): ModelState => state({ topics, cells });

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
function newsOf(now: ModelState, deleted = NONE): number[] {
  const news = new News();
  news.tell(phiOf(1, 2, 9), first);
  return [...news.of(first, now, deleted)];
}

describe('what is worth telling', () => {
  it('is every live topic that was never told, with its parent', () => {
    const news = new News();
    const retired = topicOf(3, { status: 'archived' });
    const model = stateOf([one, two, parent, retired], cells);
    expect([...news.of(null, model, NONE)]).toEqual([1, 2, 9]);
    // Nothing was published: it is as it was.
    expect([...news.of(model, model, NONE)]).toEqual([1, 2, 9]);
    news.tell(phiOf(1, 2, 9), model);
    expect([...news.of(model, model, NONE)]).toEqual([]);
    news.clear();
    expect([...news.of(model, model, NONE)]).toEqual([1, 2, 9]);
  });

  it('is a topic with more than a sixteenth part of new documents, with its parent', () => {
    const [a, b, c] = cells;
    expect(newsOf(stateOf([one, two, parent], [cellOf(1, 1, 36), b, c]))).toEqual([]);
    expect(newsOf(stateOf([one, two, parent], [cellOf(1, 1, 37), b, c]))).toEqual([1, 9]);
    expect(newsOf(stateOf([one, two, parent], [a, b, c, cellOf(4, 1, 5)]))).toEqual([1, 9]);
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
