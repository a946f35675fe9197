import { describe, expect, it } from 'vitest';
import { growth, heir } from '../../../../src/core/history/growth.ts';
import type { Cell } from '../../../../src/core/types.ts';
import { cell, vector } from '../model/make.ts';

const cells = (...list: (readonly [id: number, topic: number | null, documents: number])[]): Map<number, Cell> =>
  new Map(list.map(([id, topic, documents]) => [id, cell(id, vector(1), { topic, documents })]));

describe('growth', () => {
  it('is what each cell took in, for the topic it belongs to now', () => {
    const before = { cells: cells([1, 10, 5], [2, 10, 7], [3, null, 1]), warming: false };
    const after = { cells: cells([1, 10, 6], [2, 11, 9], [3, null, 4], [4, 12, 2]), moved: new Map(), warming: false };
    expect([...growth(before, after)]).toEqual([
      [10, 1],
      [11, 2],
      [null, 3],
      [12, 2],
    ]);
  });

  it('is nothing for cells that only change their topic', () => {
    const before = { cells: cells([1, 10, 5]), warming: false };
    expect(growth(before, { cells: cells([1, 11, 5]), moved: new Map(), warming: false }).size).toBe(0);
  });

  it('takes documents of merged cells for old ones, however long the chain', () => {
    const before = { cells: cells([1, 10, 5], [2, 10, 7], [3, 10, 1]), warming: false };
    const moved = new Map([
      [1, 2],
      [2, 3],
    ]);
    expect([...growth(before, { cells: cells([3, 10, 15]), moved, warming: false })]).toEqual([[10, 2]]);
  });

  it('of a forgotten cell is nothing, also when its documents are more than the new ones', () => {
    const before = { cells: cells([1, 10, 50], [2, 10, 3]), warming: false };
    expect([...growth(before, { cells: cells([2, 10, 4]), moved: new Map(), warming: false })]).toEqual([[10, 1]]);
  });

  it('at the end of the warm-up is shared out by what each topic has, as much as there came', () => {
    const before = { cells: cells([1, 10, 5], [2, 11, 3]), warming: true };
    const after = { cells: cells([7, 10, 4], [8, 12, 6], [9, null, 2]), moved: new Map(), warming: false };
    expect([...growth(before, after)]).toEqual([
      [10, expect.closeTo(4 / 3)],
      [12, expect.closeTo(2)],
      [null, expect.closeTo(2 / 3)],
    ]);
    expect(growth({ ...after, warming: true }, after).size).toBe(0);
  });
});

describe('heir', () => {
  it('holds most documents of what was the topic', () => {
    const before = { cells: cells([1, 10, 5], [2, 10, 7], [3, 10, 1], [4, 11, 90]) };
    const after = { cells: cells([2, 12, 30], [3, 11, 2], [4, 11, 90]), moved: new Map([[1, 3]]) };
    expect(heir(10, before, after)).toBe(12);
  });

  it('is nobody when its cells are forgotten or candidates again', () => {
    const before = { cells: cells([1, 10, 5], [2, 10, 7]) };
    expect(heir(10, before, { cells: cells([2, null, 7]), moved: new Map() })).toBeNull();
  });
});
