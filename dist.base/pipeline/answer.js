import { assign, isOpen, place } from "../core/model/assign.js";
import { NO_ATTRIBUTES } from "./cloudevents.js";
import { deadLetter } from "./deadletters.js";
/** Ids whose last record in the batch deletes them: one written again later is alive. */
export function deletedAtLast(decoded) {
    const gone = new Set();
    for (const d of decoded) {
        if (d.kind === 'deletion')
            gone.add(d.id);
        else if (d.kind === 'document')
            gone.delete(d.doc.id);
    }
    return [...gone];
}
/** Θ, stats and dead letters of a batch. */
export function answer(model, prepared, span, options) {
    const placements = place(model.view, prepared.batch.vectors, options.products);
    return answered(model, { ...prepared, placements }, span, options);
}
/** A span whose stats are too large becomes two, each with its own stats. */
function answered(model, placed, span, options) {
    const { decoded, batch, placements } = placed;
    const divided = () => {
        const [left, right] = halves(placed, span);
        const a = answered(model, left.placed, left.span, options);
        const b = answered(model, right.placed, right.span, options);
        return { records: [...a.records, ...b.records], strays: a.strays + b.strays };
    };
    const alone = batch.docs.length < 2;
    if (!alone && openBytes(model, placed) > options.maxStatsBytes)
        return divided();
    const tools = { options: options.model, products: options.products };
    const assigned = assign(model.view, batch, span, tools, placements);
    const stats = options.stats.encode(assigned.stats);
    if (!alone && stats.length > options.maxStatsBytes)
        return divided();
    const records = outcomes(decoded, assigned, span, options);
    records.push({ topic: options.names.stats, partition: 0, key: null, value: stats });
    return { records, strays: placements.filter(({ theta }) => theta.length === 0).length };
}
/** Of an open document in the stats: a word with its count, bytes, and the most characters of its text. */
const OPEN_WORD = 11;
const OPEN_TEXT = 280;
/** About what open documents take in the stats: too much by itself, and there is no need to make the stats. */
function openBytes({ view }, { batch: { docs, vectors, terms }, placements }) {
    return placements.reduce((sum, standing, i) => {
        if (!isOpen(view, standing))
            return sum;
        const text = Math.min(OPEN_TEXT, docs[i].text.length);
        return sum + 4 * vectors.dim + text + OPEN_WORD * terms[i].size;
    }, 0);
}
/** Cuts a batch before its middle document. */
function halves({ decoded, batch, placements }, span) {
    const middle = batch.docs.length >> 1;
    const cut = batch.offsets[middle];
    const part = (from, to, keep, within) => {
        const mine = decoded.filter((d) => keep(d.record.offset));
        const { dim, data } = batch.vectors;
        return {
            span: within,
            placed: {
                decoded: mine,
                placements: placements.slice(from, to),
                batch: {
                    docs: batch.docs.slice(from, to),
                    offsets: batch.offsets.slice(from, to),
                    vectors: { rows: to - from, dim, data: data.subarray(from * dim, to * dim) },
                    terms: batch.terms.slice(from, to),
                    // What the other half writes anew is alive.
                    deleted: deletedAtLast(mine).filter((id) => batch.deleted.includes(id)),
                },
            },
        };
    };
    return [
        part(0, middle, (offset) => offset < cut, { ...span, to: cut }),
        part(middle, batch.docs.length, (offset) => offset >= cut, { ...span, from: cut }),
    ];
}
/** Θ, tombstones and dead letters in the order of the records they answer. */
function outcomes(decoded, assigned, span, options) {
    const { names, theta, encoder, attributes = NO_ATTRIBUTES } = options;
    let i = 0;
    return decoded.map((d) => {
        if (d.kind === 'dead')
            return deadLetter(d.record, span, d.error, names.dead);
        if (d.kind === 'deletion')
            return { topic: names.theta, key: d.id, value: null };
        const placement = assigned.placements[i++];
        const record = {
            id: d.doc.id,
            partition: span.partition,
            offset: d.record.offset,
            time: d.doc.time,
            theta: placement.theta,
            parent: placement.parent,
            score: placement.score,
            revision: 0,
            model: assigned.stats.model,
            encoder: encoder.id,
        };
        // Trace context travels on.
        const headers = d.record.headers.filter(([name]) => name === 'traceparent' || name === 'tracestate');
        return {
            topic: names.theta,
            key: d.doc.id,
            value: theta.encode(record),
            headers: [...attributes.theta(record), ...headers],
        };
    });
}
//# sourceMappingURL=answer.js.map