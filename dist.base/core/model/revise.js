import { centre, stack } from "../vector.js";
import { survivor } from "./join.js";
import { standings } from "./theta.js";
import { topicsOf } from "./view.js";
/**
 * Revises each reviewed document whose topic has changed; a document that has a topic waits no longer (unless the
 * model is still warming up, when all are kept for the seeding). The oldest beyond `maxStrays` are let go.
 */
export function revise(state, review, options, products) {
    const arrived = new Set(review.arrived);
    const waiting = review.waiting === 'none'
        ? []
        : [...state.strays.values()].filter((stray) => !arrived.has(stray) && (review.waiting === 'all' || (stray.topic === null && claimed(stray, state))));
    const reviewed = [...waiting, ...review.arrived];
    const revised = [];
    const strays = new Map(state.strays);
    if (reviewed.length > 0) {
        const vectors = stack(reviewed.map((stray) => stray.vector), state.dim);
        const now = standings(topicsOf(state, options.halfLife), centre(vectors, state.mean), products, true);
        reviewed.forEach((stray, i) => {
            const { theta, score } = now[i];
            const topic = theta[0]?.topic ?? null;
            const first = review.first && i >= waiting.length;
            // Θ of a document that the same span wrote again may not follow the newer one's.
            if (!first && (topic === stray.topic || superseded(stray, state)))
                return;
            const { id, partition, offset, time } = stray;
            const revision = stray.revision + 1;
            revised.push({ id, partition, offset, time, theta, score, revision });
            if (strays.get(id) === stray)
                strays.set(id, { ...stray, topic, revision });
        });
    }
    return { state: { ...state, strays: bounded(strays, state.warming, options) }, revised };
}
function superseded(stray, { strays }) {
    return strays.get(stray.id) !== stray;
}
function claimed(stray, state) {
    const cell = survivor(stray.cell, state);
    return cell !== null && state.cells.get(cell)?.topic !== null;
}
function bounded(strays, warming, options) {
    if (warming)
        return strays;
    const all = [...strays.values()].filter((stray) => stray.topic === null);
    const waiting = all.slice(Math.max(0, all.length - options.maxStrays));
    if (waiting.length === strays.size && waiting.every((stray) => stray.terms.size === 0))
        return strays;
    // Terms were kept for the seeding; their counts live in the cells.
    return new Map(waiting.map((stray) => [stray.id, stray.terms.size > 0 ? { ...stray, terms: new Map() } : stray]));
}
//# sourceMappingURL=revise.js.map