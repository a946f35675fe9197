/** What becomes of topics that stay: trends against their own history, and drift from where they were. */
import type { Cell, Millis, ModelState, Topic } from '../types.ts';
import { dot } from '../vector.ts';
import { recentHalfLife, remaining } from './decay.ts';
import { thresholdsOf } from './geometry.ts';
import { type Draft, draft } from './lineage.ts';
import { type ModelOptions, TREND } from './options.ts';

export interface Rise {
  /** Recent documents, decayed by the short half-life. */
  readonly recent: number;
  /** What they would be, had the topic's documents come evenly since its birth. */
  readonly expected: number;
  /** (recent − expected) / √expected: standard deviations of a Poisson count. */
  readonly deviations: number;
}

/** ∫ 2^(−t/halfLife) dt over the last `age` ms: the span of time that a decayed count of that half-life covers. */
function covered(age: Millis, halfLife: Millis): Millis {
  return Number.isFinite(halfLife) ? (halfLife / Math.LN2) * (1 - remaining(age, halfLife)) : age;
}

/** Of a topic of `weight` decayed documents whose first was met `age` ms ago. */
export function rise(weight: number, recent: number, age: Millis, halfLife: Millis): Rise {
  const whole = covered(age, halfLife);
  const part = whole > 0 ? covered(age, recentHalfLife(halfLife)) / whole : 1;
  const expected = weight * Math.min(1, part);
  return { recent, expected, deviations: (recent - expected) / Math.sqrt(Math.max(expected, 1)) };
}

/** A live topic of now with its trend, and what is to be told of it. */
export function notice(
  topic: Topic,
  cells: readonly Cell[],
  state: Pick<ModelState, 'streamTime' | 'mean' | 'geometry'>,
  options: Pick<ModelOptions, 'halfLife'>,
): { topic: Topic; drafts: Draft[] } {
  const drafts: Draft[] = [];
  const short = recentHalfLife(options.halfLife);
  const recent = cells.reduce((sum, c) => sum + c.recent * remaining(state.streamTime - c.reference, short), 0);
  const risen = rise(topic.weight, recent, state.streamTime - topic.born, options.halfLife);
  const { deviations, expected } = risen;
  let { trending, anchor } = topic;
  if (
    !trending &&
    !topic.muted &&
    deviations >= TREND.deviations &&
    recent >= TREND.times * expected &&
    recent >= TREND.least
  ) {
    trending = true;
    drafts.push(
      draft('trending', topic.id, 0, 'far more documents of late than its history lets expect', { ...risen }),
    );
  } else if (trending && deviations < TREND.cooled) {
    trending = false;
    drafts.push(draft('cooled', topic.id, 0, 'as many documents of late as its history lets expect', { ...risen }));
  }
  const cosine = centredCosine(topic.mean, topic.anchor, state.mean);
  if (cosine < thresholdsOf(state.geometry).drifted) {
    anchor = topic.mean;
    drafts.push(draft('drifted', topic.id, 0, 'its documents are about something else by now', { cosine }));
  }
  const changed = trending !== topic.trending || anchor !== topic.anchor || deviations !== topic.trend;
  return { topic: changed ? { ...topic, trend: deviations, trending, anchor } : topic, drafts };
}

/** Cosine of a − mean and b − mean; 1 when one of them is the mean. */
function centredCosine(a: Float32Array, b: Float32Array, mean: Float32Array): number {
  const x = a.map((v, j) => v - (mean[j] as number));
  const y = b.map((v, j) => v - (mean[j] as number));
  const { length } = x;
  const norms = dot(x, 0, x, 0, length) * dot(y, 0, y, 0, length);
  return norms > 0 ? dot(x, 0, y, 0, length) / Math.sqrt(norms) : 1;
}
