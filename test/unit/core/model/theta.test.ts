import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CERTAINTY, LIFE, SCORE } from '../../../../src/core/model/options.ts';
import {
  evidenceOf,
  nearestCell,
  type Standing,
  scoreOf,
  standings,
  sureness,
  weightsOf,
} from '../../../../src/core/model/theta.ts';
import type { TopicView } from '../../../../src/core/model/view.ts';
import type { Products } from '../../../../src/core/ports.ts';

/** What a topic claims here. */
const CLAIM = 0.15;
const ROWS = { dim: 0, data: new Float32Array() };

/** Topics by their cosines, each of one cell as near; they have the ids 10, 20, 30 …, their parents 1000, 2000 … */
function placed(
  topics: readonly number[],
  families: { readonly of: readonly number[]; readonly cosines: readonly number[] } = {
    of: topics.map(() => -1),
    cosines: [],
  },
  known = false,
): Standing {
  const view: TopicView = {
    topicIds: topics.map((_, k) => 10 * (k + 1)),
    topics: { ...ROWS, rows: topics.length },
    parentIds: families.cosines.map((_, p) => 1000 * (p + 1)),
    parents: { ...ROWS, rows: families.cosines.length },
    parentOfTopic: Int32Array.from(families.of),
    cells: { ...ROWS, rows: topics.length },
    topicOfCell: Int32Array.from(topics.keys()),
    claim: CLAIM,
    certainty: { ...CERTAINTY.prior, known: 2 },
  };
  // Two rows, of which the second is asked for.
  const twice = (row: readonly number[]) => Float32Array.from([...row.map(() => 0.99), ...row]);
  const products: Products = {
    name: 'planted',
    products: (_, rows) => twice(rows === view.parents ? families.cosines : topics),
  };
  return standings(view, { ...ROWS, rows: 2 }, products, known)[1] as Standing;
}

const cosine = fc.integer({ min: -100, max: 100 }).map((x) => x / 100);
const descending = fc
  .array(cosine, { minLength: 1, maxLength: LIFE.maxTheta })
  .map((scores) => scores.sort((a, b) => b - a));

/** The mixture alone: exp(κ·s_k) / Σ exp(κ·s_j). */
function mixture(scores: readonly number[]): number[] {
  const odds = scores.map((s) => Math.exp(CERTAINTY.concentration * s));
  const all = odds.reduce((a, b) => a + b, 0);
  return odds.map((o) => o / all);
}

describe('weightsOf', () => {
  it('is the posterior of a von Mises–Fisher mixture where that is as sure as it may be', () => {
    fc.assert(
      fc.property(descending, (scores) => {
        const [first = 0, ...rest] = mixture(scores);
        const kept = rest.filter((w) => w >= LIFE.minTheta);
        const total = kept.reduce((a, b) => a + b, 0);
        // What is left out goes to the others, but never so that one of them comes first.
        const grown = kept.map((w) => (w / total) * (1 - first));
        const all = first + total;
        const alone = scores.length === 1 || 1 - first < LIFE.minTheta ? [1] : [first, 1 - first];
        const others = (grown[0] ?? 0) > first ? [first / all, ...kept.map((w) => w / all)] : [first, ...grown];
        const expected = kept.length === 0 ? alone : others;
        const weights = weightsOf(scores, first);
        expect(weights).toHaveLength(expected.length);
        expected.forEach((w, k) => {
          expect(weights[k]).toBeCloseTo(w, 9);
        });
      }),
    );
  });

  it('gives the first what it is sure of, sums to one, and keeps the order', () => {
    fc.assert(
      fc.property(descending, fc.double({ min: 0, max: 1, noNaN: true }), (scores, sure) => {
        const weights = weightsOf(scores, sure);
        expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        weights.slice(1).forEach((w, k) => {
          expect(w).toBeLessThanOrEqual((weights[k] as number) + 1e-12);
        });
        const least = Math.max(sure, 1 / scores.length);
        const [first = 0, second = 0] = weights;
        // Only where it would no longer come first, or next to nothing is left, it gets some of what is left out.
        expect(first).toBeGreaterThanOrEqual(Math.min(least, 1) - 1e-9);
        const room = Math.min(1, least / (1 - LIFE.minTheta * LIFE.maxTheta));
        expect(first).toBeLessThanOrEqual(room + 1e-9);
        if (second < 0.8 * first && least < 1 - LIFE.minTheta) expect(first).toBeCloseTo(least, 9);
      }),
    );
  });

  it('shares what is left by the mixture, and evenly as the first loses', () => {
    const scores = [0.5, 0.45, 0.45];
    const [, second] = mixture(scores);
    const sure = weightsOf(scores, 0.97);
    expect(sure).toEqual([0.97, expect.closeTo(0.015, 9), expect.closeTo(0.015, 9)]);
    expect(second).toBeLessThan(0.2);
    const unsure = weightsOf(scores, 0.5);
    expect(unsure).toEqual([0.5, expect.closeTo(0.25, 9), expect.closeTo(0.25, 9)]);
    expect(weightsOf([0.9, 0.1, 0], 0)).toEqual(Array(3).fill(expect.closeTo(1 / 3, 9)));
    // Where none of the others weighs enough, the second has what is left, if that is enough.
    expect(weightsOf([0.9, 0.1, ...Array(10).fill(0.1)], 0.95)).toEqual([0.95, expect.closeTo(0.05, 9)]);
    expect(weightsOf([0.9, 0.1], 0.995)).toEqual([1]);
    expect(weightsOf([0.9], 0.2)).toEqual([1]);
    expect(weightsOf([], 0.2)).toEqual([]);
  });
});

