import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agglomerate, groupsAfter, resultantLinkage } from '../../../../src/core/model/agglomerate.ts';
import { chooseGrain, explained, explainedLinkage, type GrainRule, gains } from '../../../../src/core/model/grain.ts';
import { normal, rng } from '../../../laws/stream.ts';
import { cloudOf, inner, likeness, pointsFrom, type Vector } from './points.ts';

/** Documents of 1 to 4 a cell about centres, in a few or in many dimensions. */
function drawn(seed: number, given: { centres: number; cells: number; dim: number; noise: number }): Vector[][] {
  const { centres, cells, dim, noise } = given;
  const random = rng(seed);
  const about = (centre: Vector, by: number): number[] => centre.map((m) => m + (by * normal(random)) / Math.sqrt(dim));
  const means = Array.from({ length: centres }, () => about(Array<number>(dim).fill(0), 1));
  return Array.from({ length: cells }, (_, i) =>
    Array.from({ length: 1 + (i % 4) }, () => about(means[i % centres] as number[], noise)),
  );
}

const shapes = fc.record({
  seed: fc.nat(),
  centres: fc.integer({ min: 1, max: 12 }),
  cells: fc.integer({ min: 3, max: 24 }),
});
const cellsOf = (shape: { seed: number; centres: number; cells: number }) =>
  drawn(shape.seed, { ...shape, dim: 6, noise: 0.3 });
const explainedBy = (documents: readonly Vector[]): number => {
  const { sum, weight, norms } = cloudOf(documents);
  return explained(weight, inner(sum, sum), norms);
};

