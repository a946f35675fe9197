/** The documents that show what a topic is about. */
import { LIFE } from "../model/options.js";
import { words } from "../text/terms.js";
import { remembered } from "./remembered.js";
/** Two documents say the same when they share this part of all their different words. */
const ALIKE = 0.5;
/** Those of some cells with the largest reservoir keys, no two of which say the same while there are others. */
export function exemplarsOf(cells) {
    const { apart, alike } = sift(cells, LIFE.shown);
    return [...apart, ...alike].slice(0, LIFE.shown);
}
/**
 * Exemplars of some cells, those with the largest reservoir keys first: up to so many no two of which say the same, and
 * those that were passed over on the way.
 */
export function sift(cells, most) {
    const all = new Map();
    for (const cell of cells)
        for (const exemplar of cell.exemplars)
            all.set(exemplar.id, exemplar);
    const order = [...all.values()].sort((x, y) => y.priority - x.priority || (x.id < y.id ? -1 : 1));
    const apart = [];
    const alike = [];
    const said = [];
    for (const exemplar of order) {
        if (apart.length === most)
            break;
        const own = wordsOf(exemplar);
        if (said.some((other) => same(own, other)))
            alike.push(exemplar);
        else {
            apart.push(exemplar);
            said.push(own);
        }
    }
    return { apart, alike };
}
const wordsOf = remembered(({ title, excerpt }) => new Set(words(`${title ?? ''} ${excerpt}`)));
/**
 * Whether the Jaccard index of two sets, |a ∩ b| / |a ∪ b|, is at least ALIKE; it is 1 for two empty ones. Most pairs
 * share little: the count ends when too many words of the smaller set were missed.
 */
function same(a, b) {
    const [small, large] = a.size < b.size ? [a, b] : [b, a];
    // shared / (|a| + |b| - shared) ≥ ALIKE, solved for what the smaller one has more than is needed.
    let spare = small.size - ((a.size + b.size) * ALIKE) / (1 + ALIKE);
    for (const word of small) {
        if (spare < 0)
            return false;
        if (!large.has(word))
            spare--;
    }
    return spare >= 0;
}
//# sourceMappingURL=exemplars.js.map