import { describe, expect, it } from 'vitest';
import { type Changes, changes, harmed } from '../../../../src/core/tune/labelled.ts';
import { referenceProducts as products } from '../../../../src/core/vector.ts';
import { matrix, normals, unit } from './make.ts';

const labels = Array.from({ length: 120 }, (_, i) => `subject ${i % 4}`);
function around(seed: number, noise: number) {
  const normal = normals(seed);
  return matrix(
    labels.map((_, i) => unit(Array.from({ length: 8 }, (_, d) => (d === i % 4 ? 1 : 0) + noise * normal()))),
  );
}

describe('changes', () => {
  const tools = { products, seed: 1 };
  const [clear, blurred] = [around(1, 0.1), around(2, 0.7)];

  it('are nothing for the same vectors', () => {
    const found = changes({ before: clear, after: clear, labels }, tools);
    for (const { before, after, low, high } of Object.values(found)) {
      expect(after).toBe(before);
      expect([low, high]).toEqual([0, 0]);
    }
    expect(harmed(found)).toEqual([]);
  });

  it('are harm beyond chance when the labels blur, and none the other way round', () => {
    const worse = changes({ before: clear, after: blurred, labels }, tools);
    expect(worse.nmi.before).toBeCloseTo(1, 6);
    expect(worse.knn.before).toBe(1);
    expect(worse.bcubed.before).toBeCloseTo(1, 6);
    expect(harmed(worse)).toEqual(['nmi', 'bcubed', 'knn']);
    for (const { before, after, low, high } of Object.values(worse)) {
      expect(low).toBeLessThan(after - before);
      expect(high).toBeGreaterThan(after - before - 0.02);
    }
    expect(harmed(changes({ before: blurred, after: clear, labels }, tools))).toEqual([]);
  });

  it('have wider intervals on fewer documents', () => {
    const width = (n: number) => {
      const few = (of: typeof clear) => ({ ...of, rows: n, data: of.data.slice(0, n * of.dim) });
      const { low, high } = changes(
        { before: few(around(3, 0.5)), after: few(around(4, 0.5)), labels: labels.slice(0, n) },
        tools,
      ).knn;
      return high - low;
    };
    expect(width(30)).toBeGreaterThan(1.2 * width(120));
  });
});

describe('harmed', () => {
  it('is a change whose whole interval lies below zero', () => {
    const change = (low: number, high: number) => ({ before: 0.5, after: 0.4, low, high });
    const found: Changes = { nmi: change(-0.2, -0.001), bcubed: change(-0.2, 0), knn: change(-0.1, 0.1) };
    expect(harmed(found)).toEqual(['nmi']);
  });
});
