import { describe, expect, it } from 'vitest';
import { quantised } from '../../../../src/edges/encoder/builder.ts';

describe('quantised', () => {
  it('is at most half a step from each value and uses the whole range of each row', () => {
    const data = Float32Array.of(0.5, -2, 1.3, 0.004, 0.001, -0.003);
    const { values, scales } = quantised(data, { rows: 2, columns: 3, limit: 64 });
    expect(scales).toEqual(Float32Array.of(2 / 64, 0.004 / 64));
    data.forEach((value, at) => {
      const scale = scales[at < 3 ? 0 : 1] ?? 0;
      expect(Math.abs((values[at] ?? 0) * scale - value)).toBeLessThanOrEqual(scale * 0.5001);
    });
    expect([...values].map(Math.abs).filter((value) => value === 64)).toHaveLength(2);
  });

  it('keeps a row of zeros', () => {
    const { values, scales } = quantised(new Float32Array(4), { rows: 2, columns: 2, limit: 127 });
    expect([...values, ...scales]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
