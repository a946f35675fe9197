/** Small feeds for tests: points around centres, and documents whose words go with them. */
import { draws } from '../../../../src/core/random.ts';
import type { Bag } from '../../../../src/core/text/wordpiece.ts';
import type { Embeddings } from '../../../../src/core/types.ts';

/** Standard normal numbers from a seed (Box & Muller). */
export function normals(seed: number): () => number {
  const next = draws(seed);
  return () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
}

export function matrix(rows: readonly (readonly number[])[]): Embeddings {
  const dim = rows[0]?.length ?? 0;
  return { rows: rows.length, dim, data: Float32Array.from(rows.flat()) };
}

export function unit(values: readonly number[]): number[] {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

export function cosine(a: Embeddings, i: number, b: Embeddings, j: number): number {
  const [x, y] = [a.data.subarray(i * a.dim, (i + 1) * a.dim), b.data.subarray(j * b.dim, (j + 1) * b.dim)];
  const product = x.reduce((sum, value, at) => sum + value * (y[at] as number), 0);
  return product / Math.hypot(...x) / Math.hypot(...y);
}

export function bag(counts: Readonly<Record<number, number>>): Bag {
  const ids = Object.keys(counts).map(Number);
  return { ids: Int32Array.from(ids), counts: Int32Array.from(ids, (id) => counts[id] as number) };
}

/** Draws one of `n`. */
export function below(next: () => number, n: number): number {
  return Math.floor(next() * n);
}
