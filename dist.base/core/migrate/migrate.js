/** From one encoder to another without losing topics: a map from documents that both have seen, and what it is worth. */
import { measured } from "../model/geometry.js";
import { standings } from "../model/theta.js";
import { viewOf } from "../model/view.js";
import { centre, row, stack } from "../vector.js";
import { procrustes } from "./affine.js";
import { moved } from "./move.js";
/** Every so manieth document is held out. */
const HELD_OUT = 5;
/** Fewer documents than this say nothing of a map, nor of what it is worth. */
export const LEAST_PAIRS = 200;
/** Throws RangeError for fewer documents than `LEAST_PAIRS`. */
export function planOf(pairs, decompose) {
    const { rows } = pairs.old;
    if (rows < LEAST_PAIRS)
        throw new RangeError(`${rows} documents are too few for a map: give ${LEAST_PAIRS} or more`);
    const every = Array.from({ length: rows }, (_, i) => i);
    const out = (i) => i % HELD_OUT === HELD_OUT - 1;
    const fitted = part(pairs, every.filter((i) => !out(i)));
    return { map: procrustes(fitted.old, fitted.fresh, decompose), fitted, heldOut: part(pairs, every.filter(out)) };
}
function part({ old, fresh, places }, rows) {
    const of = (all) => stack(rows.map((i) => row(all, i)), all.dim);
    return {
        old: of(old),
        fresh: of(fresh),
        places: places === null ? null : rows.map((i) => places[i]),
    };
}
/** Pure. The model as the new encoder would have it; nothing is refused here. */
export function migrated(before, { map, fitted, heldOut }, tools) {
    const { encoder, halfLife } = tools;
    const version = before.version + 1;
    const refresh = { pairs: fitted, cells: cellsOf(before, fitted.old, tools) };
    const arrived = moved(before, { map, encoder, version, halfLife, refresh });
    const there = { ...arrived, geometry: measured(arrived, tools.products) };
    const then = standingsOf(before, heldOut.old, tools);
    const now = standingsOf(there, heldOut.fresh, tools);
    // What is remembered of scores is told in those of the new space.
    const ratio = sum(now.map(({ score }) => score)) / sum(then.map(({ score }) => score));
    const state = { ...(ratio > 0 ? rescored(there, ratio) : there), version };
    const topic = ({ theta }) => theta[0]?.topic ?? null;
    const kept = then.map((standing, i) => topic(standing) === topic(now[i]));
    const leads = then.map(({ scores }) => (scores[0] ?? 0) - (scores[1] ?? 0));
    const claimed = then.flatMap((standing, i) => (topic(standing) === null ? [] : [leads[i]]));
    const median = claimed.sort((a, b) => a - b)[claimed.length >> 1] ?? 0;
    const sure = kept.filter((_, i) => topic(then[i]) !== null && leads[i] > median);
    const agreement = {
        documents: kept.length,
        all: partOf(kept),
        sureDocuments: sure.length,
        sure: partOf(sure),
    };
    const byTopic = then.map((standing, i) => ({ topic: topic(standing), kept: kept[i] }));
    const events = eventsOf(state, before.encoder, byTopic);
    return { state: { ...state, sequence: state.sequence + events.length }, events, agreement };
}
function sum(values) {
    return values.reduce((total, value) => total + value, 0);
}
function partOf(kept) {
    return kept.length === 0 ? 0 : kept.filter(Boolean).length / kept.length;
}
function standingsOf(state, vectors, { halfLife, products }) {
    const view = viewOf(state, halfLife);
    return standings(view, centre(vectors, view.mean), products);
}
/** The nearest cell of each document; null without cells. */
function cellsOf(state, vectors, { halfLife, products }) {
    const view = viewOf(state, halfLife);
    return standings(view, centre(vectors, view.mean), products).map(({ cell }) => view.cellIds[cell] ?? null);
}
/** Scores are cosines, which are smaller in one space than in another: certainty for a score stays what it was. */
function rescored(state, ratio) {
    const { certainty, panel } = state;
    return {
        ...state,
        certainty: { ...certainty, score: certainty.score / ratio, lead: certainty.lead / Math.sqrt(ratio) },
        panel: new Map([...panel].map(([id, panelist]) => [id, { ...panelist, scores: panelist.scores.map((score) => score * ratio) }])),
    };
}
/** One for each live topic and parent, with what became of its documents among those held out. */
function eventsOf(state, was, documents) {
    const parentOf = (id) => (id === null ? null : (state.topics.get(id)?.parent ?? null));
    return [...state.topics.values()]
        .filter(({ status }) => status === 'live')
        .map(({ id, level, label }, i) => {
        const own = documents.filter(({ topic }) => (level === 0 ? topic : parentOf(topic)) === id);
        return {
            type: 'migrated',
            topic: id,
            level,
            into: [],
            from: [],
            label,
            reason: `its documents are seen by ${state.encoder} now, before by ${was}`,
            numbers: { documents: own.length, kept: own.filter(({ kept }) => kept).length },
            time: state.streamTime,
            sequence: state.sequence + i,
        };
    });
}
//# sourceMappingURL=migrate.js.map