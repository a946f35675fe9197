import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  agglomerate,
  groupsAfter,
  type Linkage,
  type Points,
  resultantLinkage,
  type Stop,
} from '../../../../src/core/model/agglomerate.ts';
import { explainedLinkage } from '../../../../src/core/model/grain.ts';
import { type Cloud, inner, likeness, pointsFrom } from './points.ts';

/** The cosine of two resultants: ties of its own, to be broken as others are. */
const cosineLinkage: Linkage = ({ gram, n }) => ({
  likenesses(i, others, from, to, into) {
    for (let at = from; at < to; at++) {
      const j = others[at] as number;
      const norms = Math.max(0, gram[i * n + i] as number) * Math.max(0, gram[j * n + j] as number);
      into[at] = norms > 0 ? (gram[i * n + j] as number) / Math.sqrt(norms) : 0;
    }
  },
  changed() {},
});

/** All pairs of groups looked at anew for each join, from the sums themselves. */
function naive(clouds: readonly Cloud[], linkage: Linkage, stop: Stop) {
  const { below = Number.NEGATIVE_INFINITY, atMost = 1, kinds } = stop;
  const joins: { into: number; from: number; likeness: number }[] = [];
  const groups = clouds.map((cloud, i) => ({ rows: [i], cloud, kind: kinds?.[i] }));
  while (groups.length > atMost) {
    let best = { s: Number.NEGATIVE_INFINITY, i: -1, j: -1 };
    groups.forEach((a, i) => {
      groups.forEach((b, j) => {
        if (j <= i || a.kind !== b.kind) return;
        const s = likeness(linkage(pointsFrom([a.cloud, b.cloud])), 0, 1);
        if (s > best.s) best = { s, i, j };
      });
    });
    const [a, b] = [groups[best.i], groups[best.j]];
    if (!a || !b || best.s < below) break;
    const cloud = {
      sum: a.cloud.sum.map((x, k) => x + (b.cloud.sum[k] as number)),
      weight: a.cloud.weight + b.cloud.weight,
      norms: a.cloud.norms + b.cloud.norms,
    };
    joins.push({ into: Math.min(...a.rows), from: Math.min(...b.rows), likeness: best.s });
    groups[best.i] = { ...a, rows: [...a.rows, ...b.rows], cloud };
    groups.splice(best.j, 1);
  }
  const root: number[] = [];
  for (const { rows } of groups) for (const r of rows) root[r] = Math.min(...rows);
  return { joins, root };
}

// Whole numbers: inner products are exact either way, so that even ties must be broken alike.
const clouds = fc.integer({ min: 1, max: 5 }).chain((dim) =>
  fc.array(
    fc.record({
      sum: fc.array(fc.integer({ min: -2, max: 2 }), { minLength: dim, maxLength: dim }),
      weight: fc.integer({ min: 1, max: 6 }),
      norms: fc.integer({ min: 0, max: 6 }),
    }),
    { maxLength: 24, size: 'max' },
  ),
);
const stop = fc.record(
  {
    below: fc.constantFrom(-2, -1, 0, 0.3, 0.7),
    atMost: fc.integer({ min: 0, max: 6 }),
    kinds: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 24, maxLength: 24 }),
  },
  { requiredKeys: [] },
);
const plain = (rows: readonly (readonly number[])[]): Cloud[] =>
  rows.map((sum) => ({ sum, weight: 1, norms: inner(sum, sum) }));

describe('resultantLinkage', () => {
  it('is minus the length that is lost by joining', () => {
    const of = (aa: number, bb: number, ab: number) => {
      const points: Points = {
        n: 2,
        gram: Float64Array.of(aa, ab, ab, bb),
        weight: Float64Array.of(1, 1),
        norms: Float64Array.of(1, 1),
      };
      return likeness(resultantLinkage(points), 0, 1);
    };
    expect(of(9, 16, 0)).toBeCloseTo(5 - 3 - 4, 12);
    expect(of(4, 4, 4)).toBe(0);
    expect(of(4, 4, -4)).toBe(-4);
    // Rounding can leave squares a little below zero.
    expect(of(1, 1, -1 - 1e-9)).toBe(-2);
    expect(of(-1e-9, 4, 0)).toBeCloseTo(0, 4);
  });
});

describe('agglomerate', () => {
  it.each([
    ['cosine', cosineLinkage],
    ['resultant', resultantLinkage],
    ['what is explained', explainedLinkage],
  ])('joins by %s as a search through all pairs does, and leaves the points alone', (_, linkage) => {
    fc.assert(
      fc.property(clouds, stop, (list, until) => {
        const points = pointsFrom(list);
        const untouched = JSON.stringify(points);
        const expected = naive(list, linkage, until);
        const joins = agglomerate(points, linkage, until);
        expect(joins).toEqual(expected.joins);
        expect([...groupsAfter(list.length, joins, joins.length)]).toEqual(expected.root);
        const half = joins.length >> 1;
        const stopped = naive(list, linkage, { ...until, atMost: list.length - half });
        expect([...groupsAfter(list.length, joins, half)]).toEqual(stopped.root);
        expect(JSON.stringify(points)).toBe(untouched);
      }),
      { numRuns: 300 },
    );
  });

  it('gives ties that a join brings about to the lower partner', () => {
    // After (2, 2, 1) and (2, 2, −1) have joined, the first is as like to them as to the last.
    const list = plain([
      [1, 0, 0],
      [2, 2, 1],
      [2, 2, -1],
      [1, -1, 0],
    ]);
    const joins = agglomerate(pointsFrom(list), cosineLinkage);
    expect(joins.map(({ into, from }) => [into, from])).toEqual([
      [1, 2],
      [0, 1],
      [0, 3],
    ]);
    expect(joins).toEqual(naive(list, cosineLinkage, {}).joins);
  });

  it('joins everything into one group unless it is told when to stop', () => {
    const joins = agglomerate(
      pointsFrom(
        plain([
          [1, 0],
          [-1, 0],
          [0, 1],
        ]),
      ),
      cosineLinkage,
    );
    expect([...groupsAfter(3, joins, 2)]).toEqual([0, 0, 0]);
    expect(agglomerate(pointsFrom([]), cosineLinkage)).toEqual([]);
  });

  it('reaches its number of groups though resultants cancel to less than nothing', () => {
    // Two opposite vectors whose product was rounded away from −1: together their square is below zero.
    const gram = Float64Array.of(1, -1 - 1e-7, 0.1, -1 - 1e-7, 1, 0.1, 0.1, 0.1, 0.001);
    const points = { n: 3, gram, weight: Float64Array.of(1, 1, 1), norms: Float64Array.of(1, 1, 1) };
    for (const linkage of [cosineLinkage, resultantLinkage]) expect(agglomerate(points, linkage)).toHaveLength(2);
  });
});
