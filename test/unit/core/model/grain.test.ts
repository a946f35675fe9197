import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agglomerate, cosineLinkage, groupsAfter } from '../../../../src/core/model/agglomerate.ts';
import { chooseGrain, type GrainRule, type Scatter } from '../../../../src/core/model/grain.ts';
import { normal, rng } from '../../../laws/stream.ts';

type Point = readonly number[];
const inner = (a: Point, b: Point) => a.reduce((sum, x, j) => sum + x * (b[j] as number), 0);
const rule: GrainRule = { rate: 0.15, topical: 0.35, storyRatio: 1.5 };

/** Cells of some points each, as the rule meets them, and their joins down to a base cut. */
function cloud(cells: readonly (readonly Point[])[], base: number) {
  const resultants = cells.map((points) =>
    (points[0] as Point).map((_, j) => points.reduce((s, p) => s + (p[j] as number), 0)),
  );
  const scatters = cells.map((points, i): Scatter => {
    const resultant = resultants[i] as Point;
    return {
      weight: points.length,
      scatter: points.reduce((s, p) => s + inner(p, p), 0),
      square: inner(resultant, resultant),
    };
  });
  const gram = Float64Array.from(resultants.flatMap((a) => resultants.map((b) => inner(a, b))));
  return { scatters, joins: agglomerate(gram, cells.length, cosineLinkage, { below: base }) };
}

/** J = ln V + λH of a cut, from the points themselves. */
function cost(cells: readonly (readonly Point[])[], root: Int32Array, rate: number): number {
  const groups = [...new Set(root)].map((r) => cells.filter((_, i) => root[i] === r).flat());
  const n = groups.reduce((sum, g) => sum + g.length, 0);
  const overall = groups.flat().reduce((s, p) => s + inner(p, p), 0) / n;
  let distortion = 0;
  let entropy = 0;
  for (const group of groups) {
    // A mean of few points lies too near to them: n / (n − 1) makes up for it. A point alone tells no variance, and
    // counts as far from its mean as any from the stream's.
    const mean = (group[0] as Point).map((_, j) => group.reduce((s, p) => s + (p[j] as number), 0) / group.length);
    const about = group.reduce((s, p) => s + p.reduce((d, x, j) => d + (x - (mean[j] as number)) ** 2, 0), 0);
    const alone = group.length * overall;
    distortion += group.length === 1 ? alone : Math.min(alone, (about * group.length) / (group.length - 1));
    entropy -= (group.length / n) * Math.log(group.length / n);
  }
  return Math.log(distortion / n) + rate * entropy;
}

/** Cells of 1 to 4 points about centres. */
function drawn(
  seed: number,
  { centres, cells, dim, noise }: { centres: number; cells: number; dim: number; noise: number },
) {
  const random = rng(seed);
  const means = Array.from({ length: centres }, () =>
    Array.from({ length: dim }, () => normal(random) / Math.sqrt(dim)),
  );
  return Array.from({ length: cells }, (_, i) =>
    Array.from({ length: 1 + (i % 4) }, () =>
      (means[i % centres] as number[]).map((m) => m + (noise * normal(random)) / Math.sqrt(dim)),
    ),
  );
}

describe('chooseGrain', () => {
  it('finds the cut with the least ln V + λH, as a search over all cuts from the points does', () => {
    const shapes = fc.record({
      seed: fc.nat(),
      centres: fc.integer({ min: 1, max: 12 }),
      cells: fc.integer({ min: 2, max: 24 }),
    });
    let told = 0;
    fc.assert(
      fc.property(shapes, ({ seed, centres, cells }) => {
        const points = drawn(seed, { centres, cells, dim: 6, noise: 0.3 });
        const { scatters, joins } = cloud(points, -1);
        const costs = Array.from({ length: joins.length + 1 }, (_, t) =>
          cost(points, groupsAfter(cells, joins, t), rule.rate),
        );
        // With a ratio of 0 every feed tells stories, and the best cut is taken.
        const { joins: chosen, stories } = chooseGrain(scatters, joins, { ...rule, storyRatio: 0 });
        expect(stories).toBe(true);
        expect(costs[chosen]).toBeCloseTo(Math.min(...costs), 9);
        const { stories: ours } = chooseGrain(scatters, joins, rule);
        expect(ours).toBe(cells - chosen > rule.storyRatio * (cells - joins.length));
        if (ours) told++;
      }),
      { seed: 1, numRuns: 150 },
    );
    expect(told).toBeGreaterThan(20);
  });

  it('joins a feed of broad subjects until a join is less alike than the topical cut', () => {
    // The square after a join is of no account while nothing is told.
    const joins = [0.9, 0.5, 0.35, 0.34, 0.4].map((likeness, t) => ({ into: 0, from: t + 1, likeness, square: 1 }));
    const cells = Array.from({ length: 6 }, (): Scatter => ({ weight: 2, scatter: 2, square: 1 }));
    expect(chooseGrain(cells, joins, { ...rule, storyRatio: 1e9 })).toEqual({ stories: false, joins: 3 });
    expect(chooseGrain(cells, joins.slice(0, 3), { ...rule, storyRatio: 1e9 })).toEqual({ stories: false, joins: 3 });
    expect(chooseGrain(cells, joins, { ...rule, storyRatio: 1e9, topical: 0.95 }).joins).toBe(0);
  });

  it('tells many small clusters from a few clouds of many dimensions', () => {
    const storied = drawn(3, { centres: 30, cells: 120, dim: 40, noise: 0.4 });
    const broad = drawn(4, { centres: 4, cells: 120, dim: 40, noise: 1.2 });
    const of = (points: readonly (readonly Point[])[], base: number) => {
      const { scatters, joins } = cloud(points, base);
      return chooseGrain(scatters, joins, rule);
    };
    expect(of(storied, 0.05)).toMatchObject({ stories: true });
    expect(of(broad, 0.05)).toMatchObject({ stories: false });
  });

  it('takes two documents for no further apart than any two of the stream', () => {
    // Opposite each other, and two equal ones at a right angle to them: the four of a circle.
    const points = [
      [
        [1, 0],
        [-1, 0],
      ],
      [
        [0, 1],
        [0, 1],
      ],
    ];
    const { scatters, joins } = cloud(points, -1);
    expect(joins).toHaveLength(1);
    // Apart: ln ((2 + 0) / 4) + λ ln 2. Together: ln 1.
    expect(chooseGrain(scatters, joins, { ...rule, storyRatio: 0 }).joins).toBe(0);
  });

  it('takes nothing at all, one cell, and documents that are all the same', () => {
    expect(chooseGrain([], [], rule)).toEqual({ stories: false, joins: 0 });
    expect(chooseGrain([{ weight: 1, scatter: 0, square: 0 }], [], rule)).toEqual({ stories: false, joins: 0 });
    const same = Array.from({ length: 3 }, (): Scatter => ({ weight: 2, scatter: 0, square: 0 }));
    const joins = [1, 2].map((from) => ({ into: 0, from, likeness: 1, square: 0 }));
    expect(chooseGrain(same, joins, rule)).toEqual({ stories: false, joins: 2 });
  });
});
