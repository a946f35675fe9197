import { describe, expect, it } from 'vitest';
import { crowd, drop, radiusAfter } from '../../../../src/core/model/crowd.ts';
import { PRIOR, thresholdsOf } from '../../../../src/core/model/geometry.ts';
import { LIFE } from '../../../../src/core/model/options.ts';
import type { ModelState } from '../../../../src/core/types.ts';
import { referenceProducts } from '../../../../src/core/vector.ts';
import { cell, HALF_LIFE, options, state, topic, turned, vector } from './make.ts';

const crowded = (model: ModelState, maxCells: number, halfLife = HALF_LIFE) =>
  crowd(model, options({ maxCells, halfLife }), referenceProducts);
const { claim, radius } = thresholdsOf(PRIOR);
const middle = (radius + claim) / 2;

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

  it('forgets none while the model warms up, which would lose what waits in them at the seeding', () => {
    const moved = new Map(Array.from({ length: LIFE.maxMoved }, (_, i) => [1000 + i, 1] as const));
    const after = crowded({ ...model, moved, warming: true }, 4);
    expect([after.moved.size, after.moved.get(1000)]).toEqual([LIFE.maxMoved + 1, 1]);
  });

  it('leaves the model alone when all fit', () => {
    expect(crowded(model, 5)).toBe(model);
  });
});

describe('the radius', () => {
  const cells = [1, 2, 3, 4].map((id) => cell(id, turned(0, 1, 40 * id), { weight: 1000 }));
  const full = state({ cells, radius: middle });
  // renewal · 4 cells of 4,000 documents.
  const wanted = LIFE.renewal / 1000;
  const moved = (model: ModelState, documents: number, open: number, maxCells = 4) =>
    radiusAfter(model, { documents, open }, options({ maxCells, halfLife: HALF_LIFE }));

  it('finds the cosine beyond which lies the wanted part of the documents', () => {
    // Cosines spread evenly over [0.2, 0.6]: the wanted part lies below 0.2 + 0.4 · wanted.
    const share = (radius: number) => Math.min(1, Math.max(0, (radius - 0.2) / 0.4));
    for (const documents of [256, 4096]) {
      let model = full;
      for (let i = 0; i < 40_960 / documents; i++)
        model = { ...model, radius: moved(model, documents, documents * share(model.radius)) };
      expect(model.radius).toBeCloseTo(0.2 + 0.4 * wanted, 2);
    }
  });

  it('opens when more are beyond it, closes when fewer are, and stays when it is as wanted', () => {
    expect(moved(full, 1000, 1000)).toBeLessThan(middle);
    expect(moved(full, 1000, 0)).toBeGreaterThan(middle);
    expect(moved(full, 1000, 1000 * wanted)).toBeCloseTo(middle, 12);
  });

  it('lets all of a short stream found cells', () => {
    const young = state({ cells: cells.map((c) => ({ ...c, weight: LIFE.renewal })), radius: middle });
    expect(moved(young, 10, 10)).toBeCloseTo(middle, 12);
    // Old documents count as much as is left of them.
    const faded = { ...full, streamTime: 40 * HALF_LIFE };
    expect(moved(faded, 10, 10)).toBeCloseTo(middle, 12);
  });

  it('closes while there is room for more cells', () => {
    expect(moved(full, 1000, 1000, 6)).toBeGreaterThan(middle);
  });

  it('stays between what a topic claims and its most, as they are in the space at hand', () => {
    expect(moved({ ...full, radius: claim }, 1000, 1000)).toBe(claim);
    expect(moved({ ...full, radius }, 1000, 0)).toBe(radius);
    const elsewhere = { ...full, geometry: { ...PRIOR, chance: 0.02 } };
    expect(moved({ ...elsewhere, radius: 0 }, 1000, 1000)).toBeCloseTo(0.0256, 4);
    expect(moved({ ...elsewhere, radius }, 1000, 0)).toBeCloseTo(0.54, 12);
  });

  it('waits for the end of the warm-up, and for documents', () => {
    expect(moved({ ...full, warming: true }, 1000, 1000)).toBe(middle);
    expect(moved(full, 0, 0)).toBe(middle);
  });
});
