import { describe, expect, it } from 'vitest';
import { rehearsed } from '../../../../src/core/model/rehearse.ts';
import type { Cell } from '../../../../src/core/types.ts';
import { referenceProducts } from '../../../../src/core/vector.ts';
import { cell, HALF_LIFE, options, state, stray, topic, turned, vector } from './make.ts';

/** A model with one cell for each topic. */
const model = (cells: readonly Cell[]) =>
  state({ cells, topics: cells.map(({ topic: id, mean }) => topic(id as number, { mean })) });
const at = (id: string, degrees: number, to = 1) =>
  stray(id, { vector: turned(0, to, degrees), offset: BigInt(degrees) });
const opts = options({ halfLife: HALF_LIFE });

describe('rehearsed', () => {
  // Early, two topics; now, three: the first of them was split.
  const early = model([cell(1, vector(1), { topic: 1 }), cell(2, vector(0, 0, 1), { topic: 2 })]);
  const state = model([
    cell(5, vector(1), { topic: 11 }),
    cell(6, turned(0, 1, 60), { topic: 12 }),
    cell(7, vector(0, 0, 1), { topic: 13 }),
  ]);
  const arrived = [at('a', 5), at('b', 10), at('c', 55), at('d', 85, 2), at('e', 50), at('f', 80, 2), at('g', 90, 3)];
  const panel = rehearsed({ state, early, half: 4 }, arrived, opts, referenceProducts);
  const byId = new Map(panel.map((p) => [p.id, p]));

  it('gives each the heir of its early topic: where most of that one’s documents are now', () => {
    expect(panel.map(({ id, topic: given }) => [id, given])).toEqual([
      ['a', 11],
      ['b', 11],
      ['c', 11],
      ['d', 13],
      ['f', 13],
    ]);
  });

  it('leaves out every other of those whose topic changes: of twice as many documents half as many would', () => {
    const two = (half: number, ...more: number[]) =>
      rehearsed(
        { state, early, half },
        [...arrived.slice(0, 4), ...more.map((x) => at(`${x}`, x))],
        opts,
        referenceProducts,
      );
    // c is the first of them.
    expect(two(4, 50, 45, 56, 57).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', '45', '57']);
  });

  it('takes the scores of the early model, and says which documents that had seen', () => {
    expect(byId.get('c')?.scores[0]).toBeCloseTo(Math.cos((55 * Math.PI) / 180), 5);
    expect(panel.map(({ known }) => known)).toEqual([true, true, true, true, false]);
  });

  it('leaves out what no early topic claims, or whose topic has no document left', () => {
    expect(byId.has('g')).toBe(false);
    expect(rehearsed({ state, early, half: 3 }, arrived, opts, referenceProducts).map(({ id }) => id)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('gives the lowest of equal heirs', () => {
    const two = [at('c', 55), at('a', 5), at('e', 10)];
    const heirs = rehearsed({ state, early, half: 2 }, two, opts, referenceProducts).map((p) => p.topic);
    expect(heirs).toEqual([11, 11, 11]);
  });
});