describe('sureness', () => {
  it('is logistic in the score, the root of the lead, and whether the document is known, with what mergers mend', () => {
    const certainty = { base: -2, score: 3, lead: 5, known: 1.5 };
    const of = (odds: number) => {
      const p = 1 / (1 + Math.exp(-odds));
      return p + 0.2 * p * (1 - p);
    };
    expect(evidenceOf([0.5, 0.25, 0.1], true)).toEqual([1, 0.5, 0.5, 1]);
    expect(sureness([0.5, 0.25, 0.1], false, certainty)).toBeCloseTo(of(-2 + 1.5 + 2.5), 12);
    expect(sureness([0.5, 0.25], true, certainty)).toBeCloseTo(of(-2 + 1.5 + 2.5 + 1.5), 12);
    // Without a next topic the lead is over nothing.
    expect(sureness([0.64], false, certainty)).toBeCloseTo(of(-2 + 1.92 + 4), 12);
    expect(sureness([], false, certainty)).toBeCloseTo(of(-2), 12);
  });
});

describe('Θ', () => {
  it('has the nearest topics with their weights, by direct computation', () => {
    fc.assert(
      fc.property(
        fc.array(cosine, { minLength: 1, maxLength: LIFE.maxTheta + 4, size: 'max' }),
        fc.boolean(),
        (all, known) => {
          const result = placed(all, undefined, known);
          const ranked = all
            .map((s, k) => ({ topic: 10 * (k + 1), score: Math.fround(s) }))
            .sort((a, b) => b.score - a.score || a.topic - b.topic)
            .slice(0, LIFE.maxTheta);
          const scores = ranked.map(({ score }) => score);
          expect([...result.scores]).toEqual(scores);
          expect(result.score).toBe(scores[0]);
          const claimed = (scores[0] as number) >= CLAIM;
          const weights = weightsOf(scores, sureness(scores, known, { ...CERTAINTY.prior, known: 2 }));
          expect(result.theta).toEqual(
            claimed ? weights.map((weight, k) => ({ topic: ranked[k]?.topic, weight })) : [],
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is empty when no topic reaches the claim, with the score all the same', () => {
    const below = CLAIM - 0.01;
    expect(placed([-0.5, below])).toMatchObject({ theta: [], parent: null, score: Math.fround(below) });
    expect(placed([-0.5, -0.25]).score).toBe(-0.25);
    expect(placed([])).toMatchObject({ theta: [], parent: null, score: 0, scores: new Float32Array(0), cell: -1 });
    expect(placed([CLAIM + 0.01]).theta).toEqual([{ topic: 10, weight: 1 }]);
  });
});

describe('of equally near topics', () => {
  it('the first ones are kept, as many as there may be', () => {
    const { theta } = placed(Array<number>(LIFE.maxTheta + 3).fill(0.5));
    expect(theta.map(({ topic }) => topic)).toEqual(Array.from({ length: LIFE.maxTheta }, (_, k) => 10 * (k + 1)));
  });
});

describe('a parent', () => {
  it('counts beside its topics, as much as the lean says', () => {
    const own = 1 + SCORE.shape;
    const mean = (topic: number, parent: number) =>
      Math.fround((own * topic + SCORE.lean * parent) / (own + SCORE.lean));
    const result = placed([0.5, 0.45, 0.3], { of: [0, 1, -1], cosines: [0.2, 0.6] });
    const near = (x: number) => expect.closeTo(x, 6);
    expect([...result.scores]).toEqual([near(mean(0.45, 0.6)), near(mean(0.5, 0.2)), near(0.3)]);
    expect(result.theta[0]?.topic).toBe(20);
    expect(result.parent).toBe(2000);
  });

  it('is that of the heaviest topic; a stray, or a topic without one, has none', () => {
    expect(placed([0.9, 0.2], { of: [-1, 0], cosines: [0.1] }).parent).toBeNull();
    expect(placed([0.01], { of: [0], cosines: [0.01] })).toMatchObject({ theta: [], parent: null });
  });
});

describe('scoreOf', () => {
  const any = fc.double({ min: -1, max: 1, noNaN: true });

  it('lies between its cosines, and rises with each', () => {
    fc.assert(
      fc.property(any, any, fc.option(any, { nil: undefined }), (topic, cell, parent) => {
        const all = [topic, cell, parent ?? topic];
        const score = scoreOf(topic, cell, parent);
        expect(score).toBeGreaterThanOrEqual(Math.min(...all) - 1e-12);
        expect(score).toBeLessThanOrEqual(Math.max(...all) + 1e-12);
        expect(scoreOf(topic + 0.1, cell, parent)).toBeGreaterThan(score);
        expect(scoreOf(topic, cell + 0.1, parent)).toBeGreaterThan(score);
        if (parent !== undefined) expect(scoreOf(topic, cell, parent + 0.1)).toBeGreaterThan(score);
      }),
    );
  });

  it('is their mean by 2 : 1 : 2', () => {
    expect(scoreOf(0.6, 0.9, 0.3)).toBeCloseTo((2 * 0.6 + 0.9 + 2 * 0.3) / 5, 12);
    expect(scoreOf(0.6, 0.9, undefined)).toBeCloseTo((2 * 0.6 + 0.9) / 3, 12);
  });
});

describe('nearestCell', () => {
  it('is the first of the largest cosines, and in each topic the largest; −1 where there is none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cosine, fc.integer({ min: -1, max: 2 })), { maxLength: 8 }),
        fc.array(cosine, { minLength: 8, maxLength: 8 }),
        (cells, other) => {
          const held = {
            cells: { ...ROWS, rows: cells.length },
            topicOfCell: Int32Array.from(cells, ([, topic]) => topic),
          };
          // The second of two documents.
          const cosines = Float32Array.from([...other.slice(0, cells.length), ...cells.map(([c]) => c)]);
          const inTopic = new Float32Array(3).fill(0.5);
          const found = nearestCell(held, cosines, 1, inTopic);
          const own = cells.map(([c]) => Math.fround(c));
          // −1 is opposite to everything, and near nothing.
          const most = Math.max(-1, ...own);
          expect(found).toEqual({ cell: most > -1 ? own.indexOf(most) : -1, cosine: most });
          for (const t of [0, 1, 2])
            expect(inTopic[t]).toBe(Math.max(-1, ...own.filter((_, c) => cells[c]?.[1] === t)));
        },
      ),
    );
  });

  it('lets a topic that is not round claim what one of its cells is near to', () => {
    // Topic 10 is nearer by its centroid; 20 has a cell right there.
    const view: TopicView = {
      topicIds: [10, 20],
      topics: { ...ROWS, rows: 2 },
      parentIds: [],
      parents: { ...ROWS, rows: 0 },
      parentOfTopic: Int32Array.of(-1, -1),
      cells: { ...ROWS, rows: 4 },
      topicOfCell: Int32Array.of(0, 1, 1, -1),
      claim: CLAIM,
      certainty: CERTAINTY.prior,
    };
    const cosines = new Map([
      [view.topics, [0.5, 0.45]],
      [view.cells, [0.5, 0.1, 0.9, 0.95]],
    ]);
    const products: Products = { name: 'planted', products: (_, rows) => Float32Array.from(cosines.get(rows) ?? []) };
    const [standing] = standings(view, { ...ROWS, rows: 1 }, products);
    expect(standing).toMatchObject({ cell: 3, cosine: Math.fround(0.95) });
    expect(standing?.score).toBeCloseTo((0.9 + 0.9) / 3, 6);
    expect(standing?.theta[0]?.topic).toBe(20);
  });
});
