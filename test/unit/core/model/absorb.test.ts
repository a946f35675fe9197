import { describe, expect, it } from 'vitest';
import { absorb } from '../../../../src/core/model/absorb.ts';
import { LIFE } from '../../../../src/core/model/options.ts';
import { emptyState } from '../../../../src/core/model/state.ts';
import type { Seeder } from '../../../../src/core/ports.ts';
import { createModel, type Doc, HOUR, plainSeeder, rng, START, themed, toolsFor } from '../../../laws/stream.ts';
import { cell, exemplar, open, options, state, stats, stray, sums, topic, vector } from './make.ts';

const tools = { ...toolsFor(options({ warmup: 0 })), seeder: plainSeeder };

describe('one cell', () => {
  it('points where the grand sum of all documents points, at their decayed weights', () => {
    const dim = 16;
    const halfLife = 9 * HOUR;
    const model = createModel({ maxCells: 1, warmup: 0, halfLife }, dim);
    const random = rng(5);
    const all: Doc[] = [];
    for (let s = 0; s < 12; s++) {
      const docs = Array.from({ length: 20 }, (_, i) => ({
        id: `${s}.${i}`,
        time: START + HOUR * (s - Math.floor(4 * random())),
        vector: themed({ [i % 3]: 1 }, { dim, noise: 0.6, random }),
      }));
      all.push(...docs);
      model.push(docs, { partition: s % 2, lag: s % 3 });
    }
    const [only] = [...model.state.cells.values()];
    expect(model.state.cells.size).toBe(1);
    const weights = all.map(({ time }) => 2 ** ((time - (only?.reference ?? 0)) / halfLife));
    const grand = Array.from({ length: dim }, (_, j) =>
      all.reduce((sum, d, i) => sum + (weights[i] as number) * (d.vector[j] as number), 0),
    );
    const total = weights.reduce((a, b) => a + b, 0);
    expect(only?.weight).toBeCloseTo(total, 4);
    expect(only?.documents).toBe(all.length);
    for (const [j, s] of grand.entries()) expect(only?.mean[j]).toBeCloseTo(s / total, 5);
    // Σw‖x − m‖² of unit vectors is Σw·(1 − ‖m‖²).
    expect(only?.spread).toBeCloseTo(total * (1 - grand.reduce((n, s) => n + (s / total) ** 2, 0)), 3);
  });
});

describe('the state', () => {
  it('counts records, documents and stream time, and notes how far each partition is', () => {
    const before = state({
      streamTime: 50,
      records: 4,
      pending: 3,
      count: 1e6,
      absorbed: new Map([[2, { epoch: 0, offset: 5n }]]),
    });
    const first = absorb(before, stats({ reference: 40, documents: 7 }), tools).state;
    expect(first).toMatchObject({ streamTime: 50, records: 5, pending: 10 });
    const span = { topic: 'documents', partition: 2, epoch: 0, from: 5n, to: 9n };
    const second = absorb(first, stats({ reference: 60, span }), tools).state;
    expect(second.streamTime).toBe(60);
    expect([...second.absorbed]).toEqual([
      [0, { epoch: 0, offset: 10n }],
      [2, { epoch: 0, offset: 9n }],
    ]);
  });

  it('goes over a gap only when loss is accepted', () => {
    const before = state({ absorbed: new Map([[0, { epoch: 0, offset: 5n }]]) });
    const gap = stats({ span: { topic: 'documents', partition: 0, epoch: 0, from: 8n, to: 9n } });
    expect(() => absorb(before, gap, tools)).toThrow(/3 offsets.*missing/);
    expect(absorb(before, gap, { ...tools, acceptLoss: true }).state.absorbed.get(0)?.offset).toBe(9n);
  });

  it('is regrouped after enough documents, or enough growth while it is young', () => {
    const old = state({ cells: [cell(1, vector(1), { weight: 99 })], count: 1e6 });
    const grouped = (documents: number, from = old) => absorb(from, stats({ documents }), tools).state.topics.size > 0;
    expect(grouped(LIFE.regroupEvery)).toBe(true);
    expect(grouped(LIFE.regroupEvery - 1)).toBe(false);
    expect(grouped(1, { ...old, pending: LIFE.regroupEvery - 1 })).toBe(true);
    const young = { ...old, count: 100 };
    expect(grouped(Math.ceil(100 * LIFE.regroupGrowth), young)).toBe(true);
    expect(grouped(Math.floor(100 * LIFE.regroupGrowth) - 1, young)).toBe(false);
  });

  it('lets faded candidates go when it is regrouped, and only then', () => {
    const faded = state({ cells: [cell(1, vector(1), { weight: LIFE.minCellWeight / 2 })], count: 1e6 });
    expect(absorb(faded, stats({ documents: 0 }), tools).state.cells.size).toBe(1);
    expect(absorb(faded, stats({ documents: LIFE.regroupEvery }), tools).state.cells.size).toBe(0);
  });
});

