/** How fine topics should be: a rule that needs no labels and no number. */
import { agglomerate, type Join, type Linkage, type Points, resultantLinkage } from './agglomerate.ts';

/**
 * How well a group explains its documents: Σ_i x_i·(R − x_i) / ‖R − x_i‖, the cosines (times lengths) of its documents
 * to the resultant R of all the *others*, so that a document does not explain itself and one alone explains nothing.
 * From sums: Σ_i x_i·(R − x_i) = ‖R‖² − Σ‖x_i‖², and ‖R − x_i‖² is on average ‖R‖²(1 − 2/n) + Σ‖x_i‖²/n.
 */
export function explained(weight: number, square: number, norms: number): number {
  const others = square - norms;
  if (weight <= 1 || others <= 0) return 0;
  const mean = norms / weight;
  return others / Math.sqrt(Math.max(square * (1 - 2 / weight) + mean, mean));
}

/** Minus what is explained the worse when i and j are one group. */
export const explainedLinkage: Linkage = ({ n, gram, weight, norms }, i, j) => {
  const aa = gram[i * n + i] as number;
  const bb = gram[j * n + j] as number;
  const wa = weight[i] as number;
  const wb = weight[j] as number;
  const na = norms[i] as number;
  const nb = norms[j] as number;
  const joined = explained(wa + wb, aa + bb + 2 * (gram[i * n + j] as number), na + nb);
  return joined - explained(wa, aa, na) - explained(wb, bb, nb);
};

/** For each join what undoing it adds to what is explained; the points are not changed. */
export function gains(points: Points, joins: readonly Join[]): Float64Array {
  const { n } = points;
  const weight = points.weight.slice();
  const norms = points.norms.slice();
  const square = Float64Array.from({ length: n }, (_, i) => points.gram[i * n + i] as number);
  return Float64Array.from(joins, ({ into, from, likeness }) => {
    const [wa, wb] = [weight[into] as number, weight[from] as number];
    const [na, nb] = [norms[into] as number, norms[from] as number];
    const [aa, bb] = [square[into] as number, square[from] as number];
    // Ward's likeness is the joined length less those of the two.
    const joined = (likeness + Math.sqrt(Math.max(0, aa)) + Math.sqrt(Math.max(0, bb))) ** 2;
    weight[into] = wa + wb;
    norms[into] = na + nb;
    square[into] = joined;
    return explained(wa, aa, na) + explained(wb, bb, nb) - explained(wa + wb, joined, na + nb);
  });
}

/** What one more group must explain, as a part of the whole weight, to be worth having. */
export interface Grain {
  readonly topics: number;
  readonly parents: number;
}

export interface GrainRule {
  /** λ: the K-th group must explain λ/K of the weight. */
  readonly rate: number;
  /** Whatever the feed, a group that explains so much is a topic, */
  readonly topic: number;
  /** and one that explains less is no parent. */
  readonly parent: number;
}

/**
 * The feed's own number of groups is the largest K whose K-th group, in Ward's dendrogram of the points, still
 * explains λ/K: what one group explains falls faster than 1/K in a feed of a few broad subjects, and more slowly in
 * one of many small stories.
 */
export function chooseGrain(points: Points, rule: GrainRule): Grain {
  const joins = agglomerate(points, resultantLinkage);
  const gain = gains(points, joins);
  const total = points.weight.reduce((a, b) => a + b, 0);
  let groups = 1;
  // The t-th join leaves n − t − 1 groups: undoing it makes the (n − t)-th.
  for (let t = 0; t < joins.length && groups === 1; t++) {
    const k = points.n - t;
    if (k * (gain[t] as number) >= rule.rate * total) groups = k;
  }
  const own = rule.rate / groups;
  return { topics: Math.min(own, rule.topic), parents: Math.max(own, rule.parent) };
}