describe('explained', () => {
  it('is near Σ of the lengths of documents along the resultant of all the others', () => {
    const shape = fc.record({
      seed: fc.nat(),
      count: fc.integer({ min: 2, max: 40 }),
      noise: fc.constantFrom(0.1, 0.5, 1),
    });
    fc.assert(
      fc.property(shape, ({ seed, count, noise }) => {
        const random = rng(seed);
        const documents = Array.from({ length: count }, () => {
          const d = Array.from({ length: 24 }, (_, j) => (j === 0 ? 1 : 0) + (noise * normal(random)) / Math.sqrt(24));
          const length = Math.sqrt(inner(d, d));
          return d.map((x) => x / length);
        });
        const { sum } = cloudOf(documents);
        const directly = documents.reduce((total, x) => {
          const others = sum.map((s, j) => s - (x[j] as number));
          return total + inner(x, others) / Math.sqrt(inner(others, others));
        }, 0);
        // ‖R − x‖ is taken for its average over the documents: off by a few per cent where they are few.
        expect(Math.abs(explainedBy(documents) - directly)).toBeLessThan(0.02 * count + 0.05);
      }),
      { seed: 3 },
    );
  });

  it('is nothing for one document, or for documents that point apart', () => {
    expect(explained(1, 1, 1)).toBe(0);
    expect(explained(0.5, 0.2, 0.5)).toBe(0);
    expect(explained(2, 0, 2)).toBe(0);
    expect(explained(2, 4, 2)).toBeCloseTo(2, 12);
  });

  it('says what joining a group that was joined before loses', () => {
    const [a, b, c] = cellsOf({ seed: 4, centres: 2, cells: 3 }) as [Vector[], Vector[], Vector[]];
    const { n, gram, weight, norms } = pointsFrom([a, b, c].map(cloudOf));
    const link = explainedLinkage({ n, gram, weight, norms });
    // The second joins the first.
    const at = (i: number, j: number) => gram[i * n + j] as number;
    const [both, across] = [at(0, 0) + at(1, 1) + 2 * at(0, 1), at(0, 2) + at(1, 2)];
    gram[0] = both;
    gram[2] = across;
    gram[2 * n] = across;
    weight[0] = (weight[0] as number) + (weight[1] as number);
    norms[0] = (norms[0] as number) + (norms[1] as number);
    link.changed(0);
    const lost = explainedBy([...a, ...b, ...c]) - explainedBy([...a, ...b]) - explainedBy(c);
    expect(likeness(link, 0, 2)).toBeCloseTo(lost, 9);
  });

  it('says what joining loses, and undoing a join brings', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const cells = cellsOf(shape);
        const points = pointsFrom(cells.map(cloudOf));
        const [, a, b] = cells as [unknown, Vector[], Vector[]];
        const lost = explainedBy([...a, ...b]) - explainedBy(a) - explainedBy(b);
        expect(likeness(explainedLinkage(points), 1, 2)).toBeCloseTo(lost, 9);
        const joins = agglomerate(points, resultantLinkage);
        const gained = gains(points, joins);
        const whole = (t: number): number => {
          const root = groupsAfter(cells.length, joins, t);
          return [...new Set(root)].reduce(
            (sum, r) => sum + explainedBy(cells.filter((_, i) => root[i] === r).flat()),
            0,
          );
        };
        joins.forEach((_, t) => {
          expect(gained[t]).toBeCloseTo(whole(t) - whole(t + 1), 6);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('chooseGrain', () => {
  const rule: GrainRule = { rate: 0.1, topic: Number.POSITIVE_INFINITY, parent: 0.04 };

  it('finds the largest number of groups with E(K) − E(K/2) ≥ λ·ln 2, from the documents themselves', () => {
    const met = new Set<number>();
    fc.assert(
      fc.property(shapes, (shape) => {
        const cells = cellsOf(shape);
        const points = pointsFrom(cells.map(cloudOf));
        const joins = agglomerate(points, resultantLinkage);
        const total = cells.flat().length;
        const whole = (k: number): number => {
          const root = groupsAfter(cells.length, joins, cells.length - k);
          return [...new Set(root)].reduce(
            (sum, r) => sum + explainedBy(cells.filter((_, i) => root[i] === r).flat()),
            0,
          );
        };
        const ks = Array.from({ length: cells.length - 1 }, (_, i) => cells.length - i);
        const paid = ks.find((k) => whole(k) - whole(k >> 1) >= rule.rate * Math.LN2 * total) ?? 1;
        const best = Math.max(...[1, ...ks].map((k) => whole(k) - whole(1)));
        const grain = chooseGrain(points, rule);
        expect(rule.rate / grain.topics).toBeCloseTo(paid, 9);
        expect(grain.parents).toBeCloseTo((rule.parent * best) / total, 9);
        met.add(paid);
      }),
      { seed: 1, numRuns: 100 },
    );
    expect(met.size).toBeGreaterThan(5);
  });

  it('is fine for a feed of many small stories, coarse for one of a few broad subjects', () => {
    const topics = (centres: number, noise: number) =>
      chooseGrain(pointsFrom(drawn(3, { centres, cells: 120, dim: 40, noise }).map(cloudOf)), rule).topics;
    expect(rule.rate / topics(30, 0.4)).toBeGreaterThan(20);
    expect(rule.rate / topics(4, 1.2)).toBeLessThan(10);
  });

  it('never asks more of a topic than the rule does', () => {
    const points = pointsFrom(drawn(4, { centres: 2, cells: 40, dim: 20, noise: 0.3 }).map(cloudOf));
    expect(chooseGrain(points, { ...rule, topic: 0.001 }).topics).toBe(0.001);
  });

  it('takes nothing at all, one cell, and documents that are all the same', () => {
    expect(chooseGrain(pointsFrom([]), rule).topics).toBe(Number.POSITIVE_INFINITY);
    const one = pointsFrom([cloudOf([[1, 0]])]);
    expect(chooseGrain(one, rule)).toEqual({ topics: rule.rate, parents: 0 });
    const same = pointsFrom([
      cloudOf([
        [1, 0],
        [1, 0],
      ]),
      cloudOf([
        [1, 0],
        [1, 0],
      ]),
    ]);
    expect(rule.rate / chooseGrain(same, rule).topics).toBe(1);
  });
});
