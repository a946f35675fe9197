import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  agglomerate,
  cosineLinkage,
  groupsAfter,
  type Linkage,
  resultantLinkage,
  type Stop,
} from '../../../../src/core/model/agglomerate.ts';
import { resultantGram } from '../../../../src/core/model/gram.ts';
import { referenceProducts } from '../../../../src/core/vector.ts';
import { cell, DIM, vector } from './make.ts';

type Vector = readonly number[];
const inner = (a: Vector, b: Vector) => a.reduce((sum, x, j) => sum + x * (b[j] as number), 0);

function gramOf(vectors: readonly Vector[]): Float64Array {
  return Float64Array.from(vectors.flatMap((a) => vectors.map((b) => inner(a, b))));
}

/** All pairs of groups looked at anew for each join, from the vectors themselves. */
function naive(vectors: readonly Vector[], linkage: Linkage, { below = Number.NEGATIVE_INFINITY, atMost = 1 }: Stop) {
  const joins: { into: number; from: number; likeness: number; square: number }[] = [];
  const groups = vectors.map((v, i) => ({ rows: [i], sum: v }));
  while (groups.length > atMost) {
    let best = { s: Number.NEGATIVE_INFINITY, i: -1, j: -1 };
    groups.forEach((a, i) => {
      groups.forEach((b, j) => {
        if (j <= i) return;
        const s = linkage(inner(a.sum, a.sum), inner(b.sum, b.sum), inner(a.sum, b.sum));
        if (s > best.s) best = { s, i, j };
      });
    });
    const [a, b] = [groups[best.i], groups[best.j]];
    if (!a || !b || best.s < below) break;
    const sum = a.sum.map((x, k) => x + (b.sum[k] as number));
    const [into, from] = [Math.min(...a.rows), Math.min(...b.rows)];
    joins.push({ into, from, likeness: best.s, square: inner(sum, sum) });
    groups[best.i] = { rows: [...a.rows, ...b.rows], sum };
    groups.splice(best.j, 1);
  }
  const root: number[] = [];
  for (const { rows } of groups) for (const r of rows) root[r] = Math.min(...rows);
  return { joins, root };
}

// Whole numbers: inner products are exact either way, so that even ties must be broken alike.
const vectors = fc.integer({ min: 1, max: 5 }).chain((dim) => {
  const row = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: dim, maxLength: dim });
  return fc.array(row, { maxLength: 24, size: 'max' });
});
const stop = fc.record({
  below: fc.constantFrom(Number.NEGATIVE_INFINITY, -1, 0, 0.3, 0.7),
  atMost: fc.integer({ min: 0, max: 6 }),
});

describe('linkages', () => {
  it('cosine is that between the resultants, 0 when one has no length', () => {
    expect(cosineLinkage(4, 9, 3)).toBe(0.5);
    expect(cosineLinkage(4, 9, -6)).toBe(-1);
    expect(cosineLinkage(0, 9, 0)).toBe(0);
    expect(cosineLinkage(-1e-12, 9, 0)).toBe(0);
  });

  it('resultant is minus the length that is lost by joining', () => {
    const [a, b] = [
      [3, 0],
      [0, 4],
    ] as const;
    expect(resultantLinkage(inner(a, a), inner(b, b), inner(a, b))).toBeCloseTo(5 - 3 - 4, 12);
    expect(resultantLinkage(4, 4, 4)).toBe(0);
    expect(resultantLinkage(4, 4, -4)).toBe(-4);
    // Rounding can leave squares a little below zero.
    expect(resultantLinkage(1, 1, -1 - 1e-9)).toBe(-2);
    expect(resultantLinkage(-1e-9, 4, 0)).toBeCloseTo(0, 4);
  });
});

describe('agglomerate', () => {
  it.each([
    ['cosine', cosineLinkage],
    ['resultant', resultantLinkage],
  ])('joins by %s as a search through all pairs does', (_, linkage) => {
    fc.assert(
      fc.property(vectors, stop, (list, until) => {
        const expected = naive(list, linkage, until);
        const joins = agglomerate(gramOf(list), list.length, linkage, until);
        expect(joins).toEqual(expected.joins);
        expect([...groupsAfter(list.length, joins, joins.length)]).toEqual(expected.root);
        const half = joins.length >> 1;
        const stopped = naive(list, linkage, { ...until, atMost: list.length - half });
        expect([...groupsAfter(list.length, joins, half)]).toEqual(stopped.root);
      }),
      { numRuns: 400 },
    );
  });

  it('gives ties that a join brings about to the lower partner', () => {
    // After (2, 2, 1) and (2, 2, −1) have joined, the first is as like to them as to the last.
    const list = [
      [1, 0, 0],
      [2, 2, 1],
      [2, 2, -1],
      [1, -1, 0],
    ];
    const joins = agglomerate(gramOf(list), 4, cosineLinkage, {});
    expect(joins.map(({ into, from }) => [into, from])).toEqual([
      [1, 2],
      [0, 1],
      [0, 3],
    ]);
    expect(joins).toEqual(naive(list, cosineLinkage, {}).joins);
  });

  it('joins everything into one group unless it is told when to stop', () => {
    const joins = agglomerate(
      gramOf([
        [1, 0],
        [-1, 0],
        [0, 1],
      ]),
      3,
      cosineLinkage,
      {},
    );
    expect([...groupsAfter(3, joins, 2)]).toEqual([0, 0, 0]);
    expect(agglomerate(new Float64Array(), 0, cosineLinkage, {})).toEqual([]);
  });

  it('reaches its number of groups though resultants cancel to less than nothing', () => {
    // Two opposite vectors whose product was rounded away from −1: together their square is below zero.
    const gram = Float64Array.of(1, -1 - 1e-7, 0.1, -1 - 1e-7, 1, 0.1, 0.1, 0.1, 0.001);
    for (const linkage of [cosineLinkage, resultantLinkage])
      expect(agglomerate(gram.slice(), 3, linkage, { atMost: 1 })).toHaveLength(2);
  });
});

describe('resultantGram', () => {
  it('holds the inner products of w·(m − mean), with the weights it is told', () => {
    const random = fc.array(
      fc.tuple(
        fc.array(fc.integer({ min: -4, max: 4 }), { minLength: DIM, maxLength: DIM }),
        fc.integer({ min: 1, max: 8 }),
      ),
      { maxLength: 70, size: 'max' },
    );
    fc.assert(
      fc.property(random, (list) => {
        const cells = list.map(([m, weight], i) => cell(i, Float32Array.from(m), { weight }));
        const resultants = list.map(([m, weight]) => m.map((x, j) => (weight / 2) * (x - j)));
        const gram = resultantGram(cells, vector(0, 1, 2, 3), (c) => c.weight / 2, referenceProducts);
        expect([...gram].map((x) => x + 0)).toEqual([...gramOf(resultants)].map((x) => x + 0));
      }),
      { numRuns: 60 },
    );
  });
});
