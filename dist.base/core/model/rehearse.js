import { centre, stack } from "../vector.js";
import { drawOf } from "./panel.js";
import { standings } from "./theta.js";
import { topicsOf } from "./view.js";
/**
 * The documents of the first span as panelists. Nothing was said of them before the model absorbed them, and what a
 * model says of documents that it was made from flatters it; so they are judged by `early`, the model of the first
 * `half` of them: those as known to it, the others as not. The model that will speak was made of twice as many
 * documents, and what changes falls as the inverse of their number: of those whose topic changes, every other is left
 * out.
 */
export function rehearsed({ state, early, half }, arrived, options, products) {
    const vectors = stack(arrived.map(({ vector }) => vector), state.dim);
    const by = (model) => standings(topicsOf(model, options.halfLife), centre(vectors, model.mean), products).map(({ theta, scores }) => ({
        topic: theta[0]?.topic ?? null,
        scores,
    }));
    const then = by(early);
    const now = by(state).map(({ topic }) => topic);
    const heirs = heirsOf(then.slice(0, half).map(({ topic }) => topic), now);
    let changed = 0;
    return arrived.flatMap(({ id, partition, offset, time, vector }, i) => {
        const { topic, scores } = then[i];
        const heir = topic === null ? undefined : heirs.get(topic);
        if (heir === undefined || (heir !== now[i] && changed++ % 2 === 1))
            return [];
        const draw = drawOf({ id, time }, state.count, options);
        return { id, partition, offset, time, vector, topic: heir, scores, known: i < half, draw };
    });
}
/** For each topic of before the one of now that has most of its documents, the lowest of equals. */
function heirsOf(before, now) {
    const shared = new Map();
    before.forEach((from, i) => {
        const into = now[i];
        if (from === null || into === null)
            return;
        const counts = shared.get(from) ?? new Map();
        shared.set(from, counts.set(into, (counts.get(into) ?? 0) + 1));
    });
    const heir = (counts) => [...counts].reduce((best, next) => next[1] > best[1] || (next[1] === best[1] && next[0] < best[0]) ? next : best)[0];
    return new Map([...shared].map(([from, counts]) => [from, heir(counts)]));
}
//# sourceMappingURL=rehearse.js.map