import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile } from '../../../src/core/quantile.ts';

describe('a quantile', () => {
  const values = fc.float32Array({ minLength: 1, maxLength: 300, noNaN: true });
  const few = fc
    .array(fc.integer({ min: -2, max: 2 }), { minLength: 1, maxLength: 300 })
    .map((some) => Float32Array.from(some));

  it('is what stands there when all are sorted', () => {
    fc.assert(
      fc.property(fc.oneof(values, few), fc.double({ min: 0, max: 1, noNaN: true }), (of, part) => {
        const sorted = of.slice().sort();
        // 0 and -0 are as great.
        expect(quantile(of, part) + 0).toBe((sorted[Math.floor(part * (of.length - 1))] as number) + 0);
        expect(of.sort()).toEqual(sorted);
      }),
    );
  });
});
