import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explained } from '../../../../src/core/model/grain.ts';
import { kept, refine } from '../../../../src/core/model/partition.ts';
import { normal, rng } from '../../../laws/stream.ts';
import { type Cloud, cloudOf, inner, pointsFrom, type Vector } from './points.ts';

const NONE = -1;
/** Cells of five documents each at some angles of a circle. */
const ring = (...degrees: number[]): Cloud[] =>
  degrees.map((d) => {
    const a = (d * Math.PI) / 180;
    return cloudOf(Array.from({ length: 5 }, () => [Math.cos(a), Math.sin(a)]));
  });
const refined = (clouds: readonly Cloud[], before: readonly number[], split: number, merge = split) => [
  ...refine(pointsFrom(clouds), Int32Array.from(before), { split, merge }),
];

/** Part of the whole that some groups explain more than other groups. */
function explainedBy(clouds: readonly Cloud[], groups: readonly number[]): number {
  const weight = clouds.reduce((sum, c) => sum + c.weight, 0);
  const parts = [...new Set(groups)].map((g) => {
    const held = clouds.filter((_, i) => groups[i] === g);
    const sum = (held[0] as Cloud).sum.map((_, j) => held.reduce((s, c) => s + (c.sum[j] as number), 0));
    const [w, n] = [held.reduce((s, c) => s + c.weight, 0), held.reduce((s, c) => s + c.norms, 0)];
    return explained(w, inner(sum, sum), n);
  });
  return parts.reduce((a, b) => a + b, 0) / weight;
}

describe('refine', () => {
  it('numbers groups in the order of their first points', () => {
    expect(refined(ring(0, 90, 1, 91), [9, 4, 9, 4], 0.01)).toEqual([0, 1, 0, 1]);
    expect(refined([], [], 0.01)).toEqual([]);
  });

  it('gives points that belong to none a group, with their like or alone', () => {
    expect(refined(ring(0, 2, 90), [3, NONE, NONE], 0.02)).toEqual([0, 0, 1]);
    // Not one for all of them, which no split would pay to undo.
    expect(refined(ring(0, 90), [NONE, NONE], 1, 0)).toEqual([0, 1]);
  });

  it('splits a group only where each part explains enough, and merges what does not', () => {
    const cells = ring(0, 0, 40, 40);
    const gain = explainedBy(cells, [0, 0, 1, 1]) - explainedBy(cells, [0, 0, 0, 0]);
    expect(refined(cells, [1, 1, 1, 1], gain * 0.99)).toEqual([0, 0, 1, 1]);
    expect(refined(cells, [1, 1, 1, 1], gain * 1.01)).toEqual([0, 0, 0, 0]);
    expect(refined(cells, [1, 1, 2, 2], gain * 0.99)).toEqual([0, 0, 1, 1]);
    expect(refined(cells, [1, 1, 2, 2], gain * 1.01)).toEqual([0, 0, 0, 0]);
  });

  it('between the two thresholds leaves what there is as it is', () => {
    const cells = ring(0, 0, 40, 40);
    const gain = explainedBy(cells, [0, 0, 1, 1]) - explainedBy(cells, [0, 0, 0, 0]);
    expect(refined(cells, [1, 1, 1, 1], gain * 1.1, gain * 0.9)).toEqual([0, 0, 0, 0]);
    expect(refined(cells, [1, 1, 2, 2], gain * 1.1, gain * 0.9)).toEqual([0, 0, 1, 1]);
  });

  it('moves a point to the group whose centroid is nearest', () => {
    // The third belongs with the last two, though it came with the first two.
    expect(refined(ring(0, 0, 80, 90, 90), [0, 0, 0, 1, 1], 1, 0)).toEqual([0, 0, 1, 1, 1]);
  });

  it('comes to the same groups again when it begins with them', () => {
    const shape = fc.record({
      seed: fc.nat(),
      cells: fc.integer({ min: 1, max: 30 }),
      least: fc.constantFrom(0.002, 0.01, 0.04),
    });
    fc.assert(
      fc.property(shape, ({ seed, cells, least }) => {
        const random = rng(seed);
        const centres = Array.from({ length: 5 }, () => Array.from({ length: 8 }, () => normal(random)));
        const clouds = Array.from({ length: cells }, (_, i) =>
          cloudOf(
            Array.from({ length: 1 + (i % 5) }, () => {
              const d: Vector = (centres[i % 5] as number[]).map((m) => m + 0.6 * normal(random));
              const length = Math.sqrt(inner(d, d));
              return d.map((v) => v / length);
            }),
          ),
        );
        const blank = clouds.map(() => NONE);
        let groups = refined(clouds, blank, least * 1.2, least * 0.8);
        let settled = false;
        for (let round = 0; round < 6 && !settled; round++) {
          const again = refined(clouds, groups, least * 1.2, least * 0.8);
          settled = again.every((g, i) => g === groups[i]);
          groups = again;
        }
        expect(settled).toBe(true);
      }),
      { numRuns: 100, seed: 5 },
    );
  });
});

