/** Θ: which topics a document is about, and how surely. */
import type { Products } from '../ports.ts';
import type { Certainty, Embeddings, Theta, TopicId } from '../types.ts';
import { CERTAINTY, LIFE, SCORE } from './options.ts';
import type { TopicView } from './view.ts';

/** Where a document stands in a model. */
export interface Standing {
  readonly theta: Theta;
  /** Parent of its heaviest topic; null for a stray, or while there are no parents. */
  readonly parent: TopicId | null;
  /** Highest score of a topic, in [−1, 1]; 0 when there are no topics. */
  readonly score: number;
  /** Scores of its nearest topics, descending; shape (≤ maxTheta). */
  readonly scores: Float32Array;
  /** Row of the nearest cell in the view, −1 when there are none. */
  readonly cell: number;
  /** Cosine to that cell. */
  readonly cosine: number;
}

/**
 * Score of a topic, a weighted mean of cosines: its own; that to the nearest of its cells, since a topic need not be round;
 * and its parent's, since a document between two topics is more likely of the one whose wider subject fits.
 */
export function scoreOf(topic: number, cell: number, parent: number | undefined): number {
  const own = topic + SCORE.shape * cell;
  return parent === undefined ? own / (1 + SCORE.shape) : (own + SCORE.lean * parent) / (1 + SCORE.shape + SCORE.lean);
}

/** Where each row of centred unit vectors stands; `known` when the model has absorbed them. */
export function standings(view: TopicView, centred: Embeddings, products: Products, known = false): Standing[] {
  const cosines: Cosines = {
    topics: products.products(centred, view.topics),
    parents: products.products(centred, view.parents),
    cells: products.products(centred, view.cells),
  };
  const rows = new Int32Array(Math.min(LIFE.maxTheta, view.topics.rows));
  const inTopic = new Float32Array(view.topics.rows);
  return Array.from({ length: centred.rows }, (_, i) => {
    const { cell, cosine } = nearestCell(view, cosines.cells, i, inTopic);
    const scores = best(view, cosines, inTopic, i, rows);
    const [first] = rows;
    const score = scores[0] ?? 0;
    if (first === undefined || score < view.claim) return { theta: [], parent: null, score, scores, cell, cosine };
    const theta = weightsOf(scores, sureness(scores, known, view.certainty)).map((weight, r) => ({
      topic: view.topicIds[rows[r] as number] as TopicId,
      weight,
    }));
    const parent = view.parentIds[view.parentOfTopic[first] as number] ?? null;
    return { theta, parent, score, scores, cell, cosine };
  });
}

/** Of each document to each centroid of the view; shapes (documents, topics), (documents, parents), (documents, cells). */
interface Cosines {
  readonly topics: Float32Array;
  readonly parents: Float32Array;
  readonly cells: Float32Array;
}

/** The cell nearest to a document; `inTopic` gets the cosine to the nearest cell of each topic. */
export function nearestCell(
  { cells: { rows }, topicOfCell }: Pick<TopicView, 'cells' | 'topicOfCell'>,
  cosines: Float32Array,
  document: number,
  inTopic: Float32Array,
): Pick<Standing, 'cell' | 'cosine'> {
  let cell = -1;
  let cosine = -1;
  inTopic.fill(-1);
  for (let c = 0, at = document * rows; c < rows; c++, at++) {
    const own = cosines[at] as number;
    const topic = topicOfCell[c] as number;
    if (topic >= 0 && own > (inTopic[topic] as number)) inTopic[topic] = own;
    if (own <= cosine) continue;
    cosine = own;
    cell = c;
  }
  return { cell, cosine };
}

/** The highest scores of a document, descending; `rows` gets their topics. Equal ones stay in the order of topics. */
function best(
  view: TopicView,
  cosines: Cosines,
  inTopic: Float32Array,
  document: number,
  rows: Int32Array,
): Float32Array {
  const topics = view.topics.rows;
  const atTopics = document * topics;
  const atParents = document * view.parents.rows;
  const { parentOfTopic } = view;
  const most = rows.length;
  const scores = new Float32Array(most);
  let found = 0;
  let least = Number.NEGATIVE_INFINITY;
  for (let t = 0; t < topics; t++) {
    const parent = parentOfTopic[t] as number;
    const wide = parent < 0 ? undefined : cosines.parents[atParents + parent];
    const score = Math.fround(scoreOf(cosines.topics[atTopics + t] as number, inTopic[t] as number, wide));
    if (found === most && score <= least) continue;
    let at = found < most ? found++ : most - 1;
    for (; at > 0 && (scores[at - 1] as number) < score; at--) {
      scores[at] = scores[at - 1] as number;
      rows[at] = rows[at - 1] as number;
    }
    scores[at] = score;
    rows[at] = t;
    least = scores[found - 1] as number;
  }
  return scores;
}

/**
 * What certainty hangs on, for scores in descending order: 1, the first, the square root of its lead over the next, and
 * whether the model has absorbed the document.
 */
export function evidenceOf(scores: ArrayLike<number>, known: boolean): readonly [number, number, number, number] {
  const first = scores[0] ?? 0;
  return [1, first, Math.sqrt(Math.max(0, first - (scores[1] ?? 0))), known ? 1 : 0];
}

/**
 * Probability that the nearest topic stays the document's. In the topics of now it is p, logistic in `evidenceOf`; those of
 * later are others, which mergers make of them: p + merges·p·(1 − p).
 */
export function sureness(scores: ArrayLike<number>, known: boolean, certainty: Certainty): number {
  const [one, first, lead, absorbed] = evidenceOf(scores, known);
  const odds = certainty.base * one + certainty.score * first + certainty.lead * lead + certainty.known * absorbed;
  const now = 1 / (1 + Math.exp(-odds));
  return now * (1 + CERTAINTY.merges * (1 - now));
}

/**
 * Weights of the nearest topics, from their scores s in descending order; they sum to 1. A mixture of von Mises–Fisher
 * components with equal weights and one concentration κ (Banerjee et al. 2005), p_k ∝ exp(κ·s_k), is drawn towards its
 * first topic, or evenly towards all n, until the first weighs `sure`; it can't weigh less than 1/n.
 * Others below `minTheta` are left out, and go to those that stay, or where none does to the second: the first weighs what
 * it should. Only where another would come before it so, all are rescaled.
 */
export function weightsOf(scores: ArrayLike<number>, sure: number): number[] {
  const n = scores.length;
  if (n === 0) return [];
  const odds = new Float64Array(n);
  let all = 0;
  for (let k = 0; k < n; k++) {
    odds[k] = Math.exp(CERTAINTY.concentration * ((scores[k] as number) - (scores[0] as number)));
    all += odds[k] as number;
  }
  const first = 1 / all;
  const wanted = Math.max(sure, 1 / n);
  // Some part of what is aimed at, e₁ or 1/n, and the rest of the mixture.
  const even = wanted < first;
  const aim = even ? 1 / n : 1;
  const part = first === aim ? 0 : (wanted - first) / (aim - first);
  const others: number[] = [];
  let total = 0;
  for (let k = 1; k < n; k++) {
    const weight = (1 - part) * ((odds[k] as number) / all) + (even ? part * aim : 0);
    if (weight < LIFE.minTheta) continue;
    others.push(weight);
    total += weight;
  }
  const rest = 1 - wanted;
  if (others.length === 0) return n === 1 || rest < LIFE.minTheta ? [1] : [wanted, rest];
  const scale = rest / total;
  if ((others[0] as number) * scale <= wanted) return [wanted, ...others.map((weight) => weight * scale)];
  return [wanted, ...others].map((weight) => weight / (wanted + total));
}
