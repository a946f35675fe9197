import { describe, expect, it } from 'vitest';
import { measured, PRIOR, thresholdsOf } from '../../../../src/core/model/geometry.ts';
import { referenceProducts } from '../../../../src/core/vector.ts';
import { normal, rng } from '../../../laws/stream.ts';
import { panelist, state, topic, turned, vector } from './make.ts';

const measure = (given: Parameters<typeof state>[0]) => measured(state(given), referenceProducts);
const panelOf = (vectors: readonly Float32Array[]) => vectors.map((v, i) => panelist(`d${i}`, { vector: v }));

describe('thresholds', () => {
  it('are, in the space of the prior, what was chosen there', () => {
    const { claim, near, radius, kin, drifted, revive } = thresholdsOf(PRIOR);
    expect([claim, near, radius, kin, drifted, revive].map((x) => Math.round(100 * x))).toEqual([
      10, 32, 66, 60, 70, 80,
    ]);
  });

  it('follow the space', () => {
    for (const chance of [0, 0.05, 0.2])
      for (const neighbours of [0, 0.3, 0.9]) {
        const { claim, radius, kin, drifted, revive } = thresholdsOf({ chance, neighbours });
        // One in ten of a normal distribution is above 1.2816 deviations.
        expect(claim).toBeCloseTo(1.2816 * chance, 12);
        // As far from 1 as from four deviations of chance.
        expect(1 - radius).toBeCloseTo(radius - 4 * chance, 12);
        expect(kin).toBe(neighbours);
        expect((drifted - kin) / (1 - kin)).toBeCloseTo(1 / 4, 12);
        expect((revive - kin) / (1 - kin)).toBeCloseTo(1 / 2, 12);
      }
  });
});

describe('what is measured of', () => {
  it('nothing is the prior', () => {
    expect(measure({})).toEqual(PRIOR);
    expect(measure({ panel: panelOf([vector(1)]), topics: [topic(1, { mean: vector(1) })] })).toEqual(PRIOR);
  });

  /** Chance of documents of one topic, that lies in direction `about`. */
  const chanceOf = (vectors: readonly Float32Array[], about = vectors[0]?.map(() => 0) as Float32Array) => {
    const panel = new Map(panelOf(vectors).map((p) => [p.id, p]));
    const topics = new Map([[1, topic(1, { mean: about })]]);
    return measured({ panel, topics, mean: about.map(() => 0), dim: about.length }, referenceProducts).chance;
  };
  const blended = (measure: number, documents = 128) => (documents * measure + 16 * PRIOR.chance) / (documents + 16);
  const random = rng(3);
  const spread = Array.from({ length: 128 }, () => Float32Array.from({ length: 64 }, () => normal(random)));

  it('chance is the deviation of cosines; the prior counts as sixteen documents', () => {
    // Of directions at random: 1 / √dim.
    expect(chanceOf(spread)).toBeCloseTo(blended(1 / 8), 2);
    // Those beyond the first 128 of the panel, which is in the order of draws, are not looked at.
    expect(chanceOf([...spread, ...Array.from({ length: 500 }, () => spread[0] as Float32Array)])).toBe(
      chanceOf(spread),
    );
  });

  it('chance is what documents have in common beside their topic', () => {
    const about = Float32Array.from({ length: 64 }, (_, j) => (j === 5 ? 20 : 0));
    const shifted = spread.map((v) => v.map((x, j) => x + (about[j] as number)));
    expect(chanceOf(shifted, about)).toBeCloseTo(chanceOf(spread), 6);
  });

  it('chance is hardly any other when a tenth of the documents are one', () => {
    // The root of the mean square of their cosines is .16.
    expect(chanceOf(spread.map((v, i) => (i % 10 === 0 ? (spread[0] as Float32Array) : v)))).toBeLessThan(0.135);
  });

  it('chance is bounded where there are few directions', () => {
    const few = spread.map((v) => v.subarray(0, 4).slice());
    expect(chanceOf(few)).toBeCloseTo(blended(0.2), 12);
  });

  it('of documents without a known topic, chance is about the mean of the stream', () => {
    const shifted = spread.map((v) => v.map((x) => x + 5));
    const of = (vectors: readonly Float32Array[], all: number) =>
      measured(
        {
          panel: new Map(panelOf(vectors).map((p) => [p.id, p])),
          topics: new Map(),
          mean: new Float32Array(64).fill(all),
          dim: 64,
        },
        referenceProducts,
      ).chance;
    expect(of(shifted, 5)).toBeCloseTo(of(spread, 0), 6);
  });

  it('neighbours are the nearest live topics; the prior counts as eight', () => {
    const at = (id: number, degrees: number, given = {}) => topic(id, { mean: turned(0, 1, degrees), ...given });
    const cosine = (degrees: number) => Math.cos((degrees * Math.PI) / 180);
    const with8 = (measure: number, topics: number) => (topics * measure + 8 * PRIOR.neighbours) / (topics + 8);
    const two = [at(1, 0), at(2, 60)];
    expect(measure({ topics: two }).neighbours).toBeCloseTo(with8(cosine(60), 2), 6);
    const others = [at(3, 10, { status: 'archived' }), at(4, 20, { level: 1 })];
    expect(measure({ topics: [...two, ...others] }).neighbours).toBeCloseTo(with8(cosine(60), 2), 6);
    // Opposite ones are no less apart than those that have nothing in common.
    expect(measure({ topics: [at(1, 0), at(2, 180)] }).neighbours).toBeCloseTo(with8(0, 2), 6);
  });

  it('neighbours leave out the nearest tenth of the topics', () => {
    // Ten pairs on a circle, 1, 2, … 10 degrees apart.
    const topics = Array.from({ length: 20 }, (_, i) =>
      topic(i + 1, { mean: turned(0, 1, 36 * (i >> 1) + (i % 2) * ((i >> 1) + 1)) }),
    );
    const expected = (20 * Math.cos((2 * Math.PI) / 180) + 8 * PRIOR.neighbours) / 28;
    expect(measure({ topics }).neighbours).toBeCloseTo(expected, 5);
    const middle = (20 * Math.cos((5 * Math.PI) / 180) + 8 * PRIOR.neighbours) / 28;
    expect(Math.abs(expected - middle)).toBeGreaterThan(1e-3);
  });
});
