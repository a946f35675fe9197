/** Calibration: what Θ says is held against what the model says of the same documents now. */
import type { Products } from '../ports.ts';
import type { Certainty, ModelState, Panelist, TopicEvent } from '../types.ts';
import { stack } from '../vector.ts';
import { heirs } from './heirs.ts';
import { finalTopics } from './hindsight.ts';
import { CERTAINTY, type ModelOptions } from './options.ts';
import { evidenceOf } from './theta.ts';

/** What was said of a document, and whether it holds. */
export interface Verdict {
  /** See `evidenceOf`. */
  readonly evidence: readonly number[];
  readonly right: boolean;
}

/**
 * The panel follows merges; each of its documents is given a topic with hindsight, and Θ's certainty is fitted to how
 * often that is the one of before. Call after each regrouping with its events.
 */
export function calibrate(
  state: ModelState,
  events: readonly TopicEvent[],
  options: ModelOptions,
  products: Products,
): ModelState {
  const panel = followed(state.panel, events);
  const panelists = [...panel.values()];
  if (panelists.length < CERTAINTY.least) return { ...state, panel };
  const vectors = stack(
    panelists.map(({ vector }) => vector),
    state.dim,
  );
  const times = panelists.map(({ time }) => time);
  const now = finalTopics(state, { vectors, times, halfLife: options.halfLife }, products);
  const verdicts = panelists.map(({ scores, topic, known }, i) => ({
    evidence: evidenceOf(scores, known),
    right: now[i] === topic,
  }));
  return { ...state, panel, certainty: fitted(verdicts) };
}

function followed(panel: ModelState['panel'], events: readonly TopicEvent[]): ModelState['panel'] {
  const merged = events.filter(({ type, level }) => type === 'merged' && level === 0);
  if (merged.length === 0) return panel;
  const heirOf = heirs(merged);
  const follow = (panelist: Panelist): Panelist => {
    const topic = heirOf(panelist.topic);
    return topic === panelist.topic ? panelist : { ...panelist, topic };
  };
  return new Map([...panel].map(([id, panelist]) => [id, follow(panelist)]));
}

/** Steps of Newton's method at most; a handful is enough. */
const STEPS = 20;

/**
 * Logistic regression, maximum a posteriori under the Gaussian prior of `CERTAINTY`. The loss
 * Σ ln(1 + exp(∓w·x)) + (precision / 2)·‖w − prior‖² is convex, and Newton's method (iteratively reweighted least squares,
 * Bishop 2006, 4.3.3) finds where it is least; a step that leads upwards is halved.
 */
export function fitted(verdicts: readonly Verdict[]): Certainty {
  const { base, score, lead, known } = CERTAINTY.prior;
  const prior: readonly number[] = [base, score, lead, known];
  let weights = prior;
  let least = lossOf(weights, prior, verdicts);
  for (let step = 0; step < STEPS; step++) {
    const direction = newton(weights, prior, verdicts);
    let next = weights;
    let loss = least;
    for (let size = 1; size > 1 / 64 && loss >= least; size /= 2) {
      next = weights.map((w, j) => w - size * (direction[j] as number));
      loss = lossOf(next, prior, verdicts);
    }
    if (loss >= least) break;
    weights = next;
    least = loss;
  }
  const [b, s, l, k] = weights as [number, number, number, number];
  return { base: b, score: s, lead: l, known: k };
}

function lossOf(weights: readonly number[], prior: readonly number[], verdicts: readonly Verdict[]): number {
  const away = weights.reduce((sum, w, j) => sum + (w - (prior[j] as number)) ** 2, 0);
  let loss = (CERTAINTY.precision / 2) * away;
  for (const { evidence, right } of verdicts) {
    const odds = dot(weights, evidence);
    // ln(1 + eˣ) without overflow.
    const x = right ? -odds : odds;
    loss = loss + Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
  return loss;
}

/** H⁻¹·g at some weights, g the gradient of the loss and H its Hessian. */
function newton(weights: readonly number[], prior: readonly number[], verdicts: readonly Verdict[]): number[] {
  const n = weights.length;
  const { precision } = CERTAINTY;
  // The rows of H with g as their last column.
  const rows = weights.map((w, j) => {
    const row = new Float64Array(n + 1);
    row[j] = precision;
    row[n] = precision * (w - (prior[j] as number));
    return row;
  });
  for (const { evidence, right } of verdicts) {
    const p = 1 / (1 + Math.exp(-dot(weights, evidence)));
    const off = p - (right ? 1 : 0);
    for (let a = 0; a < n; a++) {
      const row = rows[a] as Float64Array;
      const x = evidence[a] as number;
      const bend = p * (1 - p) * x;
      for (let b = 0; b < n; b++) row[b] = (row[b] as number) + bend * (evidence[b] as number);
      row[n] = (row[n] as number) + off * x;
    }
  }
  // H is positive definite: elimination needs no pivoting.
  rows.forEach((pivot, c) => {
    rows.forEach((row, r) => {
      if (r === c) return;
      const factor = (row[c] as number) / (pivot[c] as number);
      for (let j = c; j <= n; j++) row[j] = (row[j] as number) - factor * (pivot[j] as number);
    });
  });
  return rows.map((row, j) => (row[n] as number) / (row[j] as number));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
