import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GEOMETRY, LIFE } from '../../../../src/core/model/options.ts';
import { leaning, type Placement, place } from '../../../../src/core/model/theta.ts';
import type { View } from '../../../../src/core/model/view.ts';

const ROWS = { dim: 0, data: new Float32Array() };

/** Cells and topics by their cosines; topics have the ids 10, 20, 30 …, parents 1000, 2000 … */
function placed(
  cells: readonly number[],
  topics: readonly number[],
  families: { readonly of: readonly number[]; readonly cosines: readonly number[] } = {
    of: topics.map(() => -1),
    cosines: [],
  },
): Placement {
  const view: View = {
    version: 1,
    dim: 0,
    mean: new Float32Array(),
    radius: 0.6,
    warming: false,
    cellIds: cells.map((_, i) => i + 100),
    cells: { ...ROWS, rows: cells.length },
    topicIds: topics.map((_, k) => 10 * (k + 1)),
    topics: { ...ROWS, rows: topics.length },
    parentIds: families.cosines.map((_, p) => 1000 * (p + 1)),
    parents: { ...ROWS, rows: families.cosines.length },
    parentOfTopic: Int32Array.from(families.of),
  };
  // Two rows, of which the second is asked for.
  const twice = (row: readonly number[]) => Float32Array.from([...row.map(() => 0.99), ...row]);
  return place(view, { cells: twice(cells), topics: twice(topics), parents: twice(families.cosines) }, 1);
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
    const none = { theta: [], parent: null, cell: -1, cosine: -1 };
    expect(placed([], [-0.5, below])).toEqual({ ...none, score: Math.fround(below) });
    expect(placed([], [-0.5, -0.25]).score).toBe(-0.25);
    expect(placed([], [])).toEqual({ ...none, score: 0 });
    expect(placed([], [GEOMETRY.claim + 0.01]).theta).toEqual([{ topic: 10, weight: 1 }]);
  });

  it('keeps no more topics than it may, and none of next to no probability', () => {
    const even = Array<number>(LIFE.maxTheta + 3).fill(0.5);
    expectTheta(placed([], even), even);
    expect(placed([], even).theta).toHaveLength(LIFE.maxTheta);
    expect(placed([], [1, -1]).theta).toEqual([{ topic: 10, weight: 1 }]);
  });
});

describe('a parent', () => {
  it('counts beside its topics, as much as the lean says', () => {
    const mean = (own: number, parent: number) => (own + GEOMETRY.lean * parent) / (1 + GEOMETRY.lean);
    const scores = [mean(0.5, 0.2), mean(0.45, 0.6), 0.3];
    const result = placed([], [0.5, 0.45, 0.3], { of: [0, 1, -1], cosines: [0.2, 0.6] });
    expectTheta(result, scores);
    expect(result.theta[0]?.topic).toBe(20);
    expect(result.parent).toBe(2000);
  });

  it('is that of the heaviest topic; a stray, or a topic without one, has none', () => {
    expect(placed([], [0.9, 0.2], { of: [-1, 0], cosines: [0.1] }).parent).toBeNull();
    expect(placed([], [0.01], { of: [0], cosines: [0.01] })).toMatchObject({ theta: [], parent: null });
  });
});

describe('leaning', () => {
  it('is between the two, and the topic’s own cosine without a parent', () => {
    const cosine = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(cosine, cosine, (topic, parent) => {
        expect(leaning(topic, undefined)).toBe(topic);
        const score = leaning(topic, parent);
        expect(score).toBeGreaterThanOrEqual(Math.min(topic, parent) - 1e-12);
        expect(score).toBeLessThanOrEqual(Math.max(topic, parent) + 1e-12);
      }),
    );
  });
});

describe('the nearest cell', () => {
  it('is the first of equals, also where all are far', () => {
    expect(placed([0.3, 0.8], [0.2])).toMatchObject({ cell: 1, cosine: Math.fround(0.8) });
    expect(placed([-0.5, -0.2, -0.2], [0])).toMatchObject({ cell: 1, cosine: Math.fround(-0.2) });
  });
});
