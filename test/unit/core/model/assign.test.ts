import { describe, expect, it } from 'vitest';
import { assign } from '../../../../src/core/model/assign.ts';
import { CERTAINTY, LIFE } from '../../../../src/core/model/options.ts';
import { viewOf } from '../../../../src/core/model/view.ts';
import { reservoirKey } from '../../../../src/core/random.ts';
import type { Document, EncodedBatch } from '../../../../src/core/types.ts';
import { referenceProducts, stack } from '../../../../src/core/vector.ts';
import { cell, DIM, HALF_LIFE, options, state, topic, turned, vector } from './make.ts';

const view = viewOf(
  state({
    version: 9,
    cells: [cell(4, vector(1), { topic: 1 }), cell(6, vector(0, 1), { topic: 2 }), cell(8, vector(0, 0, 0, 1))],
    topics: [topic(1), topic(2)],
  }),
  HALF_LIFE,
);
const span = { topic: 'documents', partition: 2, epoch: 0, from: 40n, to: 60n };
const tools = { options: options({ halfLife: HALF_LIFE, seed: 5 }), products: referenceProducts };

type Row = Partial<Document> & { readonly v: Float32Array; readonly words?: Record<string, number> };

function batch(...rows: readonly Row[]): EncodedBatch {
  return {
    docs: rows.map(({ v: _, words: __, ...doc }, i) => ({ id: `d${i}`, text: `text ${i}`, time: 0, ...doc })),
    offsets: rows.map((_, i) => 40n + 2n * BigInt(i)),
    vectors: stack(
      rows.map(({ v }) => v),
      DIM,
    ),
    terms: rows.map(({ words = {} }) => new Map(Object.entries(words))),
    deleted: ['gone'],
  };
}

const assigned = (...rows: readonly Row[]) => assign(view, batch(...rows), span, tools);

describe('the stats', () => {
  it('say what they are of', () => {
    const { stats } = assigned({ v: vector(1), time: 70 }, { v: vector(0, 1), time: 90 }, { v: vector(1), time: 20 });
    expect(stats).toMatchObject({ model: 9, span, reference: 90, documents: 3, deleted: ['gone'] });
    expect(assigned().stats).toMatchObject({ reference: 0, documents: 0, open: [], cells: new Map() });
  });

  it('bring the documents with a topic that the panel wants', () => {
    const rows = batch({ v: vector(1) }, { v: vector(0, 1) }, { v: vector(1) }, { v: vector(0, 0, 0, 0, 1) });
    const sampled = (wanted: number) => assign({ ...view, wanted }, rows, span, tools).stats.sampled;
    const all = sampled(Number.POSITIVE_INFINITY);
    expect(all.map(({ id }) => id)).toEqual(['d0', 'd1', 'd2']);
    const [low, middle] = all.map(({ draw }) => draw).sort((x, y) => x - y) as [number, number, number];
    expect(sampled(middle).map(({ draw }) => draw)).toEqual([low]);
  });

  it('bring no more of them than the panel has room for, in the order of their offsets', () => {
    const rows = batch(...Array.from({ length: CERTAINTY.panel + 50 }, () => ({ v: vector(1) })));
    const { sampled } = assign({ ...view, wanted: Number.POSITIVE_INFINITY }, rows, span, tools).stats;
    const offsets = sampled.map(({ offset }) => offset);
    expect(offsets).toHaveLength(CERTAINTY.panel);
    expect(offsets).toEqual([...offsets].sort((a, b) => Number(a - b)));
  });

  it('name the ids whose newest document was summed', () => {
    const { stats } = assigned(
      { id: 'near, then far', v: vector(1) },
      { id: 'far, then near', v: vector(0, 0, 0, 1) },
      { id: 'near, then far', v: vector(0, 0, 0, 1) },
      { id: 'far, then near', v: vector(1) },
      { id: 'near', v: vector(0, 1) },
    );
    expect(stats.settled).toEqual(['far, then near', 'near']);
  });

  it('hold the sums of each cell at its own newest document, in order of the cells', () => {
    const a = turned(0, 2, 20);
    const { stats } = assigned(
      { v: vector(0, 1), time: 5000, words: { x: 1 } },
      { v: vector(1), time: 0, words: { x: 2, y: 4 } },
      { v: a, time: HALF_LIFE, words: { x: 1 } },
    );
    expect([...stats.cells.keys()]).toEqual([4, 6]);
    const sums = stats.cells.get(4);
    expect(sums).toMatchObject({ reference: HALF_LIFE, weight: 1.5, documents: 2 });
    expect([...(sums?.terms ?? [])]).toEqual([
      ['x', expect.closeTo(0.5 * (1 + Math.log(2)) + 1, 6)],
      ['y', expect.closeTo(0.5 * (1 + Math.log(4)), 6)],
    ]);
    for (let j = 0; j < DIM; j++) expect(sums?.sum[j]).toBeCloseTo(0.5 * (j === 0 ? 1 : 0) + (a[j] as number), 6);
    // Two points: Σw·‖x − m‖² = (w₁·w₂ / Σw)·‖x₁ − x₂‖².
    const apart = 2 - 2 * Math.cos((20 * Math.PI) / 180);
    expect(sums?.spread).toBeCloseTo(((0.5 * 1) / 1.5) * apart, 6);
    expect(stats.cells.get(6)).toMatchObject({ reference: 5000, weight: 1, spread: 0 });
    expect([...(stats.cells.get(6)?.terms ?? [])]).toEqual([['x', 1]]);
  });

  it('keep the heaviest terms of a cell when there are too many', () => {
    const words = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`w${i}`, 1]));
    const many = Array.from({ length: 5 }, (_, k) =>
      Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`v${k}-${i}`, i === 7 ? 3 : 1])),
    );
    const { stats } = assigned({ v: vector(1), words }, ...many.map((w, k) => ({ v: turned(0, 2, k + 1), words: w })));
    const { terms = new Map() } = stats.cells.get(4) ?? {};
    expect(terms.size).toBe(LIFE.maxStatsTerms);
    expect([...terms].slice(0, 5)).toEqual([0, 1, 2, 3, 4].map((k) => [`v${k}-7`, Math.fround(1 + Math.log(3))]));
  });
});

