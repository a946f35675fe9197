/**
 * A document's vector depends on nothing but its text: not on its neighbours, their order, padding, the precision's
 * dynamic scale, or the number of threads. On a small transformer that takes the product's whole path; the same law
 * on the real weights is in test/integration/edges/encoder.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Encoder } from '../../src/core/ports.ts';
import type { Embeddings } from '../../src/core/types.ts';
import { hashingEncoder } from '../../src/edges/encoder/hashing.ts';
import { transformerEncoder } from '../../src/edges/encoder/transformer.ts';
import { writeTinyBert, writeTinyOnnx } from '../support/tiny-bert.ts';
import { writeTinyUse } from '../support/tiny-use.ts';

// Starting threads takes seconds of a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const letters = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz .,!中文雨'), maxLength: 300 });
const texts = fc.array(fc.oneof(letters, fc.string({ unit: 'binary', maxLength: 40 })), {
  minLength: 1,
  maxLength: 30,
});

const KINDS: Readonly<Record<string, (folder: string, workers: number) => Promise<Encoder>>> = {
  int8: async (folder, workers) => {
    await writeTinyBert(folder);
    return transformerEncoder({ model: 'tiny', folder, workers });
  },
  float32: async (folder, workers) => {
    await writeTinyBert(folder);
    return transformerEncoder({ model: 'tiny', folder, precision: 'float32', workers });
  },
  'windows of long documents': async (folder, workers) => {
    await writeTinyBert(folder);
    return transformerEncoder({ model: 'tiny', folder, longDocuments: 'windows', workers });
  },
  'a published ONNX graph': async (folder, workers) => {
    await writeTinyOnnx(folder);
    return transformerEncoder({ model: 'tiny', folder, workers });
  },
  'the multilingual encoder': async (folder, workers) => {
    await writeTinyUse(folder);
    return transformerEncoder({ model: 'tiny', folder, workers });
  },
  hashing: () => Promise.resolve(hashingEncoder()),
};

describe.each(Object.keys(KINDS))('a document’s vector, %s', (kind) => {
  let folder: string;
  let one: Encoder;
  let two: Encoder;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'encoder-law-'));
    const make = async (workers: number) => KINDS[kind]?.(join(folder, `${workers}`), workers);
    const made = await Promise.all([make(1), make(2)]);
    [one, two] = made as [Encoder, Encoder];
  });
  afterAll(async () => {
    await Promise.all([one.close(), two.close()]);
    await rm(folder, { recursive: true });
  });

  it('has the same bits alone, among others, in any order, cut into any batches, on one thread or two', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.nat(), fc.nat(), async (list, turn, cut) => {
        const together = await one.encode(list);
        const turned = list.map((_, at) => list[(at + turn) % list.length] ?? '');
        const at = cut % list.length;
        const [onTwo, left, right] = await Promise.all([
          two.encode(turned),
          two.encode(list.slice(0, at)),
          two.encode(list.slice(at)),
        ]);
        const alone = await Promise.all(list.map((text) => one.encode([text])));
        for (let index = 0; index < list.length; index++) {
          const expected = row(together, index);
          expect(row(onTwo, (((index - turn) % list.length) + list.length) % list.length)).toEqual(expected);
          expect(index < at ? row(left, index) : row(right, index - at)).toEqual(expected);
          expect(alone[index]?.data).toEqual(expected);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('tells texts apart', async () => {
    const { data, dim } = await one.encode(['the river burst its banks', 'a goal in extra time']);
    const cosine = data.subarray(0, dim).reduce((sum, value, at) => sum + value * (data[dim + at] ?? 0), 0);
    expect(cosine).toBeLessThan(0.999);
  });
});

function row({ data, dim }: Embeddings, at: number): Float32Array {
  return data.slice(at * dim, (at + 1) * dim);
}
