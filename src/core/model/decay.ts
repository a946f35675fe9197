import type { Millis, Terms } from '../types.ts';

/** 2^(−elapsed / halfLife): what is left of a weight after `elapsed` ms of event time; 1 for elapsed ≤ 0 or no half-life. */
export function remaining(elapsed: Millis, halfLife: Millis): number {
  return elapsed <= 0 || halfLife === Number.POSITIVE_INFINITY ? 1 : 2 ** (-elapsed / halfLife);
}

/** Least weight of a document, 2^−100: at 2^−150 a float32 is 0, and a sum of such weights would have no mean. */
const MIN_WEIGHT = 2 ** -100;

/** What a document that is `lateness` ms older than the newest of its span weighs, float32. */
export function documentWeight(lateness: Millis, halfLife: Millis): number {
  return Math.fround(Math.max(remaining(lateness, halfLife), MIN_WEIGHT));
}

/** Half-lives between two landmarks. */
const LANDMARK = 16;

/**
 * The landmark of an event time: counts are kept as they will be, or were, at that moment, so that adding to a few of
 * them leaves the others alone (forward decay, Cormode et al. 2009). From one landmark to the next counts shrink by
 * 2^−16, without a rounding.
 */
export function landmarkOf(time: Millis, halfLife: Millis): Millis {
  return Number.isFinite(halfLife) ? Math.floor(time / (LANDMARK * halfLife)) * LANDMARK * halfLife : 0;
}

/** 2^((to − from) / halfLife): a count of one moment as it was, or will have been, at another that lies before it. */
export function regained(from: Millis, to: Millis, halfLife: Millis): number {
  return halfLife === Number.POSITIVE_INFINITY ? 1 : 2 ** ((to - from) / halfLife);
}

/** Each count times a factor, as float32 so that what is restored is what was held. */
export function scaledTerms(terms: Terms, factor: number): Terms {
  if (factor === 1) return terms;
  const out = new Map<string, number>();
  for (const [term, count] of terms) out.set(term, Math.fround(count * factor));
  return out;
}

/** The sums of some counts, one after the other, as float32. New terms come last. */
export function addTerms(terms: Terms, more: readonly Terms[]): Terms {
  if (more.length === 0) return terms;
  const out = new Map(terms);
  for (const counts of more)
    for (const [term, count] of counts) out.set(term, Math.fround((out.get(term) ?? 0) + count));
  return out;
}

/** By count, then by spelling: an order that does not depend on arrival. */
export function heaviestFirst(a: readonly [string, number], b: readonly [string, number]): number {
  return b[1] - a[1] || (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);
}

/**
 * The `most` heaviest terms once there are twice as many; until then all of them.
 * Whatever is dropped has a count below that of every term kept.
 */
export function boundTerms(terms: ReadonlyMap<string, number>, most: number): Terms {
  if (terms.size <= 2 * most) return terms;
  return new Map([...terms].sort(heaviestFirst).slice(0, most));
}

/** Half-life of what counts as recent, for trends: a thirtieth of the model's; without forgetting, a day. */
export function recentHalfLife(halfLife: Millis): Millis {
  return Number.isFinite(halfLife) ? halfLife / 30 : 24 * 3600 * 1000;
}
