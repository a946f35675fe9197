import { describe, expect, it } from 'vitest';
import { calibration } from '../../../../src/core/evaluate/calibration.ts';
import { draws } from '../../../../src/core/random.ts';

const claim = (confidence: number, right: boolean) => ({ confidence, right });

describe('calibration', () => {
  it('weighs each bin’s difference between what was claimed and what was right', () => {
    // .9 twice, half of them right, in the last bin but one; .3 once, right.
    const found = calibration([claim(0.9, true), claim(0.9, false), claim(0.3, true)]);
    expect(found?.error).toBeCloseTo((2 / 3) * 0.4 + (1 / 3) * 0.7, 12);
    expect(found).toMatchObject({ documents: 3, accuracy: 2 / 3 });
    expect(found?.confidence).toBeCloseTo(0.7, 12);
    expect(found?.bins).toHaveLength(15);
    expect(found?.bins[13]).toEqual({ documents: 2, confidence: 0.9, accuracy: 0.5 });
    expect(found?.bins[4]).toMatchObject({ documents: 1, accuracy: 1 });
    expect(found?.bins.reduce((sum, { documents }) => sum + documents, 0)).toBe(3);
  });

  it('takes the mean of a bin before the difference: errors inside it cancel', () => {
    expect(calibration([claim(0.5, true), claim(0.5, false)])?.error).toBeCloseTo(0, 12);
    // In two bins they do not.
    expect(calibration([claim(0.4, true), claim(0.6, false)])?.error).toBeCloseTo(0.6, 12);
  });

  it('puts an upper bound into its bin, and 0 into the first', () => {
    const of = (confidence: number) =>
      calibration([claim(confidence, true)], 4)?.bins.findIndex((b) => b.documents > 0);
    expect([0, 0.1, 0.25, 0.26, 0.5, 0.75, 0.76, 1].map(of)).toEqual([0, 0, 0, 1, 1, 2, 3, 3]);
  });

  it('says what the error would be by chance: the mean of many draws in which each claim is right with its probability', () => {
    const next = draws(7);
    const probabilities = Array.from({ length: 300 }, () => 0.3 + 0.7 * next());
    const drawn = () => calibration(probabilities.map((p) => claim(p, next() < p)));
    const runs = Array.from({ length: 2000 }, () => drawn()?.error as number);
    const mean = runs.reduce((sum, error) => sum + error, 0) / runs.length;
    expect(mean).toBeGreaterThan(0.04);
    expect(drawn()?.chance).toBeCloseTo(mean, 2);
    expect(calibration([claim(1, true), claim(0, false)])?.chance).toBe(0);
  });

  it('is null without a claim', () => {
    expect(calibration([])).toBeNull();
  });
});
