import { describe, expect, it } from 'vitest';
import { draws } from '../../../../src/core/random.ts';
import { type Adapter, adapt, adapted, fitAdapter } from '../../../../src/core/tune/adapter.ts';
import { classification, contrast, type Objective } from '../../../../src/core/tune/objective.ts';
import type { Embeddings } from '../../../../src/core/types.ts';
import { cosine, matrix, normals, unit } from './make.ts';

const DIM = 8;

/** Two classes that differ in the first dimension a little, and by chance in the others much. */
function classes(seed: number, rows = 400): { vectors: Embeddings; labels: string[] } {
  const normal = normals(seed);
  const labels = Array.from({ length: rows }, (_, i) => (i % 2 === 0 ? 'a' : 'b'));
  const vectors = matrix(
    labels.map((label) =>
      unit(Array.from({ length: DIM }, (_, d) => (d === 0 ? (label === 'a' ? 1 : -1) : 0) + 0.7 * normal())),
    ),
  );
  return { vectors, labels };
}

/** Mean cosine within a class less that between classes. */
function contrastOf(vectors: Embeddings, labels: readonly string[]): number {
  const sums = { within: [0, 0], between: [0, 0] };
  for (let i = 0; i < vectors.rows; i++)
    for (let j = 0; j < i; j++) {
      const of = labels[i] === labels[j] ? sums.within : sums.between;
      of[0] = (of[0] as number) + cosine(vectors, i, vectors, j);
      of[1] = (of[1] as number) + 1;
    }
  const mean = ([sum = 0, count = 1]: readonly number[]) => sum / count;
  return mean(sums.within) - mean(sums.between);
}

describe('an objective', () => {
  const { vectors, labels } = classes(3, 40);

  it.each([
    ['classification', () => classification(vectors, labels) as Objective],
    ['contrast', () => contrast(vectors)],
  ])('%s has the gradient of its loss', (_, make) => {
    const objective = make();
    const batch = [0, 3, 7, 12, 20];
    const rows = batch.length * objective.views;
    const normal = normals(5);
    const z = Float32Array.from({ length: rows * DIM }, normal);
    const gradient = new Float64Array(z.length);
    const loss = objective.loss(batch, z, gradient);
    expect(objective.loss(batch, z, null)).toBe(loss);
    const step = 2 ** -9;
    for (let i = 0; i < z.length; i += 3) {
      const was = z[i] as number;
      z[i] = was + step;
      const above = objective.loss(batch, z, null);
      z[i] = was - step;
      const below = objective.loss(batch, z, null);
      z[i] = was;
      expect((above - below) / (2 * step)).toBeCloseTo(gradient[i] as number, 1);
    }
  });

  it('leaves out labels that few documents have, and documents without one', () => {
    const some = labels.map((label, i) => (i === 0 ? null : i < 6 ? 'rare' : label));
    expect(classification(vectors, some)?.documents).toEqual(Array.from({ length: 34 }, (_, i) => i + 6));
    expect(
      classification(
        vectors,
        labels.map(() => 'one'),
      ),
    ).toBeNull();
  });

  it('contrast sees a document twice, each time without other features', () => {
    const out = new Float32Array(2 * DIM);
    contrast(vectors).input(4, draws(1), out, 0);
    const own = vectors.data.subarray(4 * DIM, 5 * DIM);
    out.forEach((value, j) => {
      expect([0, own[j % DIM]]).toContain(value);
    });
    expect(out.subarray(0, DIM)).not.toEqual(out.subarray(DIM));
  });
});

describe('fitAdapter', () => {
  const { vectors, labels } = classes(1);
  const other = classes(2);
  const objective = () => classification(vectors, labels) as Objective;

  it('tells labels apart on documents that it was not trained on, and its loss falls', () => {
    const losses: number[] = [];
    const adapter = fitAdapter(vectors, objective(), {
      seed: 1,
      rate: 0.005,
      batch: 32,
      anchor: 0.5,
      epoch: (_, loss) => losses.push(loss),
    });
    expect(losses.at(-1)).toBeLessThan(losses[0] as number);
    expect(contrastOf(adapted(adapter, other.vectors), other.labels)).toBeGreaterThan(
      contrastOf(other.vectors, other.labels) + 0.05,
    );
  });

  it('stays the nearer to the encoder the more the anchor weighs', () => {
    const away = (anchor: number) => {
      const out = adapted(fitAdapter(vectors, objective(), { seed: 1, rate: 0.005, batch: 32, anchor }), vectors);
      return Array.from({ length: vectors.rows }, (_, i) => 1 - cosine(out, i, vectors, i)).reduce((a, b) => a + b);
    };
    expect(away(3)).toBeGreaterThan(0);
    expect(away(3)).toBeLessThan(away(0.3) / 2);
  });

  it('changes nothing where no epoch is any good on what is held out', () => {
    // The last tenth has other labels than what is learnt from, by a coin.
    const next = draws(9);
    const coin = labels.map(() => (next() < 0.5 ? 'a' : 'b'));
    const adapter = fitAdapter(vectors, classification(vectors, coin) as Objective, { seed: 1, rate: 0.1, batch: 32 });
    const out = adapted(adapter, vectors);
    out.data.forEach((value, i) => {
      expect(value).toBeCloseTo(vectors.data[i] as number, 6);
    });
  });

  it('is the same to the last bit for the same seed, and another for another', () => {
    const once = (seed: number) => fitAdapter(vectors, contrast(vectors), { seed, rank: 4, epochs: 2 });
    expect(once(1)).toEqual(once(1));
    expect(once(1).down).not.toEqual(once(2).down);
  });
});

describe('adapt', () => {
  it('leaves a vector that comes to nothing as it was', () => {
    const adapter: Adapter = { dim: 2, rank: 1, down: Float32Array.of(-1, 0), up: Float32Array.of(1, 0) };
    const vectors = matrix([[1, 0]]);
    expect(adapt(adapter, vectors.data, 0, new Float32Array(2), 0)).toBe(0);
    expect([...adapted(adapter, vectors).data]).toEqual([1, 0]);
  });
});
