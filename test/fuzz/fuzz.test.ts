/** A slice of `make fuzz`, and that it would notice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';
import { dice, mutated } from './mutate.ts';
import { openPaths } from './paths.ts';
import { throughPipeline } from './pipeline.ts';

let opened: Awaited<ReturnType<typeof openPaths>>;
beforeAll(async () => {
  opened = await openPaths();
});
afterAll(() => opened.close());

describe('mutated inputs', () => {
  it('are taken or refused on every path, and both', async () => {
    expect(opened.paths.length).toBeGreaterThan(15);
    for (const path of opened.paths) {
      const { inputs, refused } = await fuzz(path, { count: 80, seed: 7 });
      expect(inputs).toBe(80);
      expect(refused, path.name).toBeGreaterThan(0);
      expect(refused, path.name).toBeLessThan(80);
    }
  });

  it('have one answer each when they go through a replica', async () => {
    const { wrong, theta, dead } = await throughPipeline({ count: 500, seed: 3 });
    expect(wrong).toEqual([]);
    expect(Math.min(theta, dead)).toBeGreaterThan(50);
  });

  it('are the same for the same seed', () => {
    const make = (seed: number): string => {
      const draw = dice(seed);
      return Array.from({ length: 50 }, () =>
        Buffer.from(mutated(Buffer.from('{"a":1}'), draw)).toString('hex'),
      ).join();
    };
    expect(make(1)).toBe(make(1));
    expect(make(1)).not.toBe(make(2));
  });

  it('that crash are told, with the input', async () => {
    const fragile = {
      ...{ name: 'fragile', refusal: 'none', seeds: [Buffer.from('abc')] },
      run: (bytes: Uint8Array) => {
        if (bytes.length < 2) throw new TypeError('too short');
        return 'taken' as const;
      },
    };
    await expect(fuzz(fragile, { count: 500, seed: 1 })).rejects.toThrow(/fragile, seed 1, input \d+ .*too short/);
  });
});
