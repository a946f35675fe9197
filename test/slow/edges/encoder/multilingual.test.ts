/** The real weights, out of the cache or fetched into it. Reference: test/fixtures/encoder/record_multilingual.py. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configSchema } from '../../../../src/cli/config.ts';
import { openEncoder } from '../../../../src/cli/wire.ts';
import type { Encoder } from '../../../../src/core/ports.ts';
import type { Embeddings } from '../../../../src/core/types.ts';
import { USE_MULTILINGUAL } from '../../../../src/edges/encoder/models.ts';
import { transformerEncoder } from '../../../../src/edges/encoder/transformer.ts';
import { readUnigram } from '../../../../src/edges/encoder/unigram.ts';
import { resolveWeights } from '../../../../src/edges/encoder/weights.ts';
import { testEncoder } from '../../../contract/encoder.contract.ts';
import { bilingualFeed, EVENTS, type Told } from '../../../support/bilingual.ts';
import { command } from '../../../support/command.ts';
import { recordingProbe } from '../../../support/probe.ts';

const FETCHING = 600_000;
const { model, dim } = USE_MULTILINGUAL;
const fixtures = new URL('../../../fixtures/encoder/', import.meta.url);
const sentences = JSON.parse(await readFile(new URL('sentences.json', fixtures), 'utf8')) as string[];
const recorded = await readFile(new URL('multilingual.f32', fixtures));
const reference = new Float32Array(
  recorded.buffer.slice(recorded.byteOffset, recorded.byteOffset + recorded.byteLength),
);

beforeAll(async () => {
  await resolveWeights({ model });
}, FETCHING);

testEncoder('multilingual, int8', () => transformerEncoder({ model }));

describe('its pieces', () => {
  it('are those of its own Python implementation, odd Unicode included', async () => {
    const { folder } = await resolveWeights({ model });
    const { encode } = await readUnigram(join(folder, 'sp.model'));
    const pairs = JSON.parse(await readFile(new URL('pieces.json', fixtures), 'utf8')) as [string, number[]][];
    for (const [text, ids] of pairs) expect(encode(text, ids.length + 1), JSON.stringify(text)).toEqual(ids);
  });
});

describe.each([
  ['float32', 0.99999, 0.99999],
  // Measured on 600 texts of three corpora: mean .995, least .973.
  ['int8', 0.99, 0.96],
] as const)('multilingual in %s', (precision, mean, least) => {
  it(`has cosine of at least ${least} and ${mean} on average to the reference`, async () => {
    const encoder = await transformerEncoder({ model, precision, workers: 1 });
    const { data } = await encoder.encode(sentences);
    await encoder.close();
    const cosines = sentences.map((_, at) => cosine(data, reference, at, at));
    expect(Math.min(...cosines)).toBeGreaterThanOrEqual(least);
    expect(cosines.reduce((sum, value) => sum + value, 0) / cosines.length).toBeGreaterThanOrEqual(mean);
  });
});

describe('documents in Chinese and English', () => {
  const feed = bilingualFeed();
  let encoder: Encoder;
  let vectors: Embeddings;
  beforeAll(async () => {
    encoder = await openEncoder(configSchema.parse({ encoder: { model } }), recordingProbe());
    vectors = await encoder.encode(feed.map(({ text }) => text));
  });
  afterAll(() => encoder.close());

  it('have an id that is settled: another one would ask every deployment to migrate', () => {
    expect(encoder.id).toBe('use-multilingual-v3/0db566fd0af8/mean/int8/256');
  });

  it('are nearest to one about the same event in the other language', () => {
    const wrong = feed.filter((one, at) => {
      const others = feed.map((other, of) => ({ ...other, near: cosine(vectors.data, vectors.data, at, of) }));
      const nearest = others.filter(({ language }) => language !== one.language).sort((a, b) => b.near - a.near)[0];
      return nearest?.event !== one.event;
    });
    expect(wrong.map(({ text }) => text)).toEqual([]);
  });

  it('meet in one topic: parents are the events, to each of which both languages belong', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'multilingual-'));
    const file = join(folder, 'feed.jsonl');
    const rounds = [0, 1, 2, 3, 4, 5];
    const line = ({ event, text }: Told, id: string) => JSON.stringify({ id, text, label: `event ${event}` });
    await writeFile(file, rounds.flatMap((round) => feed.map((one, at) => line(one, `${round}-${at}`))).join('\n'));
    const { stdout } = await command(['evaluate', file, '--encoder.model', model, '--no-coherence', '--json']);
    await rm(folder, { recursive: true });
    const { levels } = JSON.parse(stdout) as Evaluated;
    expect(levels.parents.phases.final.score).toMatchObject({ topics: EVENTS.length, assigned: 1 });
    expect(levels.parents.phases.final.score.nmi).toBeGreaterThan(0.95);
    expect(levels.topics.phases.final.score.purity).toBeGreaterThan(0.95);
  });
});

interface Evaluated {
  readonly levels: Readonly<
    Record<
      'topics' | 'parents',
      { readonly phases: { readonly final: { readonly score: { readonly nmi: number; readonly purity: number } } } }
    >
  >;
}

function cosine(a: Float32Array, b: Float32Array, row: number, other: number): number {
  let sum = 0;
  for (let at = 0; at < dim; at++) sum += (a[row * dim + at] ?? 0) * (b[other * dim + at] ?? 0);
  return sum;
}
