/** The feed map: what is put on top of an encoder's vectors. */
import type { Bag } from '../text/wordpiece.ts';
import type { Embeddings } from '../types.ts';
import { type Adapter, adapted } from './adapter.ts';
import { type Lsa, project } from './lsa.ts';
import { type Whitening, whiten } from './whitening.ts';

/** x → norm([norm(M (a − μ)); weight · norm(Σ (1 + ln tf) r)]) with a = norm(x + Uᵀ D x); a part that is null is left out. */
export interface FeedMap {
  readonly adapter: Adapter | null;
  readonly whitening: Whitening | null;
  readonly words: { readonly lsa: Lsa; readonly weight: number } | null;
}

/** Length of a mapped vector. */
export function mappedDim({ words }: FeedMap, dim: number): number {
  return dim + (words === null ? 0 : words.lsa.dim);
}

/**
 * Row i of the result belongs to row i of `encoded` (unit rows) and to `bags[i]`, and hangs on nothing else. Bags may be
 * missing for a map without words.
 */
export function mapped(map: FeedMap, encoded: Embeddings, bags: readonly Bag[] | null): Embeddings {
  const { rows, dim } = encoded;
  const { adapter, whitening, words } = map;
  const vectors = adapter === null ? encoded : adapted(adapter, encoded);
  const outDim = mappedDim(map, dim);
  const data = new Float32Array(rows * outDim);
  for (let i = 0; i < rows; i++) {
    const at = i * outDim;
    // Its own mean has no direction: it stays as it was.
    const square = whitening === null ? 0 : whiten(whitening, vectors.data, i * dim, data, at);
    if (square > 0) scale(data, at, dim, 1 / Math.sqrt(square));
    else data.set(vectors.data.subarray(i * dim, (i + 1) * dim), at);
    if (words === null) continue;
    const said = project(words.lsa, (bags as readonly Bag[])[i] as Bag, data, at + dim);
    if (said === 0) continue;
    // Both parts together have the squared length 1 + weight².
    const whole = 1 / Math.sqrt(1 + words.weight ** 2);
    scale(data, at, dim, whole);
    scale(data, at + dim, words.lsa.dim, (whole * words.weight) / Math.sqrt(said));
  }
  return { rows, dim: outDim, data };
}

function scale(data: Float32Array, from: number, length: number, by: number): void {
  for (let i = from; i < from + length; i++) data[i] = (data[i] as number) * by;
}