describe('open documents', () => {
  const [a, b, c] = [
    open('a', vector(1), { offset: 3n, time: 9 }),
    open('b', vector(1)),
    open('c', vector(0, 1), { topic: 7, terms: new Map([['w', 1]]) }),
  ];
  const span = { topic: 'documents', partition: 4, epoch: 0, from: 0n, to: 9n };

  it('wait as they came: with their place, cell and order; equal ones arrive as one', () => {
    const { state: after } = absorb(
      state({ count: 1e6, nextArrival: 40, nextCell: 5 }),
      stats({ span, open: [a, b, c], documents: 3 }),
      tools,
    );
    const common = { partition: 4, revision: 0, topic: null, terms: new Map() };
    expect(after.strays.get('a')).toEqual({
      ...common,
      id: 'a',
      offset: 3n,
      time: 9,
      vector: vector(1),
      exemplar: exemplar('a'),
      cell: 5,
      arrival: 40,
    });
    expect(after.strays.get('b')).toMatchObject({ cell: 5, arrival: 40 });
    expect(after.strays.get('c')).toMatchObject({ cell: 6, arrival: 42 });
    expect(after.nextArrival).toBe(43);
    expect([...after.strays.keys()]).toEqual(['a', 'b', 'c']);
  });

  it('keep their terms during the warm-up only', () => {
    const kept = (warming: boolean) =>
      absorb(state({ count: 100, warming }), stats({ span, open: [c] }), {
        ...tools,
        options: options({ warmup: 100 }),
      }).state.strays.get('c')?.terms;
    expect([kept(true), kept(false)]).toEqual([new Map([['w', 1]]), new Map()]);
  });

  it('replace one that waits under the same id, as the latest', () => {
    const before = state({
      count: 1e6,
      strays: [stray('a', { revision: 4, arrival: 1 }), stray('z', { arrival: 2 })],
      nextArrival: 9,
    });
    const { state: after } = absorb(before, stats({ span, open: [a] }), tools);
    expect([...after.strays.values()].map((s) => [s.id, s.revision, s.arrival])).toEqual([
      ['z', 0, 2],
      ['a', 0, 9],
    ]);
  });

  it('deleted in their span are counted but do not wait, nor are they shown or revised', () => {
    const result = absorb(state({ count: 1e6 }), stats({ span, model: 0, open: [a, c], deleted: ['a'] }), tools);
    expect([...result.state.strays.keys()]).toEqual(['c']);
    expect(result.revised.map((r) => r.id)).toEqual(['c']);
    const cells = [...result.state.cells.values()];
    expect(cells.map((x) => [x.weight, x.exemplars.map((e) => e.id)])).toEqual([
      [1, []],
      [1, ['c']],
    ]);
    expect(result.state.nextArrival).toBe(3);
  });

  it('written again and summed wait no longer, from this span or an earlier one, but are still shown', () => {
    const before = state({
      cells: [cell(1, vector(1), { exemplars: [exemplar('x')] })],
      strays: [stray('x'), stray('y')],
      count: 1e6,
    });
    const { state: after } = absorb(before, stats({ span, open: [a, c], settled: ['x', 'a'] }), tools);
    expect([...after.strays.keys()]).toEqual(['y', 'c']);
    expect(after.cells.get(1)?.exemplars.map((e) => e.id)).toContain('x');
  });
});

describe('a deletion', () => {
  it('takes the document from the exemplars of every cell and from those that wait; untouched cells stay the same', () => {
    const cells = [
      cell(1, vector(1), { exemplars: [exemplar('x'), exemplar('y')] }),
      cell(2, vector(0, 1), { exemplars: [exemplar('x')] }),
      cell(3, vector(0, 0, 1), { exemplars: [exemplar('y')] }),
    ];
    const before = state({ cells, strays: [stray('x'), stray('y')], count: 1e6 });
    const { state: after } = absorb(before, stats({ deleted: ['x', 'never heard of'], documents: 0 }), tools);
    expect([...after.cells.values()].map((c) => c.exemplars.map((e) => e.id))).toEqual([['y'], [], ['y']]);
    expect(after.cells.get(3)).toBe(cells[2]);
    expect([...after.strays.keys()]).toEqual(['y']);
  });
});

