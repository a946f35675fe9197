import { describe, expect, it } from 'vitest';
import { bounded, consolidate, fade } from '../../../../src/core/model/archive.ts';
import { LIFE } from '../../../../src/core/model/options.ts';
import { cell, HALF_LIFE, options, state, topic, vector } from './make.ts';

const x = vector(1);
const y = vector(0, 1);

describe('fade', () => {
  const least = LIFE.birth * LIFE.keep;
  const at = (weight: number, peak = 0) =>
    fade(state({ cells: [cell(1, x, { topic: 7, weight })], topics: [topic(7, { peak })] }), options());

  it('retires what is lighter than the kept part of a birth, or than a part of its own height', () => {
    expect(at(least).drafts).toEqual([]);
    expect(at(least * 0.99).drafts).toMatchObject([
      { type: 'retired', topic: 7, level: 0, numbers: { weight: least * 0.99, needed: least } },
    ]);
    expect(at(100, 100 / LIFE.faded).drafts).toEqual([]);
    expect(at(100, 101 / LIFE.faded).drafts).toHaveLength(1);
  });

  it('forgets the cells; the topic stays as it was, by its documents, undecayed', () => {
    const model = state({
      streamTime: 30 * HALF_LIFE,
      cells: [
        cell(1, x, { topic: 7, weight: 8, documents: 30 }),
        cell(2, y, { topic: 7, weight: 8, documents: 10, reference: HALF_LIFE }),
        cell(3, y),
      ],
      topics: [topic(7, { earlier: 5, label: 'kept', trending: true, trend: 3, peak: 12, anchor: y })],
    });
    const { state: after } = fade(model, options({ halfLife: HALF_LIFE }));
    expect([...after.cells.keys()]).toEqual([3]);
    expect(after.topics.get(7)).toEqual(
      topic(7, {
        status: 'archived',
        label: 'kept',
        documents: 45,
        earlier: 45,
        updated: HALF_LIFE,
        weight: 8 * 2 ** -30 + 8 * 2 ** -29,
        peak: 12,
        mean: vector(0.75, 0.25),
        anchor: y,
      }),
    );
  });

  it('leaves a state in which nothing has faded as it is', () => {
    const model = state({ cells: [cell(1, x, { topic: 7, weight: 9 })], topics: [topic(7)] });
    expect(fade(model, options()).state).toBe(model);
  });
});

it('consolidate adds documents and keeps the first id, from the earlier birth to the newer end', () => {
  const a = topic(4, { status: 'archived', documents: 30, earlier: 30, born: 5, updated: 9, mean: x });
  const b = topic(2, { status: 'archived', documents: 10, earlier: 10, born: 3, updated: 7, mean: y });
  expect(consolidate(a, b)).toMatchObject({
    id: 4,
    documents: 40,
    earlier: 40,
    born: 3,
    updated: 9,
    mean: vector(0.75, 0.25),
  });
});

it('bounded lets those go that are longest without a document, and never a parent or a live topic', () => {
  const topics = [
    topic(1, { status: 'archived', updated: 5 }),
    topic(2, { status: 'archived', updated: 4 }),
    topic(3, { status: 'archived', updated: 1, level: 1 }),
    topic(4, { updated: 0 }),
  ];
  const map = new Map(topics.map((t) => [t.id, t]));
  expect([...bounded(map, options({ maxArchived: 1 })).keys()]).toEqual([1, 3, 4]);
  expect(bounded(map, options({ maxArchived: 2 }))).toBe(map);
});
