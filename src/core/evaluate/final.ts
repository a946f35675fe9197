/** The final pass: all documents once more, by the model as it stands after the stream. */
import { placeAll } from '../model/assign.ts';
import type { ModelOptions } from '../model/options.ts';
import { viewOf } from '../model/view.ts';
import type { Products } from '../ports.ts';
import type { Embeddings, ModelState, TopicId } from '../types.ts';

/** Rows placed at once: bounds the matrices of products. */
const BLOCK = 1024;

/** The topic of each row of raw unit vectors, null where no topic claims it. */
export function finalTopics(
  state: ModelState,
  vectors: Embeddings,
  options: Pick<ModelOptions, 'halfLife'>,
  products: Products,
): (TopicId | null)[] {
  const view = viewOf(state, options.halfLife);
  const topics: (TopicId | null)[] = [];
  for (let from = 0; from < vectors.rows; from += BLOCK) {
    const rows = Math.min(BLOCK, vectors.rows - from);
    const data = vectors.data.subarray(from * vectors.dim, (from + rows) * vectors.dim);
    for (const { theta } of placeAll(view, { rows, dim: vectors.dim, data }, products)) {
      topics.push(theta[0]?.topic ?? null);
    }
  }
  return topics;
}