describe('the warm-up', () => {
  const docs = (n: number) =>
    Array.from({ length: n }, (_, i) =>
      open(`d${i}`, i % 2 === 0 ? vector(1, 0, 0.01 * i) : vector(0, 1, 0.01 * i), { offset: BigInt(i) }),
    );
  // By the larger of the first two coordinates, which says the theme.
  const seeder: Seeder = {
    name: 'told',
    seed: ({ rows, dim, data }) =>
      Int32Array.from({ length: rows }, (_, i) => ((data[i * dim] as number) > (data[i * dim + 1] as number) ? 0 : 1)),
  };
  const warm = { ...tools, seeder, options: options({ warmup: 10 }) };
  const blank = emptyState({ epoch: 0, encoder: 'e', products: 'p', dim: 4 }, warm.options);

  it('ends when the buffer is full: cells are founded anew, topics keep their ids, all is seen again', () => {
    const first = absorb(blank, stats({ model: 0, open: docs(8), documents: 8 }), warm);
    expect(first.state.warming).toBe(true);
    expect(first.events.map((e) => [e.type, e.topic, e.level])).toEqual([
      ['born', 1, 0],
      ['born', 2, 0],
      ['born', 3, 1],
      ['born', 4, 1],
    ]);
    const span = { topic: 'documents', partition: 0, epoch: 0, from: 10n, to: 12n };
    const more = [open('e', vector(1, 0, 0.5), { offset: 10n }), open('f', vector(0, 1, 0.5), { offset: 11n })];
    const second = absorb(first.state, stats({ model: 1, span, open: more, documents: 2 }), warm);
    expect(second.state.warming).toBe(false);
    expect([...second.state.topics.keys()]).toEqual([...first.state.topics.keys()]);
    expect(Math.min(...second.state.cells.keys())).toBeGreaterThanOrEqual(first.state.nextCell);
    expect(second.state.moved.size).toBe(0);
    // All have a topic and wait no longer.
    expect(second.state.strays.size).toBe(0);
    expect(second.revised.map((r) => [r.id, r.revision])).toEqual([
      ['e', 1],
      ['f', 1],
    ]);
  });

  it('ends after twice its documents when few ids, written again and again, never fill the buffer', () => {
    const span = (from: bigint) => ({ topic: 'documents', partition: 0, epoch: 0, from, to: from + 5n });
    let now = blank;
    for (const [from, warming] of [
      [0n, true],
      [5n, true],
      [10n, true],
      [15n, false],
    ] as const) {
      now = absorb(now, stats({ model: 0, span: span(from), open: docs(5), documents: 5 }), warm).state;
      expect(now.warming).toBe(warming);
    }
  });

  it('brings those a topic that had none', () => {
    const lone = stray('lone', { vector: vector(1, 0, 0.2), revision: 1, partition: 3, arrival: 0 });
    const before = state({ warming: true, count: 1e6, strays: [lone] });
    const { revised } = absorb(before, stats({ open: docs(9), documents: 9 }), warm);
    expect(revised.map((r) => [r.id, r.revision])).toContainEqual(['lone', 2]);
    expect(revised).toHaveLength(10);
  });

  it('is not there when it has no length', () => {
    expect(
      emptyState({ epoch: 2, encoder: 'e', products: 'p', dim: 4 }, options({ warmup: 0, seed: 8 })),
    ).toMatchObject({ warming: false, epoch: 2, seed: 8, version: 0, nextTopic: 1, nextCell: 1, sequence: 1 });
    expect(blank.warming).toBe(true);
  });

  it('tells the end of a topic whose documents have left the buffer', () => {
    // A topic that lives on a cell whose documents are no longer in the buffer goes with it: nothing is left of it, not even for the archive.
    const before = state({
      warming: true,
      count: 20,
      cells: [cell(1, vector(0, 0, 1), { topic: 9, weight: 50 })],
      topics: [topic(9)],
    });
    const { state: after, events } = absorb(
      before,
      stats({ model: 0, open: docs(10), documents: 10, cells: new Map([[1, sums(vector(0, 0, 1))]]) }),
      warm,
    );
    expect(events.some((e) => e.type === 'retired' && e.topic === 9)).toBe(true);
    expect(after.topics.has(9)).toBe(false);
  });
});
