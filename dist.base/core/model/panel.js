/** The panel: documents drawn from what still counts of the stream, newer ones likelier, to judge Θ by. */
import { uniform } from "../random.js";
import { CERTAINTY } from "./options.js";
/**
 * Key of the draw of a document met by a model that knew `count` others: those with the smallest keys are a sample in
 * which a document's chance is proportional to its weight, count · 2^(time / halfLife). They are the logarithms
 * of the exponential keys −ln(u) / weight of Efraimidis & Spirakis (2006), which neither overflow nor need an origin of
 * time.
 */
export function drawOf({ id, time }, count, { halfLife, seed }) {
    // Another seed than that of exemplars: the two samples are independent.
    const key = Math.log(-Math.log(uniform(id, seed ^ 0x5bd1e995))) - Math.log(count + 1);
    return Number.isFinite(halfLife) ? key - (time / halfLife) * Math.LN2 : key;
}
export function byDraw(a, b) {
    return a.draw - b.draw || (a.id < b.id ? -1 : 1);
}
/** The draw below which a document is wanted: ∞ while there is room. */
export function wantedBelow(panel) {
    if (panel.size < CERTAINTY.panel)
        return Number.POSITIVE_INFINITY;
    let largest = Number.NEGATIVE_INFINITY;
    for (const { draw } of panel.values())
        largest = Math.max(largest, draw);
    return largest;
}
/** Without what was deleted, and with those that arrive and whose topic is still known: else nothing can be said of it. */
export function drawn({ panel, topics }, arriving, deleted) {
    const judged = arriving.filter(({ topic }) => topics.get(topic)?.level === 0);
    if (judged.length === 0 && !deleted.some((id) => panel.has(id)))
        return panel;
    const gone = new Set(deleted);
    const all = new Map(panel);
    // A document written again is drawn anew.
    for (const panelist of judged)
        all.set(panelist.id, panelist);
    const kept = [...all.values()].filter(({ id }) => !gone.has(id)).sort(byDraw);
    return new Map(kept.slice(0, CERTAINTY.panel).map((panelist) => [panelist.id, panelist]));
}
//# sourceMappingURL=panel.js.map