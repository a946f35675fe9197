import { describe, expect, it } from 'vitest';
import { hashingEncoder } from '../../../../src/edges/encoder/hashing.ts';
import { testEncoder } from '../../../contract/encoder.contract.ts';

testEncoder('hashing', () => hashingEncoder());
testEncoder('hashing, 64 dimensions', () => hashingEncoder({ dim: 64 }));

async function cosine(a: string, b: string): Promise<number> {
  const { data, dim } = await hashingEncoder().encode([a, b]);
  return data.subarray(0, dim).reduce((sum, value, at) => sum + value * (data[dim + at] ?? Number.NaN), 0);
}

describe('hashingEncoder', () => {
  it('ignores case, punctuation and the form in which accents are written', async () => {
    expect(await cosine('Café CRÈME, today!', 'cafe\u0301 cre\u0300me today')).toBeCloseTo(1, 6);
  });

  it('brings inflected forms and runs without spaces near', async () => {
    expect(await cosine('elections', 'election')).toBeGreaterThan(0.15);
    expect(await cosine('深海发现新的鱼类', '科学家在深海发现鱼类')).toBeGreaterThan(0.4);
    expect(Math.abs(await cosine('深海发现新的鱼类', '股市今天上涨'))).toBeLessThan(0.3);
  });

  it('damps repetition and weighs function words down', async () => {
    const rain = 'rain umbrella';
    expect(await cosine(rain, `${'rain '.repeat(50)} umbrella`)).toBeGreaterThan(0.6);
    expect(await cosine('the and for rain', 'rain')).toBeGreaterThan(await cosine('the and for rain', 'the and for'));
  });

  it('signs its features: collisions of many unrelated words cancel and do not add up', async () => {
    // Without signs both vectors would lie near the all-positive diagonal: cosine .8 and more.
    let state = 1;
    const letter = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return String.fromCharCode(97 + Math.floor((state / 2 ** 32) * 26));
    };
    const words = Array.from({ length: 400 }, () => Array.from({ length: 6 }, letter).join(''));
    expect(Math.abs(await cosine(words.slice(0, 200).join(' '), words.slice(200).join(' ')))).toBeLessThan(0.35);
  });

  it('names its dimension in its id and refuses one that is no positive integer', () => {
    expect(hashingEncoder({ dim: 8 }).id).toBe('hashing/1/8');
    expect(hashingEncoder().id).not.toBe(hashingEncoder({ dim: 8 }).id);
    expect(() => hashingEncoder({ dim: 0 })).toThrow(/dim.*0.*at least 1/);
    expect(() => hashingEncoder({ dim: 1.5 })).toThrow(/1\.5/);
  });
});
