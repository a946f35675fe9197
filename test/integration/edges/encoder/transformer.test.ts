/** The real weights, out of the cache or fetched into it. Reference vectors: test/fixtures/encoder/record.py. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Encoder } from '../../../../src/core/ports.ts';
import type { Embeddings } from '../../../../src/core/types.ts';
import type { Precision } from '../../../../src/edges/encoder/builder.ts';
import { transformerEncoder } from '../../../../src/edges/encoder/transformer.ts';
import { testEncoder } from '../../../contract/encoder.contract.ts';

const FETCHING = 600_000;
const fixtures = new URL('../../../fixtures/encoder/', import.meta.url);
const sentences = JSON.parse(await readFile(new URL('sentences.json', fixtures), 'utf8')) as string[];
const recorded = await readFile(new URL('vectors.f32', fixtures));
const reference = new Float32Array(
  recorded.buffer.slice(recorded.byteOffset, recorded.byteOffset + recorded.byteLength),
);

beforeAll(async () => {
  await (await transformerEncoder({ workers: 1 })).close();
}, FETCHING);

testEncoder('transformer, MiniLM int8', () => transformerEncoder());

describe.each([
  ['float32', 0.99999, 0.99999],
  // Measured on 300 texts of six corpora: mean .994, least .985.
  ['int8', 0.99, 0.96],
] as const)('MiniLM in %s', (precision: Precision, mean, least) => {
  let one: Encoder;
  let two: Encoder;
  beforeAll(async () => {
    one = await transformerEncoder({ precision, workers: 1 });
    two = await transformerEncoder({ precision, workers: 2 });
  });
  afterAll(() => Promise.all([one.close(), two.close()]));

  it(`has cosine of at least ${least} and ${mean} on average to sentence-transformers’ vectors`, async () => {
    const { data, dim } = await one.encode(sentences);
    expect(dim).toBe(384);
    const cosines = sentences.map((_, at) => {
      const expected = reference.subarray(at * dim, (at + 1) * dim);
      return data.subarray(at * dim, (at + 1) * dim).reduce((sum, value, of) => sum + value * (expected[of] ?? 0), 0);
    });
    expect(Math.min(...cosines)).toBeGreaterThanOrEqual(least);
    expect(cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length).toBeGreaterThanOrEqual(mean);
  });

  it('gives a text the same bits alone, among others, reversed, on one thread and on two', async () => {
    const [together, reversed] = await Promise.all([one.encode(sentences), two.encode([...sentences].reverse())]);
    for (const [at, sentence] of sentences.entries()) {
      const expected = row(together, at);
      expect(row(reversed, sentences.length - 1 - at)).toEqual(expected);
      expect(row(await two.encode([sentence]), 0)).toEqual(expected);
    }
  });
});

describe('MiniLM’s id', () => {
  it('is settled: another one would ask every deployment to migrate', async () => {
    const encoder = await transformerEncoder({ workers: 1 });
    expect(encoder.id).toBe('all-MiniLM-L6-v2/53aa51172d14/mean/int8/256');
    await encoder.close();
  });
});

function row({ data, dim }: Embeddings, at: number): Float32Array {
  return data.slice(at * dim, (at + 1) * dim);
}
