import { describe, expect, it } from 'vitest';
import { hashingEncoder } from '../../../../src/edges/encoder/hashing.ts';
import { recentMemory, rememberingEncoder } from '../../../../src/edges/encoder/remembering.ts';
import { testEncoder } from '../../../contract/encoder.contract.ts';
import { noted } from './noted.ts';

const remembering = (most?: number) => {
  const { inner, asked } = noted();
  return { encoder: rememberingEncoder(inner, recentMemory(inner.dim, most)), asked };
};

testEncoder('remembering', () => {
  const hashing = hashingEncoder();
  return Promise.resolve(rememberingEncoder(hashing, recentMemory(hashing.dim, 3)));
});

describe('an encoder with a memory of what was asked last', () => {
  it('is asked for a text once, and gives the same bits', async () => {
    const { encoder, asked } = remembering();
    const plain = hashingEncoder({ dim: encoder.dim });
    for (const texts of [['storm', 'goal', 'storm'], ['bank', 'goal', 'storm', 'bank'], []])
      expect(await encoder.encode(texts)).toEqual(await plain.encode(texts));
    expect(asked).toEqual(['storm', 'goal', 'bank']);
  });

  it('forgets what was asked for longest ago', async () => {
    const { encoder, asked } = remembering(2);
    await encoder.encode(['storm']);
    await encoder.encode(['goal']);
    await encoder.encode(['storm']);
    await encoder.encode(['bank']);
    asked.length = 0;
    await encoder.encode(['storm', 'bank', 'goal']);
    expect(asked).toEqual(['goal']);
  });

  it('holds no more than it may, also of one call', async () => {
    const memory = recentMemory(2, 3);
    await memory.add(
      ['a', 'b', 'c', 'd'],
      Float32Array.from({ length: 8 }, (_, i) => i),
    );
    expect(['a', 'b', 'c', 'd'].map((key) => memory.has(key))).toEqual([false, true, true, true]);
    const read = new Float32Array(4).fill(-1);
    await memory.read(['d', 'a'], read);
    expect([...read]).toEqual([6, 7, -1, -1]);
  });

  it('remembers nothing of a call that failed', async () => {
    const { inner, asked } = noted();
    let failing = true;
    const encode: typeof inner.encode = (texts) =>
      failing ? Promise.reject(new Error('no memory')) : inner.encode(texts);
    const encoder = rememberingEncoder({ ...inner, encode }, recentMemory(inner.dim));
    await expect(encoder.encode(['storm'])).rejects.toThrow('no memory');
    failing = false;
    await encoder.encode(['storm']);
    expect(asked).toEqual(['storm']);
  });
});
