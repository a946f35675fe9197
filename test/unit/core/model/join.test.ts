import { describe, expect, it } from 'vitest';
import { join, meanWith, openSet, survivor } from '../../../../src/core/model/join.ts';
import type { BatchStats, ModelState } from '../../../../src/core/types.ts';
import { dot, referenceProducts } from '../../../../src/core/vector.ts';
import { normal, rng } from '../../../laws/stream.ts';
import { cell, exemplar, HALF_LIFE, open, options, state, stats, sums, turned, vector } from './make.ts';

const opts = options({ halfLife: HALF_LIFE });
const joined = (model: ModelState, s: BatchStats) => join(model, s, openSet(s, model), opts, referenceProducts);

describe('meanWith', () => {
  it('is the mean of all that was ever added, equal documents of a span once', () => {
    const model = state({ mean: vector(0.5), count: 4 });
    const s = stats({
      cells: new Map([[1, sums(vector(0, 2, 0, 0), { weight: 3 })]]),
      open: [open('a', vector(0, 0, 1)), open('b', vector(0, 0, 1)), open('c', vector(0, 0, 0, 1))],
    });
    const { mean, count } = meanWith(model, s, openSet(s, model));
    expect(count).toBe(9);
    for (const [j, x] of [2, 2, 1, 1].entries()) expect(mean[j]).toBeCloseTo(x / 9, 6);
  });

  it('is a running mean: in two steps as in one, with nothing as before', () => {
    const docs = [20, 50, 70, 130].map((deg, i) => open(`${i}`, turned(0, 1, deg)));
    const step = (model: ModelState, part: typeof docs): ModelState => {
      const s = stats({ open: part });
      return { ...model, ...meanWith(model, s, openSet(s, model)) };
    };
    const [one, two] = [step(state(), docs), step(step(state(), docs.slice(0, 1)), docs.slice(1))];
    for (const [j, m] of one.mean.entries()) {
      expect(m).toBeCloseTo(docs.reduce((sum, d) => sum + (d.vector[j] as number), 0) / 4, 6);
      expect(two.mean[j]).toBeCloseTo(m, 6);
    }
    expect(step(one, []).mean).toBe(one.mean);
    expect(step(one, []).count).toBe(4);
  });
});

describe('survivor', () => {
  const cells = new Map([[3, cell(3, vector(1))]]);
  const moved = new Map([
    [1, 2],
    [2, 3],
    [7, 8],
  ]);

  it('follows mergers to the cell that lives', () => {
    expect(survivor(3, { cells, moved })).toBe(3);
    expect(survivor(1, { cells, moved })).toBe(3);
    expect(survivor(7, { cells, moved })).toBeNull();
    expect(survivor(9, { cells, moved })).toBeNull();
  });
});

describe('sums', () => {
  const model = state({
    cells: [cell(3, vector(1)), cell(5, vector(0, 1))],
    moved: new Map([[1, 3]]),
    radius: 0.6,
    nextCell: 10,
  });
  const put = (id: number, sum: Float32Array, weight = 1) =>
    joined(model, stats({ cells: new Map([[id, sums(sum, { weight })]]) }));

  it('go to their cell, or to its survivor', () => {
    expect(put(5, vector(1)).cells.get(5)).toMatchObject({ weight: 2, documents: 2, mean: vector(0.5, 0.5) });
    expect(put(1, vector(1)).cells.get(3)?.weight).toBe(2);
    expect(put(1, vector(1)).cells.get(5)).toBe(model.cells.get(5));
    expect(put(1, vector(1)).nextCell).toBe(10);
  });

  it('of a cell that is gone go to the nearest within the radius, by their mean', () => {
    // Two documents near cell 5, whose sum is no unit vector.
    const near = put(
      99,
      Float32Array.from(turned(1, 2, 40), (x) => 2 * x),
      2,
    );
    expect(near.cells.get(5)).toMatchObject({ weight: 3, records: 2 });
    expect(near.cells.size).toBe(2);
  });

  it('of a cell that is gone are placed by their mean, not by how many they are', () => {
    // Seen from the mean of the stream the document lies near cell 5; ten times its vector would not.
    const shifted = { ...model, mean: vector(0.9, 0, 0.9) };
    const near = vector(0.8, 0.6, 0.8);
    const s = stats({
      cells: new Map([
        [
          99,
          sums(
            Float32Array.from(near, (x) => 10 * x),
            { weight: 10 },
          ),
        ],
      ]),
    });
    const moved = { ...shifted, cells: new Map([[5, cell(5, vector(0.9, 1, 0.9))]]) };
    expect(joined(moved, s).cells.get(5)?.weight).toBe(11);
  });

  it('found a cell when none is near', () => {
    const far = put(99, turned(1, 2, 60));
    expect(far.nextCell).toBe(11);
    expect([...far.cells.keys()]).toEqual([3, 5, 10]);
    expect(far.cells.get(10)).toMatchObject({ topic: null, weight: 1, mean: turned(1, 2, 60) });
  });

  it('of two cells that are gone may meet in the cell that the first of them founded', () => {
    const s = stats({
      cells: new Map([
        [90, sums(vector(0, 0, 1))],
        [91, sums(turned(2, 3, 10))],
      ]),
    });
    expect(joined(model, s).cells.get(10)?.weight).toBe(2);
  });
});

