/** Documents → what is added to a cell for them. */
import { minuteOf } from '../history/buckets.ts';
import { Counts } from '../text/counts.ts';
import type { CellStats, Embeddings, Millis, Terms } from '../types.ts';
import { documentWeight } from './decay.ts';

/** Index i means the same document everywhere. */
export interface Summands {
  /** Event times. */
  readonly times: readonly Millis[];
  /** Raw unit vectors; shape (docs, dim). */
  readonly vectors: Embeddings;
  /** Occurrences. */
  readonly terms: readonly Terms[];
}

/** Weighted sums over some rows; the spread is taken about their own mean in a second pass, so nothing cancels. */
export function summed(rows: readonly number[], batch: Summands, halfLife: Millis): Omit<CellStats, 'exemplars'> {
  const timeOf = (i: number): Millis => batch.times[i] as Millis;
  const reference = rows.reduce((newest, i) => Math.max(newest, timeOf(i)), 0);
  const weights = rows.map((i) => documentWeight(reference - timeOf(i), halfLife));
  const { dim, data } = batch.vectors;
  // Loops by hand: to make or walk a typed array by a callback takes ten times as long.
  const sum = new Float32Array(dim);
  let weight = 0;
  for (let r = 0; r < rows.length; r++) {
    const w = weights[r] as number;
    weight += w;
    const start = (rows[r] as number) * dim;
    for (let j = 0; j < dim; j++) sum[j] = (sum[j] as number) + w * (data[start + j] as number);
  }
  const terms = Counts.sum(
    rows.map((i) => Counts.from(batch.terms[i] as Terms).damped()),
    weights,
  );
  weight = Math.fround(weight);
  let spread = 0;
  for (let r = 0; r < rows.length; r++) {
    const start = (rows[r] as number) * dim;
    let square = 0;
    for (let j = 0; j < dim; j++) {
      const apart = (data[start + j] as number) - (sum[j] as number) / weight;
      square += apart * apart;
    }
    spread += (weights[r] as number) * square;
  }
  const minutes = new Map<number, number>();
  for (const minute of rows.map((i) => minuteOf(timeOf(i))).sort((a, b) => a - b))
    minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
  return { reference, weight, documents: rows.length, minutes, sum, spread, terms };
}
