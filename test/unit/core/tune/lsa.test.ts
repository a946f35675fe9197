import { describe, expect, it } from 'vitest';
import { draws } from '../../../../src/core/random.ts';
import { fitLsa, inverseFrequencies, project } from '../../../../src/core/tune/lsa.ts';
import { eigenvalues } from '../../../../src/core/tune/spectrum.ts';
import { bag, below, cosine } from './make.ts';

const SIZE = 12;
/** Documents about one of three subjects; pieces 0–2, 3–5 and 6–8 belong to them, 9 is everywhere, 10 occurs once. */
const next = draws(4);
const bags = Array.from({ length: 60 }, (_, i) => {
  const subject = 3 * (i % 3);
  const counts: Record<number, number> = { 9: 1 };
  // Short documents and long ones: they count alike.
  for (let n = 0; n < (i % 2 === 0 ? 2 : 30); n++) {
    const id = subject + below(next, 3);
    counts[id] = (counts[id] ?? 0) + 1;
  }
  if (i === 7) counts[10] = 1;
  return bag(counts);
});

describe('inverseFrequencies', () => {
  it('is ln((n + 1) / (df + 1)) of pieces in two documents or more and in less than a fifth', () => {
    const few = [bag({ 0: 1, 1: 1 }), bag({ 0: 3 }), ...Array.from({ length: 10 }, () => bag({ 2: 1 }))];
    const idf = inverseFrequencies(few, 4);
    expect(idf[0]).toBeCloseTo(Math.log(13 / 3), 12);
    expect([...idf.slice(1)]).toEqual([0, 0, 0]);
  });

  it('takes other bounds', () => {
    const few = [bag({ 0: 1 }), bag({ 0: 1 }), bag({ 1: 1 })];
    expect([...inverseFrequencies(few, 2, { least: 1, part: 0.5 })]).toEqual([0, Math.log(4 / 2)]);
  });
});

/** Pieces of one subject in 20 of 60 documents are frequent: `part` lets them in. */
const spread = [...bags, ...Array.from({ length: 60 }, () => bag({ 11: 1 }))].map((each, i) =>
  i < 60 ? each : bag({}),
);

describe('fitLsa', () => {
  const lsaOf = (dim: number) =>
    fitLsa(spread.concat(Array.from({ length: 60 }, () => bag({}))), { size: SIZE, dim, seed: 1, iterations: 400 });

  it('brings documents together that use the words of one subject', () => {
    const lsa = lsaOf(3);
    if (lsa === null) throw new Error('nothing was kept');
    const rows = (a: number, b: number) => {
      const data = new Float32Array(2 * lsa.dim);
      project(lsa, bag({ [a]: 1 }), data, 0);
      project(lsa, bag({ [b]: 1 }), data, lsa.dim);
      return { rows: 2, dim: lsa.dim, data };
    };
    const pair = (a: number, b: number) => {
      const of = rows(a, b);
      return cosine(of, 0, of, 1);
    };
    expect(pair(0, 1)).toBeGreaterThan(0.9);
    expect(pair(3, 5)).toBeGreaterThan(0.9);
    expect(Math.abs(pair(0, 3))).toBeLessThan(0.1);
  });

  it('spans the leading right singular space: projections keep as much as the largest eigenvalues', () => {
    const lsa = lsaOf(4);
    if (lsa === null) throw new Error('nothing was kept');
    const all = spread.concat(Array.from({ length: 60 }, () => bag({})));
    const idf = inverseFrequencies(all, SIZE);
    const rows = all.map(({ ids, counts }) => {
      const row = new Array<number>(SIZE).fill(0);
      ids.forEach((id, at) => {
        row[id] = (1 + Math.log(counts[at] as number)) * (idf[id] as number);
      });
      const length = Math.hypot(...row);
      return length > 0 ? row.map((value) => value / length) : row;
    });
    const gram = new Float64Array(SIZE * SIZE);
    for (const row of rows)
      for (let a = 0; a < SIZE; a++)
        for (let b = 0; b <= a; b++)
          gram[a * SIZE + b] = (gram[a * SIZE + b] as number) + (row[a] as number) * (row[b] as number);
    const largest = [...eigenvalues(gram, SIZE)].sort((a, b) => b - a).slice(0, 4);
    let kept = 0;
    all.forEach(({ ids, counts }, i) => {
      const out = new Float32Array(lsa.dim);
      const length = Math.hypot(
        ...Array.from(ids, (id, at) => (1 + Math.log(counts[at] as number)) * (idf[id] as number)),
      );
      if (length === 0) return;
      kept += project(lsa, all[i] as (typeof all)[number], out, 0) / length ** 2;
    });
    expect(kept).toBeCloseTo(
      largest.reduce((sum, value) => sum + value, 0),
      2,
    );
  });

  it('leaves out pieces of one document and of a fifth or more', () => {
    const lsa = lsaOf(3);
    const row = (id: number) => [...(lsa?.rows.slice(id * 3, id * 3 + 3) ?? [])];
    expect(row(10)).toEqual([0, 0, 0]);
    expect(row(9)).toEqual([0, 0, 0]);
    expect(Math.hypot(...row(0))).toBeGreaterThan(0.1);
  });

  it('is the same for the same seed, and null where nothing is kept', () => {
    expect(lsaOf(3)).toEqual(lsaOf(3));
    expect(fitLsa([bag({ 1: 1 }), bag({ 2: 1 })], { size: 3, seed: 1 })).toBeNull();
  });
});

describe('project', () => {
  it('is Σ (1 + ln tf) r, and says its squared length', () => {
    const lsa = { size: 2, dim: 2, rows: Float32Array.of(1, 0, 0, 2) };
    const out = new Float32Array(3);
    const square = project(lsa, bag({ 0: 3, 1: 1 }), out, 1);
    expect(out[1]).toBeCloseTo(1 + Math.log(3), 6);
    expect(out[2]).toBe(2);
    expect(square).toBeCloseTo((1 + Math.log(3)) ** 2 + 4, 5);
  });
});
