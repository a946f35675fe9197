/** The final pass: all documents once more, by the model as it stands after the stream, archive included. */

import type { Products } from '../ports.ts';
import type { Embeddings, Millis, ModelState, Topic, TopicId } from '../types.ts';
import { centre, stack } from '../vector.ts';
import { weightAt } from './cells.ts';
import { thresholdsOf } from './geometry.ts';
import { type Mass, meanOf } from './mass.ts';
import { cellsByTopic } from './members.ts';
import { nearestCell, scoreOf } from './theta.ts';

/** Rows placed at once: bounds the matrices of products. */
const BLOCK = 1024;

export interface Passed {
  /** Raw unit vectors; shape (rows, dim). */
  readonly vectors: Embeddings;
  /** Event time of each row. */
  readonly times: readonly Millis[];
  readonly halfLife: Millis;
}

/**
 * The topic of each row, null where none claims it. A topic, live or archived, is met from a half-life before its
 * birth to one after its newest document: what was long over, or far from begun, is not what a document is about.
 */
export function finalTopics(
  state: ModelState,
  { vectors, times, halfLife }: Passed,
  products: Products,
): (TopicId | null)[] {
  const cells = cellsByTopic(state);
  const topics = [...state.topics.values()].filter((topic) => topic.level === 0);
  // An archived topic is a cell of its own.
  const masses = topics.map((topic): readonly Mass[] => {
    const held = cells.get(topic.id);
    if (topic.status !== 'live' || !held) return [{ weight: 1, mean: topic.mean }];
    const newest = held.reduce((time, cell) => Math.max(time, cell.reference), 0);
    return held.map((cell) => ({ weight: weightAt(cell, newest, halfLife), mean: cell.mean }));
  });
  const means = masses.map(meanOf);
  const parents = parentsOf(topics, means);
  const rowOf = new Map(parents.map(({ id }, row) => [id, row]));
  const dim = state.dim;
  const centroids = (of: readonly Float32Array[]): Embeddings => centre(stack(of, dim), state.mean);
  const topicRows = centroids(means);
  const parentRows = centroids(parents.map(({ mean }) => mean));
  const pieces = {
    cells: centroids(masses.flat().map(({ mean }) => mean)),
    topicOfCell: Int32Array.from(masses.flatMap((own, t) => own.map(() => t))),
  };
  const { claim } = thresholdsOf(state.geometry);
  const inTopic = new Float32Array(topics.length);
  const out: (TopicId | null)[] = [];
  for (let from = 0; from < vectors.rows; from += BLOCK) {
    const rows = Math.min(BLOCK, vectors.rows - from);
    const data = vectors.data.subarray(from * dim, (from + rows) * dim);
    const centred = centre({ rows, dim, data }, state.mean);
    const near = products.products(centred, topicRows);
    const wide = products.products(centred, parentRows);
    const close = products.products(centred, pieces.cells);
    for (let i = 0; i < rows; i++) {
      nearestCell(pieces, close, i, inTopic);
      const time = times[from + i] as Millis;
      let best: TopicId | null = null;
      let most = claim;
      topics.forEach((topic, t) => {
        if (time < topic.born - halfLife || time > topic.updated + halfLife) return;
        const parent = topic.parent === null ? undefined : rowOf.get(topic.parent);
        const score = scoreOf(
          near[i * topics.length + t] as number,
          inTopic[t] as number,
          parent === undefined ? undefined : wide[i * parents.length + parent],
        );
        if (score < most || (score === most && best !== null)) return;
        most = score;
        best = topic.id;
      });
      out.push(best);
    }
  }
  return out;
}

/** Mean of each parent's topics by their documents: the archived ones weigh as they once did. */
function parentsOf(topics: readonly Topic[], means: readonly Float32Array[]): { id: TopicId; mean: Float32Array }[] {
  const members = new Map<TopicId, Mass[]>();
  topics.forEach((topic, t) => {
    if (topic.parent === null) return;
    const part = { weight: topic.documents, mean: means[t] as Float32Array };
    members.set(topic.parent, [...(members.get(topic.parent) ?? []), part]);
  });
  return [...members].map(([id, parts]) => ({ id, mean: meanOf(parts) }));
}
