import { reservoirKey } from "../random.js";
import { excerpt } from "../text/clean.js";
import { centre, firstOccurrences, row } from "../vector.js";
import { keepExemplars } from "./cells.js";
import { fingerprints } from "./copies.js";
import { heaviestFirst } from "./decay.js";
import { LIFE } from "./options.js";
import { drawOf } from "./panel.js";
import { summed } from "./sums.js";
import { standings } from "./theta.js";
/** Where each document of a batch stands. It hangs on its own vector and the view: parts of a batch have parts of this. */
export function place(view, vectors, products) {
    return standings(view, centre(vectors, view.mean), products);
}
/** Whether a document travels whole; `fill`: the model has had its fill of it. */
export function isOpen(view, { theta, cosine }, fill = false) {
    return view.warming || theta.length === 0 || (cosine < view.radius && !fill);
}
/**
 * Pure. Documents within the radius of a cell are summed into it; the others (and all while the model is warming
 * up, and those no topic claims) travel whole as open documents. Of documents with one and the same vector inside
 * the span only the first adds to the sums, and none when the model has had its fill of them; each has its placement.
 */
export function assign(view, batch, span, tools, placements = place(view, batch.vectors, tools.products)) {
    const { docs, vectors } = batch;
    const { halfLife, seed } = tools.options;
    const reference = docs.reduce((newest, doc) => Math.max(newest, doc.time), 0);
    const first = firstOccurrences(vectors);
    const prints = fingerprints(vectors);
    const texts = [];
    // By the row of their cell; rows are in the order of ids.
    const members = new Map();
    const open = [];
    const sampled = [];
    const settled = new Set();
    placements.forEach((standing, i) => {
        const { theta, cell, cosine, score, scores } = standing;
        const doc = docs[i];
        const topic = theta[0]?.topic ?? null;
        const draw = drawOf(doc, view.count, tools.options);
        if (topic !== null && draw < view.wanted)
            sampled.push({
                id: doc.id,
                offset: batch.offsets[i],
                time: doc.time,
                vector: row(vectors, i).slice(),
                topic,
                scores,
                draw,
            });
        const fill = view.sated.has(prints[i]);
        if (isOpen(view, standing, fill)) {
            settled.delete(doc.id);
            open.push({
                id: doc.id,
                offset: batch.offsets[i],
                time: doc.time,
                vector: row(vectors, i).slice(),
                terms: batch.terms[i],
                topic,
                exemplar: exemplarOf(doc, Math.max(score, cosine), seed),
            });
            return;
        }
        settled.add(doc.id);
        if (first[i] === i && !fill) {
            texts.push(prints[i]);
            const rows = members.get(cell);
            if (rows)
                rows.push(i);
            else
                members.set(cell, [i]);
        }
    });
    const cells = new Map();
    for (const [cell, rows] of [...members].sort(([a], [b]) => a - b)) {
        const exemplars = exemplarsOf(rows, view.exemplars[cell], { placements, docs, seed });
        const sums = summed(rows, batch, halfLife);
        cells.set(view.cellIds[cell], { ...sums, terms: bounded(sums.terms), exemplars });
    }
    return {
        placements,
        stats: {
            // One that has met no document is the empty one, whatever number its epoch has given it.
            model: view.count === 0 && view.cellIds.length === 0 ? 0 : view.version,
            span,
            reference,
            documents: docs.length,
            cells,
            open,
            settled: [...settled],
            sampled,
            deleted: batch.deleted,
            texts: Float64Array.from(texts),
            orders: [],
        },
    };
}
/** Of some rows those that the reservoir of their cell would keep; only they are made ready to be shown. */
function exemplarsOf(rows, held, { placements, docs, seed }) {
    const least = held.length < LIFE.exemplars ? 0 : held.at(-1).priority;
    const welcome = [];
    for (const i of rows) {
        const doc = docs[i];
        const cosine = Math.fround(placements[i].cosine);
        const key = priorityOf(doc.id, cosine, seed);
        // One that is shown already is shown as it was written last.
        if (key >= least || held.some(({ id }) => id === doc.id))
            welcome.push({ doc, cosine, key });
    }
    // Of documents with one id the last is kept: more than are shown are made, and the reservoir decides.
    const apart = welcome.length <= LIFE.exemplars || new Set(welcome.map(({ doc }) => doc.id)).size === welcome.length;
    const first = apart ? welcome.sort((a, b) => b.key - a.key).slice(0, LIFE.exemplars) : welcome;
    return keepExemplars([], first.map(({ doc, cosine }) => exemplarOf(doc, cosine, seed)), LIFE.exemplars);
}
/** The fourth power favours documents near the centroid without making the choice a ranking. */
function priorityOf(id, score, seed) {
    return reservoirKey(id, Math.max(score, 0.05) ** 4, seed);
}
/** A document to be shown, with the reservoir key that its score gives it. */
function exemplarOf(doc, cosine, seed) {
    const score = Math.fround(cosine);
    return {
        id: doc.id,
        excerpt: excerpt(doc.text),
        ...(doc.title === undefined ? {} : { title: doc.title }),
        ...(doc.url === undefined ? {} : { url: doc.url }),
        ...(doc.source === undefined ? {} : { source: doc.source }),
        time: doc.time,
        score,
        priority: priorityOf(doc.id, score, seed),
    };
}
/** The heaviest terms of a cell in a record. */
function bounded(terms) {
    return terms.size <= LIFE.maxStatsTerms
        ? terms
        : new Map([...terms].sort(heaviestFirst).slice(0, LIFE.maxStatsTerms));
}
//# sourceMappingURL=assign.js.map