import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pointsOf } from '../../../../src/core/model/gram.ts';
import { referenceProducts } from '../../../../src/core/vector.ts';
import { DIM, vector } from './make.ts';
import { cloudOf, pointsFrom } from './points.ts';

it('pointsOf holds the inner products of w·(m − mean), also in several blocks', () => {
  const random = fc.array(
    fc.tuple(
      fc.array(fc.integer({ min: -4, max: 4 }), { minLength: DIM, maxLength: DIM }),
      fc.integer({ min: 1, max: 8 }),
    ),
    { maxLength: 70, size: 'max' },
  );
  fc.assert(
    fc.property(random, (list) => {
      const masses = list.map(([m, weight]) => ({ weight: weight / 2, mean: Float32Array.from(m) }));
      const clouds = list.map(([m, weight]) => ({
        sum: m.map((x, j) => (weight / 2) * (x - j)),
        weight: weight / 2,
        norms: 0,
      }));
      const expected = pointsFrom(clouds);
      const points = pointsOf(masses, vector(0, 1, 2, 3), referenceProducts);
      expect([...points.gram].map((x) => x + 0)).toEqual([...expected.gram].map((x) => x + 0));
      expect(points).toMatchObject({ n: list.length, weight: expected.weight });
    }),
    { numRuns: 60 },
  );
});

it('pointsOf knows Σw·‖x − mean‖² of documents of length 1 from their mean alone', () => {
  const angle = fc.integer({ min: 0, max: 628 }).map((a) => [Math.cos(a / 100), Math.sin(a / 100), 0, 0]);
  fc.assert(
    fc.property(fc.array(angle, { minLength: 1, maxLength: 9 }), angle, (documents, m) => {
      const mean = Float32Array.from(m, (x) => 0.6 * x);
      const { sum, weight } = cloudOf(documents);
      const mass = { weight, mean: Float32Array.from(sum, (s) => s / weight) };
      const centred = documents.map((d) => d.map((x, j) => x - (mean[j] as number)));
      expect(pointsOf([mass], mean, referenceProducts).norms[0]).toBeCloseTo(cloudOf(centred).norms, 5);
    }),
  );
});