describe('open documents', () => {
  it('join the nearest cell within the radius, those founded before in the span included, else found one', () => {
    const model = state({ cells: [cell(3, vector(1)), cell(5, turned(0, 1, 40))], radius: 0.6, nextCell: 10 });
    const docs = [turned(0, 1, 15), turned(0, 1, 90), turned(0, 1, 25), turned(0, 1, 110), vector(0, 0, 0, 1)];
    const { cells, holders, nextCell } = joined(model, stats({ open: docs.map((v, i) => open(`${i}`, v)) }));
    // 50° from cell 5 is cos 0.64, so the second joins it; the fourth is 70° off.
    expect(holders).toEqual([3, 5, 5, 10, 11]);
    expect(nextCell).toBe(12);
    expect([...cells.values()].map((c) => c.weight)).toEqual([2, 3, 1, 1]);
  });

  it('meet a founder at its own place, and the old cells where they were before the span', () => {
    const model = state({ radius: 0.9, nextCell: 1 });
    const { holders } = joined(model, stats({ open: [0, 20, 40].map((deg) => open(`${deg}`, turned(0, 1, deg))) }));
    // 40° is within 0.9 (26°) of the second, but not of the first, which founded the cell.
    expect(holders).toEqual([1, 1, 2]);
  });

  it('meet all that was founded before them, however many they are', () => {
    const random = rng(5);
    const vectors = Array.from({ length: 700 }, () => {
      const v = Float32Array.from({ length: 4 }, () => normal(random));
      return v.map((x) => x / Math.hypot(...v));
    });
    const { holders } = joined(
      state({ radius: 0.9, nextCell: 1 }),
      stats({ open: vectors.map((v, i) => open(`${i}`, v)) }),
    );
    // Leaders by hand.
    const leaders: Float32Array[] = [];
    const expected = vectors.map((v) => {
      const cosines = leaders.map((leader) => dot(v, 0, leader, 0, 4));
      const most = Math.max(...cosines);
      return most >= 0.9 ? cosines.indexOf(most) + 1 : leaders.push(v);
    });
    expect(holders).toEqual(expected);
    // Some were founded late, and taken up later still.
    const late = holders.slice(600).filter((id) => holders.indexOf(id) >= 300 && holders.indexOf(id) < 600);
    expect(late.length).toBeGreaterThan(3);
  });

  it('count once when they are equal, at the time of the first; all have its cell', () => {
    const model = state({ radius: 0.6, nextCell: 1 });
    const v = vector(0, 1);
    const docs = [
      open('a', v, { time: 5, terms: new Map([['w', 2]]) }),
      open('b', vector(1)),
      open('c', v, { time: 9 }),
    ];
    const { cells, holders } = joined(model, stats({ open: docs }));
    expect(holders).toEqual([1, 2, 1]);
    expect(cells.get(1)).toMatchObject({
      weight: 1,
      documents: 1,
      reference: 5,
      exemplars: [exemplar('a')],
    });
    expect(cells.get(1)?.terms.get('w')).toBeCloseTo((1 + Math.log(2)) * 2 ** (5 / HALF_LIFE), 5);
  });

  it('are measured from the mean of the stream', () => {
    const mean = vector(0.9);
    const model = state({ mean, cells: [cell(3, vector(0.9, 0.4))], radius: 0.6, nextCell: 10 });
    // Both point nearly along the mean, but to opposite sides of it.
    const { holders } = joined(model, stats({ open: [open('a', vector(0.9, 0.2)), open('b', vector(0.9, -0.4))] }));
    expect(holders).toEqual([3, 10]);
  });

  it('are within at the very radius, and the first of equally near cells takes them', () => {
    const model = state({ cells: [cell(3, vector(1)), cell(4, vector(1))], radius: 1, nextCell: 10 });
    expect(joined(model, stats({ open: [open('a', vector(1))] })).holders).toEqual([3]);
  });
});
