/**
 * The gate on real documents: a map that helps is accepted, adapters that do harm are refused, by the figures that need
 * no labels as well as by labels. CORPORA: see corpora.ts. The encoder's vectors are kept as main.ts keeps them.
 */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { jobOf } from '../../src/cli/commands/tune/data.ts';
import { loadSettings } from '../../src/cli/settings.ts';
import { openEncoder } from '../../src/cli/wire.ts';
import { type Adapter, fitAdapter } from '../../src/core/tune/adapter.ts';
import type { Figures } from '../../src/core/tune/gate.ts';
import { feedOf } from '../../src/core/tune/job.ts';
import { classification, type Objective } from '../../src/core/tune/objective.ts';
import { type Feed, judge, type Labels, measure, part, tune } from '../../src/core/tune/tune.ts';
import type { Embeddings } from '../../src/core/types.ts';
import { cachedEncoder } from '../../src/edges/encoder/cached.ts';
import { readVocabulary } from '../../src/edges/encoder/vocabulary.ts';
import { resolveWeights } from '../../src/edges/encoder/weights.ts';
import { int16Products } from '../../src/edges/products/int16.ts';
import { silentProbe } from '../../src/edges/telemetry/probe.ts';
import { pathOf } from '../quality/corpora.ts';
import { embeddingsFolder } from '../quality/measure.ts';
import { linesOf } from '../quality/tuned.ts';

const GATE = 1500;
const tools = { products: int16Products(), seed: 1 };

/** The first third of a corpus and the documents after it, through the default encoder. */
async function feedFrom(corpus: string): Promise<Feed> {
  const lines = linesOf(pathOf(corpus));
  const third = Math.floor(lines.length / 3);
  const { folder, limit } = await resolveWeights();
  const vocabulary = await readVocabulary(join(folder, 'tokenizer.json'));
  const encoder = await openEncoder(loadSettings().config, silentProbe);
  const remember = (name: string) =>
    cachedEncoder({ ...encoder, close: async () => {} }, { folder: embeddingsFolder(), name });
  const [documents, halves] = await Promise.all([remember(corpus), remember(`tuning-${corpus}-halves`)]);
  try {
    const split = { training: lines.slice(0, third), later: lines.slice(third, third + GATE) };
    const options = { vocabulary, limit: limit - 2, student: false, labelled: true, seed: 1, encoded: () => {} };
    return feedOf(await jobOf(split, { documents, halves, pieces: documents }, options));
  } finally {
    await Promise.all([documents, halves, encoder].map((each) => each.close()));
  }
}

/** Orthonormal rows that span what sets the labels' means apart. */
function apart({ dim, rows, data }: Embeddings, labels: readonly (string | null)[]): Float64Array[] {
  const sums = new Map<string | null, Float64Array>([[null, new Float64Array(dim)]]);
  for (let i = 0; i < rows; i++)
    for (const name of [null, labels[i] as string]) {
      const sum = sums.get(name) ?? new Float64Array(dim);
      sums.set(name, sum);
      for (let j = 0; j < dim; j++) sum[j] = (sum[j] as number) + (data[i * dim + j] as number);
    }
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((total, value, j) => total + value * (b[j] as number), 0);
  const overall = sums.get(null) as Float64Array;
  const basis: Float64Array[] = [];
  for (const [name, sum] of sums) {
    if (name === null) continue;
    const share = labels.filter((label) => label === name).length / rows;
    const rest = sum.map((value, j) => value - share * (overall[j] as number));
    for (const other of basis) {
      const by = dot(rest, other);
      for (let j = 0; j < dim; j++) rest[j] = (rest[j] as number) - by * (other[j] as number);
    }
    const length = Math.sqrt(dot(rest, rest));
    if (length > 1e-6 * Math.sqrt(dot(sum, sum))) basis.push(rest.map((value) => value / length));
  }
  return basis;
}

/** Leaves a fifth of what sets labels apart. */
function squeezing(vectors: Embeddings, labels: readonly (string | null)[]): Adapter {
  const { dim } = vectors;
  const basis = apart(vectors, labels);
  const rank = basis.length;
  const at = (k: number, j: number) => basis[k]?.[j] as number;
  return {
    dim,
    rank,
    down: Float32Array.from({ length: dim * rank }, (_, i) => at(i % rank, Math.floor(i / rank))),
    up: Float32Array.from({ length: rank * dim }, (_, i) => -0.8 * at(Math.floor(i / dim), i % dim)),
  };
}

