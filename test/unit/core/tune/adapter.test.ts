import { describe, expect, it } from 'vitest';
import { draws } from '../../../../src/core/random.ts';
import { type Adapter, adapted, fitAdapter, lossOf } from '../../../../src/core/tune/adapter.ts';
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

/**
 * The loss written down from its definition, in doubles, of inputs x (rows) and the adapter's numbers: what a numerical
 * derivative can be taken of.
 */
function lossByDefinition(
  { vectors, inputs, batch, task, labels, anchor, rank }: Definition,
  { down, up }: Record<'down' | 'up', readonly number[]>,
): number {
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, j) => sum + value * (b[j] as number), 0);
  const over = (a: readonly number[]) => a.map((value) => value / Math.sqrt(dot(a, a)));
  const rowOf = (all: ArrayLike<number>, i: number) =>
    Array.from({ length: DIM }, (_, j) => all[i * DIM + j] as number);
  const z = inputs.map((x) => {
    const h = Array.from({ length: rank }, (_, k) =>
      x.reduce((sum, value, j) => sum + value * (down[j * rank + k] as number), 0),
    );
    return over(
      x.map((value, j) => value + h.reduce((sum, inside, k) => sum + inside * (up[k * DIM + j] as number), 0)),
    );
  });
  const entropy = (scores: readonly number[], own: number) =>
    Math.log(scores.reduce((sum, score) => sum + Math.exp(score), 0)) - (scores[own] as number);
  const views = inputs.length / batch.length;
  const held = z.map(
    (out, i) => (anchor / views) * (1 - dot(out, rowOf(vectors.data, batch[Math.floor(i / views)] as number))),
  );
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  if (task === 'contrast') {
    const [a, b] = [z.filter((_, i) => i % 2 === 0), z.filter((_, i) => i % 2 === 1)];
    return (
      sum(held) +
      sum(
        a.map((out, i) =>
          entropy(
            b.map((other) => dot(out, other) / 0.07),
            i,
          ),
        ),
      )
    );
  }
  const names = ['a', 'b'];
  const prototypes = names.map((name) => {
    const rows = labels.flatMap((label, i) => (label === name ? [rowOf(vectors.data, i)] : []));
    return over(Array.from({ length: DIM }, (_, j) => sum(rows.map((row) => row[j] as number))));
  });
  const scored = (of: readonly (readonly number[])[], own: readonly number[], scale: number) =>
    sum(
      of.map((out, i) =>
        entropy(
          prototypes.map((prototype) => scale * dot(out, prototype)),
          own[i] as number,
        ),
      ),
    );
  const all = labels.map((_, i) => rowOf(vectors.data, i));
  const classes = labels.map((label) => names.indexOf(label));
  const scales = [1, 2, 4, 8, 16, 32, 64];
  const losses = scales.map((scale) => scored(all, classes, scale));
  const scale = (scales[losses.indexOf(Math.min(...losses))] as number) / 2;
  return (
    sum(held) +
    scored(
      z,
      batch.map((i) => classes[i] as number),
      scale,
    )
  );
}

interface Definition {
  readonly vectors: Embeddings;
  readonly inputs: readonly (readonly number[])[];
  readonly batch: readonly number[];
  readonly task: 'labels' | 'contrast';
  readonly labels: readonly string[];
  readonly anchor: number;
  readonly rank: number;
}

describe('an objective', () => {
  const { vectors, labels } = classes(3, 40);

  it.each(['labels', 'contrast'] as const)('by %s: loss and gradients are those of the definition', (task) => {
    const objective = task === 'labels' ? (classification(vectors, labels) as Objective) : contrast(vectors);
    const [batch, rank, anchor, step] = [[0, 3, 7, 12, 20], 3, 2, 1e-5];
    const normal = normals(5);
    const adapter: Adapter = {
      dim: DIM,
      rank,
      down: Float32Array.from({ length: DIM * rank }, () => 0.5 * normal()),
      up: Float32Array.from({ length: rank * DIM }, () => 0.5 * normal()),
    };
    const drawn = new Float32Array(batch.length * objective.views * DIM);
    const next = draws(7);
    batch.forEach((document, i) => {
      objective.input(document, next, drawn, i * objective.views * DIM);
    });
    const inputs = Array.from({ length: batch.length * objective.views }, (_, i) => [
      ...drawn.subarray(i * DIM, (i + 1) * DIM),
    ]);
    const definition = { vectors, inputs, batch, task, labels, anchor, rank };
    const numbers = { down: [...adapter.down], up: [...adapter.up] };
    const slopes = { down: new Float64Array(DIM * rank), up: new Float64Array(rank * DIM) };
    const loss = lossOf(adapter, vectors, { objective, anchor });
    const found = loss(batch, draws(7), slopes);
    expect(found).toBeCloseTo(lossByDefinition(definition, numbers), 4);
    expect(loss(batch, draws(7), null)).toBe(found);
    for (const part of ['down', 'up'] as const) {
      const differences = numbers[part].map((value, at) => {
        const moved = (to: number) => lossByDefinition(definition, { ...numbers, [part]: numbers[part].with(at, to) });
        return (moved(value + step) - moved(value - step)) / (2 * step);
      });
      slopes[part].forEach((slope, at) => {
        expect(slope).toBeCloseTo(differences[at] as number, 3);
      });
      expect(Math.max(...differences.map(Math.abs))).toBeGreaterThan(0.1);
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
    // Labels by a coin: what is held out has nothing to do with what is learnt from.
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

describe('adapted', () => {
  it('is norm(x + Uᵀ D x)', () => {
    // D takes the first element, U puts twice as much of it on the second.
    const adapter: Adapter = { dim: 2, rank: 1, down: Float32Array.of(1, 0), up: Float32Array.of(0, 2) };
    const [x, y] = adapted(adapter, matrix([[0.6, 0.8]])).data;
    const length = Math.hypot(0.6, 0.8 + 2 * 0.6);
    expect(x).toBeCloseTo(0.6 / length, 6);
    expect(y).toBeCloseTo((0.8 + 2 * 0.6) / length, 6);
  });

  it('leaves a vector that comes to nothing as it was', () => {
    const adapter: Adapter = { dim: 2, rank: 1, down: Float32Array.of(-1, 0), up: Float32Array.of(1, 0) };
    expect([...adapted(adapter, matrix([[1, 0]])).data]).toEqual([1, 0]);
  });
});
