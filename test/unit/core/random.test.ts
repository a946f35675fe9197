import { describe, expect, it } from 'vitest';
import { hash32, reservoirKey, uniform } from '../../../src/core/random.ts';

const ids = Array.from({ length: 20_000 }, (_, i) => `document-${i}`);

describe('hash32', () => {
  it('is FNV-1a with the finaliser of MurmurHash3', () => {
    // FNV-1a of the empty text is its offset basis; of "a" 0xe40c292c.
    const finalise = (x: number) => {
      let h = x ^ (x >>> 16);
      h = Math.imul(h, 0x85ebca6b);
      h ^= h >>> 13;
      h = Math.imul(h, 0xc2b2ae35);
      return (h ^ (h >>> 16)) >>> 0;
    };
    expect(hash32('')).toBe(finalise(0x811c9dc5));
    expect(hash32('a')).toBe(finalise(0xe40c292c));
    expect(hash32('foobar')).toBe(finalise(0xbf9cf968));
  });

  it('spreads like texts evenly over any range of its bits, differently for each seed', () => {
    for (const seed of [0, 1, 12345])
      for (const shift of [0, 8, 16, 24]) {
        const counts = new Array<number>(256).fill(0);
        for (const id of ids) {
          const bin = (hash32(id, seed) >>> shift) & 255;
          counts[bin] = (counts[bin] as number) + 1;
        }
        const mean = ids.length / 256;
        // χ² with 255 degrees of freedom: 99.99 % of uniform hashes stay below 347.
        const chi2 = counts.reduce((sum, n) => sum + (n - mean) ** 2 / mean, 0);
        expect(chi2).toBeLessThan(347);
      }
    expect(ids.filter((id) => hash32(id, 1) === hash32(id, 2))).toEqual([]);
    expect(new Set(ids.map((id) => hash32(id))).size).toBeGreaterThan(ids.length - 5);
  });
});

describe('uniform', () => {
  it('lies inside (0, 1) with mean ½ and variance 1/12', () => {
    const all = ids.map((id) => uniform(id, 3));
    const mean = all.reduce((a, b) => a + b, 0) / all.length;
    expect(Math.min(...all)).toBeGreaterThan(0);
    expect(Math.max(...all)).toBeLessThan(1);
    expect(mean).toBeCloseTo(0.5, 2);
    expect(all.reduce((sum, u) => sum + (u - mean) ** 2, 0) / all.length).toBeCloseTo(1 / 12, 2);
  });
});

describe('reservoirKey', () => {
  it('orders as u^(1/weight) of Efraimidis and Spirakis', () => {
    const keys = ids.slice(0, 500).map((id, i) => {
      const weight = 0.1 + (i % 10) / 5;
      return { ours: reservoirKey(id, weight, 9), theirs: uniform(id, 9) ** (1 / weight) };
    });
    const by = (key: 'ours' | 'theirs') => keys.toSorted((a, b) => a[key] - b[key]);
    expect(by('ours')).toEqual(by('theirs'));
  });

  it('draws an item with a chance that grows with its weight', () => {
    // The largest key is item i with probability w_i / Σw.
    const weights = [1, 2, 5];
    const wins = [0, 0, 0];
    for (let seed = 0; seed < 8000; seed++) {
      const keys = weights.map((w, i) => reservoirKey(`item ${i}`, w, seed));
      const best = keys.indexOf(Math.max(...keys));
      wins[best] = (wins[best] as number) + 1;
    }
    weights.forEach((w, i) => {
      expect((wins[i] as number) / 8000).toBeCloseTo(w / 8, 1.5);
    });
  });

  it('stays inside (0, 1) and tells items apart, however small their weights', () => {
    for (const weight of [0, 1e-9, 6e-6, 1e-3, 1, 50]) {
      const keys = ids.slice(0, 2000).map((id) => reservoirKey(id, weight, 1));
      expect(Math.min(...keys)).toBeGreaterThan(0);
      expect(Math.max(...keys)).toBeLessThan(1);
      expect(new Set(keys).size).toBeGreaterThan(1990);
    }
  });
});
