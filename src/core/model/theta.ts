/** Θ: which topics a document is about, and how surely. */
import type { Theta } from '../types.ts';
import { GEOMETRY, LIFE } from './options.ts';
import type { View } from './view.ts';

/** Where a document stands in a model. */
export interface Placement {
  readonly theta: Theta;
  /** Highest score of a topic, in [−1, 1]; 0 when there are no topics. */
  readonly score: number;
  /** Row of the nearest cell in the view, −1 when there are none. */
  readonly cell: number;
  /** Cosine to that cell. */
  readonly cosine: number;
}

/**
 * Row i of the products with the view's cells and topics → its placement. Where the feed tells stories a topic scores
 * the cosine of its nearest cell. Where it has broad subjects a topic scores the cosine to its own centroid; the topic
 * of a cell that holds the document within its radius at least that cell's.
 */
export function place(view: View, cellCosines: Float32Array, topicCosines: Float32Array, i: number): Placement {
  const { rows: cells } = view.cells;
  const { rows: topics } = view.topics;
  const scores = view.stories ? new Float32Array(topics).fill(-1) : topicCosines.slice(i * topics, (i + 1) * topics);
  const raise = (topic: number, to: number): void => {
    if (topic >= 0 && to > (scores[topic] as number)) scores[topic] = to;
  };
  let cell = -1;
  let cosine = -1;
  for (let j = 0; j < cells; j++) {
    const c = cellCosines[i * cells + j] as number;
    if (view.stories) raise(view.topicOfCell[j] as number, c);
    if (c <= cosine) continue;
    cosine = c;
    cell = j;
  }
  if (!view.stories && cosine >= view.radius) raise(view.topicOfCell[cell] as number, cosine);
  const score = topics === 0 ? 0 : scores.reduce((best, s) => Math.max(best, s), -1);
  return { theta: posterior(scores, view), score, cell, cosine };
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
