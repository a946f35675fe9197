import { dot } from "../vector.js";
import { recentHalfLife, remaining } from "./decay.js";
import { thresholdsOf } from "./geometry.js";
import { draft } from "./lineage.js";
import { TREND } from "./options.js";
/** ∫ 2^(−t/halfLife) dt over the last `age` ms: the span of time that a decayed count of that half-life covers. */
function covered(age, halfLife) {
    return Number.isFinite(halfLife) ? (halfLife / Math.LN2) * (1 - remaining(age, halfLife)) : age;
}
/** Of a topic of `weight` decayed documents whose first was met `age` ms ago. */
export function rise(weight, recent, age, halfLife) {
    const whole = covered(age, halfLife);
    const part = whole > 0 ? covered(age, recentHalfLife(halfLife)) / whole : 1;
    const expected = weight * Math.min(1, part);
    return { recent, expected, deviations: (recent - expected) / Math.sqrt(Math.max(expected, 1)) };
}
/** A live topic of now with its trend, and what is to be told of it. */
export function notice(topic, cells, state, options) {
    const drafts = [];
    const short = recentHalfLife(options.halfLife);
    const recent = cells.reduce((sum, c) => sum + c.recent * remaining(state.streamTime - c.reference, short), 0);
    const risen = rise(topic.weight, recent, state.streamTime - topic.born, options.halfLife);
    const { deviations, expected } = risen;
    let { trending, anchor } = topic;
    if (!trending &&
        !topic.muted &&
        deviations >= TREND.deviations &&
        recent >= TREND.times * expected &&
        recent >= TREND.least) {
        trending = true;
        drafts.push(draft('trending', topic.id, 0, 'far more documents of late than its history lets expect', { ...risen }));
    }
    else if (trending && deviations < TREND.cooled) {
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
function centredCosine(a, b, mean) {
    const x = a.map((v, j) => v - mean[j]);
    const y = b.map((v, j) => v - mean[j]);
    const { length } = x;
    const norms = dot(x, 0, x, 0, length) * dot(y, 0, y, 0, length);
    return norms > 0 ? dot(x, 0, y, 0, length) / Math.sqrt(norms) : 1;
}
//# sourceMappingURL=notice.js.map