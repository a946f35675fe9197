import { Counts } from "../text/counts.js";
/** 2^(−elapsed / halfLife): what is left of a weight after `elapsed` ms of event time; 1 for elapsed ≤ 0 or no half-life. */
export function remaining(elapsed, halfLife) {
    return elapsed <= 0 || halfLife === Number.POSITIVE_INFINITY ? 1 : 2 ** (-elapsed / halfLife);
}
/** Least weight of a document, 2^−100: at 2^−150 a float32 is 0, and a sum of such weights would have no mean. */
const MIN_WEIGHT = 2 ** -100;
/** What a document that is `lateness` ms older than the newest of its span weighs, float32. */
export function documentWeight(lateness, halfLife) {
    return Math.fround(Math.max(remaining(lateness, halfLife), MIN_WEIGHT));
}
/** Half-lives between two landmarks. */
const LANDMARK = 16;
/**
 * The landmark of an event time: counts are kept as they will be, or were, at that moment, so that adding to a few of
 * them leaves the others alone (forward decay, Cormode et al. 2009). From one landmark to the next counts shrink by
 * 2^−16, without a rounding.
 */
export function landmarkOf(time, halfLife) {
    return Number.isFinite(halfLife) ? Math.floor(time / (LANDMARK * halfLife)) * LANDMARK * halfLife : 0;
}
/** 2^((to − from) / halfLife): a count of one moment as it was, or will have been, at another that lies before it. */
export function regained(from, to, halfLife) {
    return halfLife === Number.POSITIVE_INFINITY ? 1 : 2 ** ((to - from) / halfLife);
}
/** By count, then by spelling: an order that does not depend on arrival. */
export function heaviestFirst(a, b) {
    return b[1] - a[1] || (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);
}
/**
 * The `most` heaviest terms once there are twice as many; until then all of them.
 * Whatever is dropped has a count below that of every term kept.
 */
export function boundTerms(terms, most) {
    if (terms.size <= 2 * most)
        return terms;
    return Counts.from(new Map([...terms].sort(heaviestFirst).slice(0, most)));
}
/** Half-life of what counts as recent, for trends: a thirtieth of the model's; without forgetting, a day. */
export function recentHalfLife(halfLife) {
    return Number.isFinite(halfLife) ? halfLife / 30 : 24 * 3600 * 1000;
}
//# sourceMappingURL=decay.js.map