/** How fine topics should be: a rule that needs no labels and no number. */
import { agglomerate, type Join, type Linkage, type Points, resultantLinkage } from './agglomerate.ts';

/**
 * How well a group explains its documents: Σ_i x_i·(R − x_i) / ‖R − x_i‖, the cosines (times lengths) of its documents
 * to the resultant R of all the *others*, so that a document does not explain itself and one alone explains nothing.
 * From sums: Σ_i x_i·(R − x_i) = ‖R‖² − Σ‖x_i‖², and ‖R − x_i‖² is on average ‖R‖²(1 − 2/n) + Σ‖x_i‖²/n.
 */
export function explained(weight: number, square: number, norms: number): number {
  const others = square - norms;
  // Also where less than one document is left of the weight: ‖R‖² ≤ Σw·Σw‖x‖².
  if (others <= 0) return 0;
  const mean = norms / weight;
  return others / Math.sqrt(Math.max(square * (1 - 2 / weight) + mean, mean));
}

/** Minus what is explained the worse when i and j are one group. */
export const explainedLinkage: Linkage = ({ n, gram, weight, norms }) => {
  const alone = (i: number): number => explained(weight[i] as number, gram[i * n + i] as number, norms[i] as number);
  const each = Float64Array.from({ length: n }, (_, i) => alone(i));
  return {
    likenesses(i, others, from, to, into) {
      for (let at = from; at < to; at++) {
        const j = others[at] as number;
        const square = (gram[i * n + i] as number) + (gram[j * n + j] as number) + 2 * (gram[i * n + j] as number);
        const joined = explained(
          (weight[i] as number) + (weight[j] as number),
          square,
          (norms[i] as number) + (norms[j] as number),
        );
        into[at] = joined - ((each[i] as number) + (each[j] as number));
      }
    },
    changed(i) {
      each[i] = alone(i);
    },
  };
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

/** What one more group must explain, as a part of the whole weight, to be worth having at each level. */
export interface Grain {
  readonly topics: number;
  readonly parents: number;
}

export interface GrainRule {
  /** λ: what twice as many groups must explain more, as a part of the weight, over ln 2. */
  readonly rate: number;
  /** Whatever the feed, a group that explains so much is a topic, */
  readonly topic: number;
  /** and one that explains so much a parent. */
  readonly parent: number;
}

/**
 * The feed's own number of groups K: the largest, in Ward's dendrogram of the points, with E(K) − E(K/2) ≥ λ·ln 2,
 * where E(K) is what K groups explain, as a part of the weight. Rate against distortion: ln 2 nats more must buy at
 * least λ·ln 2. Of a few broad subjects, what each doubling buys falls off soon; many small stories go on paying until
 * there is a group a story. Over a doubling single outliers do not count. The K-th group then explains about λ/K.
 */
export function chooseGrain(points: Points, rule: GrainRule): Grain {
  const joins = agglomerate(points, resultantLinkage);
  const gain = gains(points, joins);
  const total = points.weight.reduce((a, b) => a + b, 0);
  // sum[K]: what K groups explain more than one; undoing the t-th join makes the (n − t)-th group.
  const sum = new Float64Array(points.n + 1);
  for (let k = 2; k <= points.n; k++) sum[k] = (sum[k - 1] as number) + (gain[points.n - k] as number);
  let own = points.n;
  const buys = (k: number): number => (sum[k] as number) - (sum[k >> 1] as number);
  while (own > 1 && buys(own) < rule.rate * Math.LN2 * total) own--;
  const most = sum.reduce((a, b) => Math.max(a, b), 0) / total;
  return { topics: Math.min(rule.rate / own, rule.topic), parents: rule.parent * most };
}
