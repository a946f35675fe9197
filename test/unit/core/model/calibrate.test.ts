import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrate, fitted } from '../../../../src/core/model/calibrate.ts';
import { CERTAINTY } from '../../../../src/core/model/options.ts';
import type { Panelist, TopicEvent } from '../../../../src/core/types.ts';
import { referenceProducts } from '../../../../src/core/vector.ts';
import { cell, HALF_LIFE, options, panelist, state, topic, turned, vector } from './make.ts';

const { base, score, lead, known } = CERTAINTY.prior;
const PRIOR = [base, score, lead, known];

/** −∂ ln posterior / ∂w, by the definition: what must vanish where the posterior is highest. */
function slopes(w: readonly number[], verdicts: readonly { evidence: readonly number[]; right: boolean }[]): number[] {
  return w.map((wj, j) => {
    let slope = CERTAINTY.precision * (wj - (PRIOR[j] as number));
    for (const { evidence, right } of verdicts) {
      const odds = evidence.reduce((sum, x, k) => sum + x * (w[k] as number), 0);
      slope += (1 / (1 + Math.exp(-odds)) - Number(right)) * (evidence[j] as number);
    }
    return slope;
  });
}

describe('fitted', () => {
  it('is the prior without verdicts', () => {
    expect(fitted([])).toEqual(CERTAINTY.prior);
  });

  it('is where the posterior is highest: no slope is left', () => {
    const verdict = fc.record({
      evidence: fc
        .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean())
        .map(([s, l, k]) => [1, s, l, k ? 1 : 0]),
      right: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 120 }), (verdicts) => {
        const w = fitted(verdicts);
        for (const slope of slopes([w.base, w.score, w.lead, w.known], verdicts)) expect(slope).toBeCloseTo(0, 5);
      }),
    );
  });

  it('finds what verdicts were drawn from, when there are many', () => {
    const truth = [-2, 4, 3, 1];
    let seed = 1;
    const random = () => {
      seed = (seed * 48271) % 2147483647;
      return seed / 2147483647;
    };
    const verdicts = Array.from({ length: 20_000 }, () => {
      const evidence = [1, random(), random(), random() < 0.5 ? 1 : 0];
      const odds = evidence.reduce((sum, x, j) => sum + x * (truth[j] as number), 0);
      return { evidence, right: random() < 1 / (1 + Math.exp(-odds)) };
    });
    const w = fitted(verdicts);
    [w.base, w.score, w.lead, w.known].forEach((found, j) => {
      expect(Math.abs(found - (truth[j] as number))).toBeLessThan(0.25);
    });
  });
});

describe('calibrate', () => {
  const model = state({
    cells: [cell(1, vector(1), { topic: 1 }), cell(2, vector(0, 1), { topic: 2 })],
    topics: [
      topic(1, { mean: vector(1), documents: 1, weight: 1 }),
      topic(2, { mean: vector(0, 1), documents: 1, weight: 1 }),
    ],
  });
  const opts = options({ halfLife: HALF_LIFE });
  const on = (panel: readonly Panelist[], events: readonly TopicEvent[] = []) =>
    calibrate({ ...model, panel: state({ panel }).panel }, events, opts, referenceProducts);
  const panelists = (n: number, topicOf: (i: number) => number) =>
    Array.from({ length: n }, (_, i) =>
      panelist(`p${i}`, { vector: turned(0, 1, i % 30), topic: topicOf(i), scores: Float32Array.of(0.6, 0.3) }),
    );

  it('is surer where what was said holds now, and less where it does not', () => {
    const sure = on(panelists(60, () => 1)).certainty;
    const wrong = on(panelists(60, () => 2)).certainty;
    expect(sure.base).toBeGreaterThan(base);
    expect(wrong.base).toBeLessThan(base);
    // The oracle: all evidence is alike, and 1 in 3 was right.
    const third = on(panelists(300, (i) => (i % 3 === 0 ? 1 : 2))).certainty;
    const root = Math.sqrt(Math.fround(0.6) - Math.fround(0.3));
    const odds = third.base + third.score * Math.fround(0.6) + third.lead * root;
    expect(1 / (1 + Math.exp(-odds))).toBeCloseTo(1 / 3, 1);
  });

  it('waits for enough documents', () => {
    expect(on(panelists(CERTAINTY.least - 1, () => 2)).certainty).toBe(model.certainty);
    expect(on(panelists(CERTAINTY.least, () => 2)).certainty).not.toEqual(model.certainty);
  });

  it('follows topics through merges, to the end of the chain', () => {
    const merged = (from: number, into: number, level: 0 | 1 = 0): TopicEvent => ({
      type: 'merged',
      topic: from,
      level,
      into: [into],
      from: [],
      label: '',
      reason: '',
      numbers: {},
      time: 0,
      sequence: 0,
    });
    const { panel } = on(
      [panelist('a', { topic: 8 }), panelist('b', { topic: 9 }), panelist('c', { topic: 2 })],
      [merged(8, 9), merged(9, 1), merged(2, 5, 1)],
    );
    expect([...panel.values()].map((p) => p.topic)).toEqual([1, 1, 2]);
    const untouched = state({ panel: [panelist('a')] });
    expect(calibrate(untouched, [], opts, referenceProducts).panel).toBe(untouched.panel);
  });
});
