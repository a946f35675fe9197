/** How fine topics should be: a rule that needs no labels and no number. */
import type { Join } from './agglomerate.ts';

/** One cell, for the rule: its weight and Σw·‖x − mean of the stream‖² over its documents. */
export interface Scatter {
  readonly weight: number;
  readonly scatter: number;
  /** Squared length of its centred resultant. */
  readonly square: number;
}

export interface Grain {
  /** How many joins to make. */
  readonly joins: number;
  /** The feed tells many small stories rather than a few broad subjects. */
  readonly stories: boolean;
}

export interface GrainRule {
  /** Exchange rate λ between distortion and rate. */
  readonly rate: number;
  /** Cosine at which joins stop in a topical feed. */
  readonly topical: number;
  /** A story feed has its best cut at this many times the groups of the base cut. */
  readonly storyRatio: number;
}

/**
 * Rate against distortion: of all cuts of the dendrogram at least as fine as the base cut (all `joins`) the one with
 * the least J = ln V + λH. V is the mean leave-one-out variance within groups, H the entropy of their weights. A
 * structureless cloud of intrinsic dimension d has d ln V / dH = −2/d, so finer groups pay only where distortion falls
 * faster than in a cloud of 2/λ dimensions.
 */
export function chooseGrain(cells: readonly Scatter[], joins: readonly Join[], rule: GrainRule): Grain {
  const n = cells.length;
  const weight = Float64Array.from(cells, (c) => c.weight);
  const scatter = Float64Array.from(cells, (c) => c.scatter);
  const square = Float64Array.from(cells, (c) => c.square);
  const total = weight.reduce((a, b) => a + b, 0);
  const variance = scatter.reduce((a, b) => a + b, 0) / total;
  const within = (k: number): number => {
    const w = weight[k] as number;
    const alone = w * variance;
    if (w <= 1) return alone;
    return Math.min(alone, (Math.max(0, (scatter[k] as number) - (square[k] as number) / w) * w) / (w - 1));
  };
  const information = (k: number): number => (weight[k] as number) * Math.log(weight[k] as number);
  let distortion = 0;
  let order = 0;
  for (let k = 0; k < n; k++) {
    distortion += within(k);
    order += information(k);
  }
  const cost = (): number => Math.log(distortion / total) + rule.rate * (Math.log(total) - order / total);
  let best = { joins: 0, cost: cost() };
  let topical = joins.length;
  joins.forEach(({ into, from, likeness, square: joined }, t) => {
    if (likeness < rule.topical && topical === joins.length) topical = t;
    distortion -= within(into) + within(from);
    order -= information(into) + information(from);
    weight[into] = (weight[into] as number) + (weight[from] as number);
    scatter[into] = (scatter[into] as number) + (scatter[from] as number);
    square[into] = joined;
    distortion += within(into);
    order += information(into);
    const now = cost();
    if (now <= best.cost) best = { joins: t + 1, cost: now };
  });
  const stories = n - best.joins > rule.storyRatio * (n - joins.length);
  return { stories, joins: stories ? best.joins : topical };
}