/** Leaves a fifth of all but what sets labels apart: what learning these labels by heart comes to. */
function narrowing(vectors: Embeddings, labels: readonly (string | null)[]): Adapter {
  const { dim, rank, down, up } = squeezing(vectors, labels);
  const square = Float32Array.from({ length: dim * dim }, (_, i) => (i % (dim + 1) === 0 ? -0.8 : 0));
  for (let i = 0; i < dim; i++)
    for (let k = 0; k < rank; k++)
      for (let j = 0; j < dim; j++)
        square[i * dim + j] =
          (square[i * dim + j] as number) - (down[i * rank + k] as number) * (up[k * dim + j] as number);
  const identity = Float32Array.from({ length: dim * dim }, (_, i) => (i % (dim + 1) === 0 ? 1 : 0));
  return { dim, rank: dim, down: identity, up: square };
}

/** Trained as `tune` trains, but on labels that say two things at once: each second label is taken for the one before it. */
function mistaught(vectors: Embeddings, labels: readonly (string | null)[]): Adapter {
  const names = [...new Set(labels)].sort();
  const mistaken = labels.map((label) => names[names.indexOf(label) & ~1] as string | null);
  return fitAdapter(vectors, classification(vectors, mistaken) as Objective, { seed: 1, anchor: 0, rate: 0.01 });
}

describe.each(['20ng', 'stackoverflow'])('on %s', (corpus) => {
  let feed: Feed;
  let labels: Labels;
  let plain: Figures;
  beforeAll(async () => {
    feed = await feedFrom(corpus);
    labels = feed.labels as Labels;
    plain = measure(feed, null, tools);
  });

  it('whitening is accepted, by documents and by labels that its fit never met', () => {
    const { chosen } = tune(feed, tools);
    expect(chosen?.recipe.shrinkage).not.toBeNull();
    expect(chosen?.figures.view).toBeGreaterThan(plain.view + 0.01);
    expect(chosen?.labelled?.all.nmi.after).toBeGreaterThan(chosen?.labelled?.all.nmi.before ?? 1);
    expect(chosen?.labelled?.unseen).not.toBeNull();
  });

  const planted = (name: string, adapter: Adapter) => ({
    recipe: { name, adapter: 'labels', shrinkage: null, words: 0 } as const,
    map: { adapter, whitening: null, words: null },
    unseen: null,
  });

  it('an adapter that squeezes what sets the labels apart is refused, without labels and by them', () => {
    const whole = planted('squeezing', squeezing(feed.training.vectors, labels.training));
    expect(judge({ ...feed, labels: null }, plain, whole, tools).refusals.join()).toMatch(/view gains -/);
    const { refusals } = judge(feed, plain, whole, tools);
    for (const measure of ['nmi', 'bcubed', 'knn'])
      expect(refusals).toContain(`${measure} of held-out documents falls beyond chance`);
  });

  it('an adapter that keeps only what sets the labels apart that it met is refused by those that it did not meet', () => {
    const whole = planted('narrowing', narrowing(feed.training.vectors, labels.training));
    const names = [...new Set(labels.later)].sort();
    const out = new Set(names.slice(0, names.length / 2));
    const met = labels.training.flatMap((label, i) => (out.has(label) ? [] : [i]));
    const metLabels = met.map((i) => labels.training[i] as string);
    const { map } = planted('narrowing', narrowing(part(feed.training, met).vectors, metLabels));
    const later = labels.later.flatMap((label, i) => (out.has(label) ? [i] : []));
    const { refusals } = judge(feed, plain, { ...whole, unseen: { map, later } }, tools);
    for (const measure of ['nmi', 'bcubed', 'knn'])
      expect(refusals).toContain(`${measure} of held-out labels falls beyond chance`);
    // Documents of the labels that it met do not show it.
    expect(refusals).not.toContain('nmi of held-out documents falls beyond chance');
  });

  it('an adapter that was trained on labels that take two topics for one is refused, without labels and by them', () => {
    const whole = planted('mistaught', mistaught(feed.training.vectors, labels.training));
    expect(judge({ ...feed, labels: null }, plain, whole, tools).refusals.join()).toMatch(/view gains -/);
    const { refusals } = judge(feed, plain, whole, tools);
    for (const measure of ['nmi', 'bcubed', 'knn'])
      expect(refusals).toContain(`${measure} of held-out documents falls beyond chance`);
  });
});
