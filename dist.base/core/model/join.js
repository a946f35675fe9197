import { blend, centre, firstOccurrences, row, scaled, stack } from "../vector.js";
import { add, found } from "./cells.js";
import { fingerprints, sated } from "./copies.js";
import { SCORE } from "./options.js";
import { summed } from "./sums.js";
/** Open documents that meet those before them at once: to each other there are too many products. */
const BLOCK = 256;
/** The open documents of a span as a model of before finds them. */
export function openSet(stats, { dim, copies, warming }) {
    const vectors = stack(stats.open.map((doc) => doc.vector), dim);
    const prints = fingerprints(vectors);
    const full = warming ? new Set() : sated(copies);
    return {
        docs: stats.open,
        vectors,
        first: firstOccurrences(vectors),
        fingerprints: prints,
        fill: Array.from(prints, (print) => full.has(print)),
    };
}
/** Whether open document i adds to the sums. */
function adds({ first, fill }, i) {
    return first[i] === i && !fill[i];
}
/** Fingerprints of all texts that a span adds, each once. */
export function textsOf(stats, open) {
    return Float64Array.from([...stats.texts, ...open.fingerprints.filter((_, i) => adds(open, i))]);
}
/** The running mean of the stream with the span's documents: m' = m + (w / n')·(m_span − m), never decayed. */
export function meanWith(state, stats, open) {
    const { dim } = state;
    const sum = new Float64Array(dim);
    let weight = 0;
    for (const cell of stats.cells.values()) {
        weight += cell.weight;
        for (let j = 0; j < dim; j++)
            sum[j] = sum[j] + cell.sum[j];
    }
    open.docs.forEach((doc, i) => {
        if (!adds(open, i))
            return;
        weight += 1;
        for (let j = 0; j < dim; j++)
            sum[j] = sum[j] + doc.vector[j];
    });
    if (weight === 0)
        return { mean: state.mean, count: state.count };
    const count = state.count + weight;
    const spanMean = new Float32Array(sum.map((s) => (SCORE.centring * s) / weight));
    return { count, mean: blend(state.mean, spanMean, weight / count) };
}
/** Follows mergers to the cell that holds an id's weight now; null when there is none any more. */
export function survivor(id, state) {
    let at = id;
    while (at !== undefined && !state.cells.has(at))
        at = state.moved.get(at);
    return at ?? null;
}
/** Centred unit centroids of cells. */
function centroidsOf(cells, mean) {
    const means = Array.from(cells.values(), (cell) => cell.mean);
    return { ids: [...cells.keys()], rows: centre(stack(means, mean.length), mean) };
}
/** The nearest of some cells whose cosine is at least `radius`, the first of equals. */
function nearest(cosines, ids, radius) {
    let id = null;
    let cosine = radius;
    for (let j = 0; j < ids.length; j++) {
        const c = cosines[j];
        if (c < cosine || (c === cosine && id !== null))
            continue;
        id = ids[j];
        cosine = c;
    }
    return { id, cosine };
}
/**
 * Sums go to the cell they were made for, or its survivor; when that is gone, to the nearest within the radius, else
 * they found one. Then leader clustering of the open documents in offset order: each joins the nearest cell within
 * the radius, those founded before it in the span included, or founds one. No weight is lost (a law), and a text of which
 * the model has had its fill adds none.
 * @returns the new cells, and holders[i]: the cell that took open document i
 */
export function join(state, stats, open, options, products) {
    const cells = new Map(state.cells);
    let nextCell = state.nextCell;
    const put = (id, sums) => {
        const cell = cells.get(id);
        cells.set(id, cell ? add(cell, sums, options) : found(id, sums, options));
    };
    for (const [id, sums] of stats.cells) {
        let target = survivor(id, { cells, moved: state.moved });
        if (target === null) {
            const point = centre(stack([scaled(sums.sum, 1 / sums.weight)], state.dim), state.mean);
            const { ids, rows } = centroidsOf(cells, state.mean);
            target = nearest(products.products(point, rows), ids, state.radius).id;
        }
        put(target ?? nextCell++, sums);
    }
    if (open.docs.length === 0)
        return { cells, nextCell, holders: [] };
    const led = leaders(open, centroidsOf(cells, state.mean), { ...state, nextCell }, products);
    const summands = { docs: open.docs, vectors: open.vectors, terms: open.docs.map(({ terms }) => terms) };
    for (const [id, rows] of led.members) {
        const exemplars = rows.map((i) => open.docs[i].exemplar);
        put(id, { ...summed(rows, summands, options.halfLife), exemplars });
    }
    return { cells, nextCell: led.nextCell, holders: led.holders };
}
/** Open documents into the known cells or new ones; `members` are those that add to the sums of a cell. */
function leaders(open, known, { mean, dim, radius, nextCell: first }, products) {
    const points = centre(open.vectors, mean);
    const count = known.ids.length;
    const holders = [];
    const members = new Map();
    // Open documents at the centres of new cells; founders[f] is that of cell first + f.
    const founders = [];
    for (let from = 0; from < points.rows; from += BLOCK) {
        const end = Math.min(points.rows, from + BLOCK);
        const block = { rows: end - from, dim, data: points.data.subarray(from * dim, end * dim) };
        const earlier = founders.length;
        const centres = founders.map((founder) => row(points, founder));
        const toKnown = products.products(block, known.rows);
        const toEarlier = products.products(block, stack(centres, dim));
        const among = products.products(block, block);
        for (let i = from; i < end; i++) {
            if (open.first[i] !== i) {
                holders.push(holders[open.first[i]]);
                continue;
            }
            const at = i - from;
            let { id, cosine } = nearest(toKnown.subarray(at * count, (at + 1) * count), known.ids, open.fill[i] ? -1 : radius);
            for (let f = 0; f < founders.length; f++) {
                const within = founders[f] - from;
                const c = (f < earlier ? toEarlier[at * earlier + f] : among[at * block.rows + within]);
                if (c < cosine || (c === cosine && id !== null))
                    continue;
                id = first + f;
                cosine = c;
            }
            const holder = id ?? first + founders.length;
            if (id === null)
                founders.push(i);
            holders.push(holder);
            if (open.fill[i] && id !== null)
                continue;
            const rows = members.get(holder);
            if (rows)
                rows.push(i);
            else
                members.set(holder, [i]);
        }
    }
    return { holders, nextCell: first + founders.length, members };
}
//# sourceMappingURL=join.js.map