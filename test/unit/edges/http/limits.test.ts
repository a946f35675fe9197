import { describe, expect, it } from 'vitest';
import { createLimit } from '../../../../src/edges/http/limits.ts';

describe('a limit', () => {
  it('gives a burst at once, then as much as has come since, and never more than the burst', () => {
    let time = 0;
    const limit = createLimit({ burst: 10, perSecond: 2, now: () => time });
    expect(limit.take(10)).toBe(0);
    expect(limit.take(1)).toBe(0.5);
    time += 400;
    expect(limit.take(1)).toBeCloseTo(0.1);
    time += 100;
    expect(limit.take(1)).toBe(0);
    time += 3_600_000;
    expect(limit.take(10)).toBe(0);
    expect(limit.take(1)).toBeGreaterThan(0);
  });
});