describe('open documents', () => {
  it('are those that no cell holds, whose cell is a candidate, in order of their offsets', () => {
    const { stats, placements } = assigned(
      { v: turned(0, 2, 80), id: 'far' },
      { v: vector(1) },
      { v: vector(0, 0, 0, 1), id: 'at a candidate', words: { w: 1 }, time: 30 },
    );
    expect(stats.open.map(({ id, offset, topic: t, time }) => ({ id, offset, t, time }))).toEqual([
      { id: 'far', offset: 40n, t: placements[0]?.theta[0]?.topic ?? null, time: 0 },
      { id: 'at a candidate', offset: 44n, t: null, time: 30 },
    ]);
    expect(stats.open[1]?.vector).toEqual(vector(0, 0, 0, 1));
    expect(stats.open[1]?.terms).toEqual(new Map([['w', 1]]));
    expect(placements[2]).toMatchObject({ theta: [], cell: 2 });
  });

  it('have a vector of their own, not a view of the whole batch', () => {
    const { stats } = assigned({ v: vector(0, 0, 1) }, { v: vector(1) });
    expect(stats.open[0]?.vector.buffer.byteLength).toBe(4 * DIM);
  });
});

describe('exemplars', () => {
  it('show the cleaned text with what is known of the document', () => {
    const shown = { title: 'T', url: 'https://a.b', source: 'S' };
    const { stats } = assigned({ v: turned(0, 2, 30), text: ' a\u0000 \n b ', time: 7, ...shown });
    const [e] = stats.cells.get(4)?.exemplars ?? [];
    const score = Math.fround(Math.cos(Math.PI / 6));
    expect(e).toMatchObject({ id: 'd0', excerpt: 'a b', time: 7, ...shown });
    expect(e?.score).toBeCloseTo(score, 6);
    expect(e?.priority).toBe(reservoirKey('d0', (e?.score ?? 0) ** 4, 5));
    expect(Object.keys(assigned({ v: vector(1) }).stats.cells.get(4)?.exemplars[0] ?? {}).sort()).toEqual([
      'excerpt',
      'id',
      'priority',
      'score',
      'time',
    ]);
  });

  it('are drawn by the seed and the id, with a small chance for what is far off', () => {
    const opposite = { v: vector(-1), id: 'x' };
    const [first] = assigned(opposite).stats.open;
    // Nearest is the candidate, at a right angle.
    expect(first?.exemplar.score).toBe(0);
    expect(first?.exemplar.priority).toBe(reservoirKey('x', 0.05 ** 4, 5));
    const other = assign(view, batch(opposite), span, { ...tools, options: { ...tools.options, seed: 6 } });
    expect(other.stats.open[0]?.exemplar.priority).toBe(reservoirKey('x', 0.05 ** 4, 6));
  });

  it('are the best few of a cell', () => {
    const rows = Array.from({ length: 8 }, (_, i) => ({ v: turned(0, 2, i) }));
    const exemplars = assigned(...rows).stats.cells.get(4)?.exemplars ?? [];
    const keys = rows.map((_, i) => reservoirKey(`d${i}`, Math.fround(Math.cos((i * Math.PI) / 180)) ** 4, 5));
    expect(exemplars).toHaveLength(LIFE.exemplars);
    const best = keys.toSorted((a, b) => b - a).slice(0, LIFE.exemplars);
    for (const [r, e] of exemplars.entries()) expect(e.priority).toBeCloseTo(best[r] as number, 4);
  });
});
