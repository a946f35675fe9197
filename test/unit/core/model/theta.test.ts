import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GEOMETRY, LIFE } from '../../../../src/core/model/options.ts';
import { type Placement, place } from '../../../../src/core/model/theta.ts';
import type { View } from '../../../../src/core/model/view.ts';

const ROWS = { dim: 0, data: new Float32Array() };

/** Cells by their cosine and the row of their topic; topics by their cosine and id 10, 20, 30 … */
function placed(
  cells: readonly (readonly [number, number])[],
  topics: readonly number[],
  given: Partial<View> = {},
): Placement {
  const view: View = {
    version: 1,
    dim: 0,
    mean: new Float32Array(),
    radius: 0.6,
    warming: false,
    stories: false,
    cellIds: cells.map((_, i) => i + 100),
    cells: { ...ROWS, rows: cells.length },
    topicOfCell: Int32Array.from(cells, ([, topic]) => topic),
    topicIds: topics.map((_, k) => 10 * (k + 1)),
    topics: { ...ROWS, rows: topics.length },
    ...given,
  };
  // Two rows, of which the second is asked for.
  const twice = (row: readonly number[]) => Float32Array.from([...row.map(() => 0.99), ...row]);
  return place(view, twice(cells.map(([c]) => c)), twice(topics), 1);
}

/** p_k = exp(κ·s_k) / Σ exp(κ·s_j), those of little probability left out and the rest rescaled. */
function posterior(scores: readonly number[]) {
  const odds = scores.map((s) => Math.exp(GEOMETRY.concentration * s));
  const all = odds.reduce((a, b) => a + b, 0);
  const ranked = odds
    .map((o, k) => ({ topic: 10 * (k + 1), weight: o / all }))
    .sort((a, b) => b.weight - a.weight || a.topic - b.topic)
    .slice(0, LIFE.maxTheta);
  const kept = ranked.filter(({ weight }, r) => r === 0 || weight >= LIFE.minTheta);
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  return kept.map(({ topic, weight }) => ({ topic, weight: weight / total }));
}

function expectTheta(actual: Placement, scores: readonly number[]): void {
  const expected = posterior(scores.map(Math.fround));
  expect(actual.theta.map(({ topic }) => topic)).toEqual(expected.map(({ topic }) => topic));
  actual.theta.forEach(({ weight }, r) => {
    expect(weight).toBeCloseTo(expected[r]?.weight ?? 0, 9);
  });
  expect(actual.score).toBe(Math.fround(Math.max(...scores)));
}

describe('Θ', () => {
  it('is the posterior over topics of a von Mises–Fisher mixture, by direct computation', () => {
    const cosine = fc.integer({ min: -100, max: 100 }).map((x) => x / 100);
    fc.assert(
      fc.property(fc.array(cosine, { minLength: 1, maxLength: 14 }), (scores) => {
        const result = placed([], scores);
        if (Math.fround(Math.max(...scores)) >= GEOMETRY.claim) expectTheta(result, scores);
        else expect(result.theta).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is empty when no topic reaches the claim, with the score all the same', () => {
    const below = GEOMETRY.claim - 0.01;
    expect(placed([], [-0.5, below])).toEqual({ theta: [], score: Math.fround(below), cell: -1, cosine: -1 });
    expect(placed([], [-0.5, -0.25]).score).toBe(-0.25);
    expect(placed([], [])).toEqual({ theta: [], score: 0, cell: -1, cosine: -1 });
    expect(placed([], [GEOMETRY.claim + 0.01]).theta).toEqual([{ topic: 10, weight: 1 }]);
  });

  it('keeps no more topics than it may, and none of next to no probability', () => {
    const even = Array<number>(LIFE.maxTheta + 3).fill(0.5);
    expectTheta(placed([], even), even);
    expect(placed([], even).theta).toHaveLength(LIFE.maxTheta);
    expect(placed([], [1, -1]).theta).toEqual([{ topic: 10, weight: 1 }]);
  });
});

describe('the nearest cell', () => {
  it('raises its topic when it holds the document, by no less than the centroid said', () => {
    expectTheta(
      placed(
        [
          [0.3, 1],
          [0.8, 0],
        ],
        [0.2, 0.5],
      ),
      [0.8, 0.5],
    );
    expectTheta(placed([[0.7, 0]], [0.9, 0.5]), [0.9, 0.5]);
    expect(
      placed(
        [
          [0.3, 1],
          [0.8, 0],
        ],
        [0.2, 0.5],
      ),
    ).toMatchObject({ cell: 1, cosine: Math.fround(0.8) });
  });

  it('says nothing beyond its radius, nor as a candidate', () => {
    expectTheta(placed([[0.59, 0]], [0.2, 0.5]), [0.2, 0.5]);
    expectTheta(placed([[0.8, -1]], [0.2, 0.5]), [0.2, 0.5]);
    expectTheta(placed([[0.59, 0]], [0.2, 0.5], { radius: 0.5 }), [0.59, 0.5]);
  });

  it('is the first of equals, also where all are far', () => {
    expect(
      placed(
        [
          [-0.5, 0],
          [-0.2, 0],
          [-0.2, 0],
        ],
        [0],
      ),
    ).toMatchObject({ cell: 1, cosine: Math.fround(-0.2) });
  });
});

describe('in a feed of stories', () => {
  it('a topic scores the cosine of its nearest cell, within the radius or not, and no centroid', () => {
    const cells = [
      [0.3, 0],
      [0.5, 0],
      [0.45, 1],
      [0.9, -1],
    ] as const;
    expectTheta(placed(cells, [0.95, 0.99], { stories: true }), [0.5, 0.45]);
    expect(placed(cells, [0.95, 0.99], { stories: true }).cell).toBe(3);
    expect(placed([], [0.95], { stories: true })).toMatchObject({ theta: [], score: -1 });
  });
});
