import { describe, expect, it } from 'vitest';
import type { ModelOptions } from '../../../../src/core/model/options.ts';
import { caughtUp, type Review, revise } from '../../../../src/core/model/revise.ts';
import type { ModelState, Stray } from '../../../../src/core/types.ts';
import { referenceProducts } from '../../../../src/core/vector.ts';
import { cell, options, state, stray, topic, turned, vector } from './make.ts';

/** Topic 1 lies along x, topic 2 along y; cell 3 is a candidate along z. */
const model = (strays: readonly Stray[], given: Partial<ModelState> = {}): ModelState => ({
  ...state({
    cells: [cell(1, vector(1), { topic: 1 }), cell(2, vector(0, 1), { topic: 2 }), cell(3, vector(0, 0, 1))],
    topics: [topic(1), topic(2)],
    strays,
    moved: new Map([
      [9, 1],
      [8, 3],
    ]),
  }),
  ...given,
});

const revised = (from: ModelState, review: Partial<Review> = {}, given: Partial<ModelOptions> = {}) => {
  const result = revise(
    from,
    { arrived: [], first: false, waiting: 'none', ...review },
    options(given),
    referenceProducts,
  );
  return {
    ...result,
    brief: result.revised.map((r) => [r.id, r.theta[0]?.topic ?? null, r.revision]),
    waiting: [...result.state.strays.keys()],
  };
};

describe('documents that arrived', () => {
  it('are revised when their topic is another now; with a topic they wait no longer', () => {
    const found = stray('found', { offset: 4n, partition: 2, time: 77 });
    const same = stray('same', { topic: 1 });
    const lost = stray('lost', { vector: vector(0, 0, 1), topic: 2, revision: 3 });
    const still = stray('still', { vector: vector(0, 0, -1) });
    const {
      brief,
      waiting,
      revised: records,
      state: after,
    } = revised(model([found, same, lost, still]), { arrived: [found, same, lost, still] });
    expect(brief).toEqual([
      ['found', 1, 1],
      ['lost', null, 4],
    ]);
    expect(records[0]).toEqual({
      id: 'found',
      partition: 2,
      offset: 4n,
      time: 77,
      theta: [{ topic: 1, weight: 1 }],
      score: 1,
      revision: 1,
      vector: vector(1),
    });
    expect(waiting).toEqual(['lost', 'still']);
    expect(after.strays.get('lost')).toEqual({ ...lost, topic: null, revision: 4 });
  });

  it('get their first real Θ when they met version 0, changed or not', () => {
    const docs = [stray('a', { vector: vector(0, 0, 1) }), stray('b')];
    expect(revised(model(docs), { arrived: docs, first: true }).brief).toEqual([
      ['a', null, 1],
      ['b', 1, 1],
    ]);
  });

  it('are let be when the span wrote them again, unless both get their first Θ', () => {
    const [older, newer] = [stray('a', { offset: 1n }), stray('a', { offset: 2n, vector: vector(0, 1) })];
    const from = model([newer]);
    expect(revised(from, { arrived: [older, newer] }).brief).toEqual([['a', 2, 1]]);
    expect(revised(from, { arrived: [older, newer], first: true }).brief).toEqual([
      ['a', 1, 1],
      ['a', 2, 1],
    ]);
  });
});

describe('documents that wait', () => {
  const docs = [
    stray('claimed', { cell: 1 }),
    stray('moved', { cell: 9, vector: vector(0, 1) }),
    stray('candidate', { cell: 8 }),
    stray('dropped', { cell: 55 }),
    stray('has one', { cell: 1, topic: 2 }),
  ];

  it('are seen again once their cell has a topic, wherever it moved', () => {
    expect(revised(model(docs), { waiting: 'claimed' }).brief).toEqual([
      ['claimed', 1, 1],
      ['moved', 2, 1],
    ]);
    expect(revised(model(docs)).brief).toEqual([]);
  });

  it('are all seen again after the seeding, before those that arrived, each once', () => {
    const arrived = stray('new');
    const { brief } = revised(model([...docs, arrived]), { waiting: 'all', arrived: [arrived] });
    expect(brief).toEqual([
      ['claimed', 1, 1],
      ['moved', 2, 1],
      ['candidate', 1, 1],
      ['dropped', 1, 1],
      ['has one', 1, 1],
      ['new', 1, 1],
    ]);
  });

  it('do not count as first because others are', () => {
    const waits = stray('waits', { cell: 1, vector: vector(0, 0, -1) });
    const arrived = stray('new', { vector: vector(0, 0, -1) });
    expect(revised(model([waits, arrived]), { waiting: 'all', arrived: [arrived], first: true }).brief).toEqual([
      ['new', null, 1],
    ]);
  });

  it('are all kept, with their topic, while the model is warming up', () => {
    const [a, b] = [stray('a', { terms: new Map([['w', 1]]) }), stray('b', { vector: turned(2, 3, 45) })];
    const { state: after } = revised(model([a, b], { warming: true }), { arrived: [a, b] }, { maxStrays: 0 });
    expect([...after.strays.values()]).toEqual([{ ...a, topic: 1, revision: 1 }, b]);
    expect(after.strays.get('b')).toBe(b);
  });

  it('are the newest that the bound lets wait, without the terms that the seeding needed', () => {
    const many = ['a', 'b', 'c'].map((id) => stray(id, { vector: vector(0, 0, 1), terms: new Map([['w', 1]]) }));
    const { waiting, state: after } = revised(model(many), {}, { maxStrays: 2 });
    expect(waiting).toEqual(['b', 'c']);
    expect(after.strays.get('b')).toEqual({ ...many[1], terms: new Map() });
    expect(revised(model(many), {}, { maxStrays: 0 }).waiting).toEqual([]);
    const bare = stray('d', { vector: vector(0, 0, 1) });
    expect(revised(model([bare])).state.strays.get('d')).toBe(bare);
  });
});

describe('what was revised before the model went on', () => {
  const docs = [stray('x', { offset: 5n }), stray('y', { vector: vector(0, 1) })];
  const records = revised(model(docs), { arrived: docs }).revised;
  const later = (topics: ModelState['topics']) =>
    caughtUp(records, model([], { topics }), options(), referenceProducts);

  it('stays as it is while the model has its topics', () => {
    expect(records.map(({ theta }) => theta[0]?.topic)).toEqual([1, 2]);
    expect(later(model([]).topics).size).toBe(0);
  });

  it('is placed anew when the model has a topic of it no longer, under the same number', () => {
    const [one, two] = records as [(typeof records)[number], (typeof records)[number]];
    for (const left of [[topic(1, { status: 'archived' }), topic(2)], [topic(2)]]) {
      const anew = later(new Map(left.map((each) => [each.id, each])));
      expect([...anew.keys()]).toEqual([one]);
      expect(anew.get(one)).toEqual({ ...one, theta: [], score: expect.any(Number) });
      expect(anew.has(two)).toBe(false);
    }
    // Another topic holds its cell by now.
    const cells = new Map([...model([]).cells].map(([id, each]) => [id, id === 1 ? { ...each, topic: 2 } : each]));
    const merged = model([], { topics: new Map([[2, topic(2)]]), cells });
    const now = caughtUp(records, merged, options(), referenceProducts).get(one);
    expect(now).toMatchObject({ id: 'x', offset: 5n, revision: one.revision, theta: [{ topic: 2, weight: 1 }] });
  });
});
