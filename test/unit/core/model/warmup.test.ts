import { describe, expect, it } from 'vitest';
import { seedAnew } from '../../../../src/core/model/warmup.ts';
import type { Seeder } from '../../../../src/core/ports.ts';
import { cell, exemplar, HALF_LIFE, options, state, stray, turned, vector } from './make.ts';

/** Puts the points into the clusters it is told, and keeps what it was asked. */
function seederOf(clusters: readonly number[]) {
  const asked: Parameters<Seeder['seed']>[] = [];
  const seeder: Seeder = {
    name: 'told',
    seed(...args) {
      asked.push(args);
      return Int32Array.from(clusters);
    },
  };
  return { seeder, asked };
}

describe('seedAnew', () => {
  const mean = vector(0, 0, 0.5);
  const buffer = [
    stray('a', { vector: turned(0, 1, 10), cell: 1, time: 0, arrival: 1, terms: new Map([['w', 2]]) }),
    stray('b', { vector: turned(0, 1, 30), cell: 2, time: HALF_LIFE, arrival: 2, terms: new Map([['w', 1]]) }),
    stray('c', { vector: vector(0, 0, 1), cell: 3, arrival: 3 }),
    stray('d', { vector: turned(0, 1, 20), cell: 9, arrival: 4, time: HALF_LIFE }),
  ];
  const model = state({
    mean,
    cells: [
      cell(1, vector(1), { topic: 7 }),
      cell(2, vector(1), { topic: 5 }),
      cell(3, vector(0, 1)),
      cell(4, vector(1), { weight: 99 }),
    ],
    moved: new Map([[9, 2]]),
    strays: buffer,
    nextCell: 20,
    warming: true,
  });
  const opts = options({ halfLife: HALF_LIFE, seed: 3 });

  it('founds the cells anew from the buffer alone, numbered as they are met', () => {
    const { seeder } = seederOf([5, 5, 2, 5]);
    const after = seedAnew(model, opts, seeder);
    expect([...after.cells.keys()]).toEqual([20, 21]);
    expect(after).toMatchObject({ nextCell: 22, moved: new Map(), warming: true });
    // a weighs half by the time of b and d.
    expect(after.cells.get(20)).toMatchObject({
      weight: 2.5,
      documents: 3,
      reference: HALF_LIFE,
      exemplars: [exemplar('a'), exemplar('b'), exemplar('d')],
    });
    expect([...(after.cells.get(20)?.terms ?? [])]).toEqual([['w', Math.fround(1 + Math.log(2))]]);
    expect(after.cells.get(20)?.mean[0]).toBeCloseTo(
      (0.5 * Math.cos(Math.PI / 18) + Math.cos(Math.PI / 6) + Math.cos(Math.PI / 9)) / 2.5,
      6,
    );
    expect([...after.strays.values()].map((s) => s.cell)).toEqual([20, 20, 21, 20]);
  });

  it('lets each cell take over the topic of most of its documents, wherever their cells moved', () => {
    const of = (clusters: readonly number[]) =>
      [...seedAnew(model, opts, seederOf(clusters).seeder).cells.values()].map((c) => c.topic);
    expect(of([0, 0, 0, 0])).toEqual([5]);
    expect(of([0, 1, 2, 1])).toEqual([7, 5, null]);
    // One each: the older topic.
    expect(of([0, 0, 1, 1])).toEqual([5, 5]);
  });

  it('counts equal documents of one span once', () => {
    const twin = stray('twin', { vector: turned(0, 1, 10), cell: 1, arrival: 1, terms: new Map([['w', 2]]) });
    const twins = {
      ...model,
      strays: new Map([buffer[0], twin, ...buffer.slice(1)].map((s) => [s?.id ?? '', s ?? twin])),
    };
    // The seeder may put the twin elsewhere: it stays with the one that counts.
    const after = seedAnew(twins, opts, seederOf([0, 9, 0, 1, 1]).seeder);
    expect([...after.cells.values()].reduce((n, c) => n + c.documents, 0)).toBe(4);
    expect(after.strays.get('twin')?.cell).toBe(after.strays.get('a')?.cell);
    expect([...after.strays.keys()]).toEqual(['a', 'twin', 'b', 'c', 'd']);
  });

  it('leaves alone the documents whose cell is forgotten: the archive has them, or what was of no topic', () => {
    const retired = stray('retired', { vector: vector(1), cell: 77, topic: 6, arrival: 0 });
    const dropped = stray('dropped', { vector: vector(0, 1), cell: 78, arrival: 5, revision: 2 });
    const all = [retired, ...buffer, dropped];
    const { seeder, asked } = seederOf([0, 0, 0, 0]);
    const after = seedAnew({ ...model, strays: new Map(all.map((s) => [s.id, s])) }, opts, seeder);
    expect(asked[0]?.[0].rows).toBe(4);
    expect([...after.cells.values()].map((c) => c.documents)).toEqual([4]);
    // One that has no topic still waits for one; of the other all is said.
    expect([...after.strays.keys()]).toEqual(['a', 'b', 'c', 'd', 'dropped']);
    expect(after.strays.get('dropped')).toBe(dropped);
  });

  it('asks for one cluster to some documents, at most the bound, of centred vectors, by the seed', () => {
    const { seeder, asked } = seederOf([0, 0, 0, 0]);
    seedAnew(model, opts, seeder);
    const [points, k, seed] = asked[0] as Parameters<Seeder['seed']>;
    expect([points.rows, k, seed]).toEqual([4, 4, 3]);
    const away = Math.hypot(1, 0.5);
    expect([...points.data.slice(0, 3)]).toEqual([
      expect.closeTo(Math.cos(Math.PI / 18) / away, 6),
      expect.closeTo(Math.sin(Math.PI / 18) / away, 6),
      expect.closeTo(-0.5 / away, 6),
    ]);

    const hundred = Array.from({ length: 100 }, (_, i) => stray(`${i}`, { arrival: i }));
    const large = state({ cells: [cell(1, vector(1))], strays: hundred });
    const ks = [100, 5].map((maxCells) => {
      const told = seederOf(Array<number>(100).fill(0));
      seedAnew(large, options({ maxCells }), told.seeder);
      return told.asked[0]?.[1] ?? 0;
    });
    expect(ks[0]).toBeGreaterThan(5);
    expect(ks[0]).toBeLessThan(50);
    expect(ks[1]).toBe(5);
  });
});