describe('what is kept whole', () => {
  const groups = Int32Array.of(0, 0, 0, 1, 1);
  const topicOf = [5, null, 6, 5, null];

  it('has all of its points, none of another topic, and those without one that are with it alone and near', () => {
    expect([...kept(groups, topicOf, new Set([5]), () => true)]).toEqual([0, 1, 1, 0, 0]);
    expect([...kept(groups, topicOf, new Set([5]), (point, topic) => point !== 4 || topic !== 5)]).toEqual([
      0, 1, 1, 0, 2,
    ]);
  });
});

describe('Lloyd’s passes', () => {
  /** From the vectors themselves: sums of the groups anew for each pass, in which all points move at once. */
  function naive(clouds: readonly Cloud[], start: readonly number[]): number[] {
    let group = [...start];
    for (let pass = 0; pass < 10; pass++) {
      const sums = [...new Set(start)].map((g) =>
        clouds
          .filter((_, i) => group[i] === g)
          .reduce<Vector>((sum, c) => c.sum.map((x, k) => x + (sum[k] as number)), [0, 0, 0]),
      );
      const near = (c: Cloud, g: number) => {
        const sum = sums[g] as Vector;
        return inner(c.sum, sum) / Math.sqrt(Math.max(inner(sum, sum), 1e-12));
      };
      const next = clouds.map((c, i) => {
        let best = group[i] as number;
        for (let g = 0; g < sums.length; g++) if (near(c, g) > near(c, best) + 1e-12) best = g;
        return best;
      });
      if (next.every((g, i) => g === group[i])) break;
      group = next;
    }
    return group;
  }

  it('move each point to the nearest centroid, as a computation from the vectors does', () => {
    // Whole numbers: products are exact either way.
    const coordinate = fc.integer({ min: -3, max: 3 });
    const points = fc.array(fc.tuple(fc.tuple(coordinate, coordinate, coordinate), fc.nat({ max: 3 })), {
      minLength: 8,
      maxLength: 24,
      size: 'max',
    });
    fc.assert(
      fc.property(points, (list) => {
        const clouds = list.map(([sum]) => ({ sum, weight: 1, norms: inner(sum, sum) }));
        const numbers = new Map<number, number>();
        const start = list.map(([, g]) => numbers.get(g) ?? (numbers.set(g, numbers.size).get(g) as number));
        const never = { split: Number.POSITIVE_INFINITY, merge: Number.NEGATIVE_INFINITY };
        const found = refine(pointsFrom(clouds), Int32Array.from(start), never);
        const expected = naive(clouds, start);
        const first = new Map<number, number>();
        expect([...found]).toEqual(expected.map((g) => first.get(g) ?? (first.set(g, first.size).get(g) as number)));
      }),
      { numRuns: 300 },
    );
  });
});
