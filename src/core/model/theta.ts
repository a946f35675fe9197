/** Θ: which topics a document is about, and how surely. */
import type { Theta, TopicId } from '../types.ts';
import { GEOMETRY, LIFE } from './options.ts';
import type { View } from './view.ts';

/** Where a document stands in a model. */
export interface Placement {
  readonly theta: Theta;
  /** Parent of its heaviest topic; null for a stray, or while there are no parents. */
  readonly parent: TopicId | null;
  /** Highest score of a topic, in [−1, 1]; 0 when there are no topics. */
  readonly score: number;
  /** Row of the nearest cell in the view, −1 when there are none. */
  readonly cell: number;
  /** Cosine to that cell. */
  readonly cosine: number;
}

/** Cosines of documents to what a view holds, a row a document; shapes (rows, cells), (rows, topics), (rows, parents). */
export interface Cosines {
  readonly cells: Float32Array;
  readonly topics: Float32Array;
  readonly parents: Float32Array;
}

/**
 * Score of a topic: its own cosine and, counting `lean` times as much, its parent's: a document between two topics is
 * more likely of the one whose wider subject fits. Between both, as a weighted mean.
 */
export function leaning(topic: number, parent: number | undefined): number {
  return parent === undefined ? topic : (topic + GEOMETRY.lean * parent) / (1 + GEOMETRY.lean);
}

/** Row i of the cosines → the document's placement. */
export function place(view: View, cosines: Cosines, i: number): Placement {
  const { rows: cells } = view.cells;
  const { rows: topics } = view.topics;
  const { rows: parents } = view.parents;
  const scores = Float32Array.from({ length: topics }, (_, t) => {
    const parent = view.parentOfTopic[t] as number;
    return leaning(
      cosines.topics[i * topics + t] as number,
      parent < 0 ? undefined : cosines.parents[i * parents + parent],
    );
  });
  let cell = -1;
  let cosine = -1;
  for (let j = 0; j < cells; j++) {
    const c = cosines.cells[i * cells + j] as number;
    if (c <= cosine) continue;
    cosine = c;
    cell = j;
  }
  const score = topics === 0 ? 0 : scores.reduce((best, s) => Math.max(best, s), -1);
  const theta = posterior(scores, view);
  const parent = theta.length === 0 ? null : view.parentIds[view.parentOfTopic[scores.indexOf(score)] as number];
  return { theta, parent: parent ?? null, score, cell, cosine };
}

/**
 * Posterior over topics of a mixture of von Mises–Fisher components with equal weights and one concentration κ
 * (Banerjee et al. 2005): p_k = exp(κ·s_k) / Σ exp(κ·s_j). Empty when no topic reaches the claim; topics below
 * `minTheta` are left out and the rest rescaled to sum to 1.
 */
function posterior(scores: Float32Array, view: View): Theta {
  const order = [...scores.keys()].sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
  const best = scores[order[0] ?? -1];
  if (best === undefined || best < GEOMETRY.claim) return [];
  const odds = order.map((k) => Math.exp(GEOMETRY.concentration * ((scores[k] as number) - best)));
  const all = odds.reduce((sum, o) => sum + o, 0);
  const kept = order.slice(0, LIFE.maxTheta).filter((_, r) => r === 0 || (odds[r] as number) / all >= LIFE.minTheta);
  const total = odds.slice(0, kept.length).reduce((sum, o) => sum + o, 0);
  return kept.map((k, r) => ({ topic: view.topicIds[k] as number, weight: (odds[r] as number) / total }));
}
