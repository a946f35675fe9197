import { describe, expect, it } from 'vitest';
import { crowd, drop } from '../../../../src/core/model/crowd.ts';
import { GEOMETRY, LIFE } from '../../../../src/core/model/options.ts';
import type { ModelState } from '../../../../src/core/types.ts';
import { referenceProducts } from '../../../../src/core/vector.ts';
import { cell, HALF_LIFE, options, state, topic, turned, vector } from './make.ts';

const crowded = (model: ModelState, maxCells: number, halfLife = HALF_LIFE) =>
  crowd(model, options({ maxCells, halfLife }), referenceProducts);
const middle = (GEOMETRY.radius + GEOMETRY.minRadius) / 2;

describe('drop', () => {
  it('lets go of candidates of next to no weight, and of nothing else', () => {
    const light = LIFE.minCellWeight;
    const model = state({
      streamTime: HALF_LIFE,
      topics: [topic(7)],
      cells: [
        cell(1, vector(1), { weight: 1.9 * light }),
        cell(2, vector(1), { weight: 2 * light }),
        cell(3, vector(1), { weight: 0.5 * light, topic: 7 }),
        cell(4, vector(1), { weight: 1.9 * light, reference: HALF_LIFE }),
      ],
    });
    expect([...drop(model, options({ halfLife: HALF_LIFE })).cells.keys()]).toEqual([2, 3, 4]);
    expect(drop(model, options())).toBe(model);
  });
});

describe('a crowd', () => {
  // In fifths of a right angle; 1 and 2 are nearest to each other, but heavy.
  const cells = [
    cell(1, turned(0, 1, 0), { weight: 50, topic: 7 }),
    cell(2, turned(0, 1, 16), { weight: 50, topic: 8 }),
    cell(3, turned(0, 1, 54), { weight: 1, topic: 9 }),
    cell(4, turned(0, 1, 74), { weight: 2, topic: 9 }),
    cell(5, vector(0, 0, 1), { weight: 3 }),
  ];
  const model = state({
    cells,
    radius: middle,
    moved: new Map([
      [70, 3],
      [71, 5],
    ]),
  });

  it('joins the two whose union loses least resultant length, down to a part of the bound', () => {
    const after = crowded(model, 4);
    // 50 + 50 at 16° lose 0.97; 1 + 2 at 20° lose 0.04.
    expect([...after.cells.values()].map((c) => [c.id, c.weight, c.topic])).toEqual([
      [1, 50, 7],
      [2, 50, 8],
      [4, 3, 9],
      [5, 3, null],
    ]);
    expect([...after.moved]).toEqual([
      [70, 3],
      [71, 5],
      [3, 4],
    ]);
    // Ten may stay; a fifth less is left when an eleventh comes.
    const eleven = Array.from({ length: 11 }, (_, i) => cell(i + 1, turned(0, 1, 30 * i), { weight: i + 1 }));
    expect(crowded(state({ cells: eleven }), 10).cells.size).toBe(8);
    expect(crowded(state({ cells: eleven.slice(1) }), 10).cells.size).toBe(10);
  });

  it('joins cells of one topic first, and of several only when that is not enough', () => {
    const near = [
      cell(1, turned(0, 1, 0), { topic: 7 }),
      cell(2, turned(0, 1, 5), { topic: 8 }),
      cell(3, turned(0, 1, 60), { topic: 8 }),
    ];
    expect([...crowded(state({ cells: near }), 2).moved]).toEqual([[3, 2]]);
    expect([...crowded(state({ cells: near }), 1).moved]).toEqual([
      [2, 1],
      [3, 1],
    ]);
  });

  it('remembers each that was merged away, with the one that holds its weight now', () => {
    const after = crowded(model, 1);
    expect([...after.cells.keys()]).toEqual([1]);
    expect(after.cells.get(1)).toMatchObject({ weight: 106, documents: 5, records: 5 });
    expect([...after.moved]).toEqual([
      [70, 3],
      [71, 5],
      [2, 1],
      [3, 1],
      [4, 1],
      [5, 1],
    ]);
  });

  it('weighs at stream time', () => {
    // At equal weights the two 30° apart would join; but the first two are nearly forgotten.
    const at = [0, 40, 70].map((deg, i) => cell(i + 1, turned(0, 1, deg), { reference: i < 2 ? 0 : 10 * HALF_LIFE }));
    const later = crowded(state({ cells: at, streamTime: 10 * HALF_LIFE }), 2);
    expect([...later.moved]).toEqual([[2, 1]]);
  });

  it('forgets the oldest mergers beyond a bound', () => {
    const moved = new Map(Array.from({ length: LIFE.maxMoved }, (_, i) => [1000 + i, 1] as const));
    const after = crowded({ ...model, moved }, 4);
    expect(after.moved.size).toBe(LIFE.maxMoved);
    expect(after.moved.has(1000)).toBe(false);
    expect(after.moved.has(1001)).toBe(true);
    expect(after.moved.get(3)).toBe(4);
  });

  it('opens the radius down to its least; room closes it again, up to its most', () => {
    expect(crowded(model, 4).radius).toBeLessThan(middle);
    expect(crowded({ ...model, radius: GEOMETRY.minRadius }, 4).radius).toBe(GEOMETRY.minRadius);
    expect(crowded(model, 100).radius).toBeGreaterThan(middle);
    const wide = { ...model, radius: GEOMETRY.radius };
    expect(crowded(wide, 100)).toBe(wide);
    // Nearly full: neither.
    expect(crowded(model, 5)).toBe(model);
  });
});
