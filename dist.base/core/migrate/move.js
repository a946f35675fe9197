/** A model in another encoder's space: every vector moved, every id kept. */
import { weightAt } from "../model/cells.js";
import { NO_COPIES } from "../model/copies.js";
import { cellsByTopic } from "../model/members.js";
import { row } from "../vector.js";
import { applied } from "./affine.js";
/**
 * The map counts as much as so many documents of a cell: what documents say of it is exact but few, what the map says
 * is of all of them but inexact.
 */
const MAP_DOCUMENTS = 30;
/**
 * Pure. Means of the stream, cells, topics and anchors go by the map; those of cells with documents in the sample are
 * drawn towards these, and their topics' with them. Strays and panelists get their own vector where the sample has it.
 * A cell's spread follows from its mean, since documents are unit vectors: Σw·‖x − m‖² = W·(1 − ‖m‖²).
 */
export function moved(state, move) {
    const { map, encoder, version, halfLife, refresh } = move;
    const drawn = refresh === null ? new Map() : sumsOf(refresh, map.to);
    const cells = new Map();
    const shifts = new Map();
    for (const [id, cell] of state.cells) {
        const mean = applied(map, cell.mean);
        const sum = drawn.get(id);
        if (sum) {
            const all = sum.count + MAP_DOCUMENTS;
            shifts.set(id, mean.map((value, j) => (sum.vector[j] - sum.count * value) / all));
            for (let j = 0; j < mean.length; j++)
                mean[j] = (MAP_DOCUMENTS * mean[j] + sum.vector[j]) / all;
        }
        const square = mean.reduce((total, value) => total + value * value, 0);
        cells.set(id, { ...cell, mean, spread: cell.weight * Math.max(0, 1 - square) });
    }
    const own = vectorsOf(refresh);
    const vector = (of) => own(of) ?? unit(applied(map, of.vector));
    return {
        ...state,
        dim: map.to,
        encoder,
        since: version,
        // Fingerprints are of vectors.
        copies: NO_COPIES,
        mean: applied(map, state.mean),
        cells,
        topics: topicsOf(state, { map, shifts, halfLife }),
        strays: new Map([...state.strays].map(([id, stray]) => [id, { ...stray, vector: vector(stray) }])),
        panel: new Map([...state.panel].map(([id, panelist]) => [id, { ...panelist, vector: vector(panelist) }])),
    };
}
function sumsOf({ pairs: { fresh }, cells }, dim) {
    const sums = new Map();
    cells.forEach((id, i) => {
        if (id === null)
            return;
        const sum = sums.get(id) ?? { count: 0, vector: new Float64Array(dim) };
        sum.count += 1;
        row(fresh, i).forEach((value, j) => {
            sum.vector[j] = sum.vector[j] + value;
        });
        sums.set(id, sum);
    });
    return sums;
}
/** Topics go where their cells go: mean and anchor alike, so that a move is no drift. */
function topicsOf(state, { map, shifts, halfLife, }) {
    const held = new Map();
    for (const [id, cells] of cellsByTopic(state)) {
        held.set(id, [...cells]);
        const parent = state.topics.get(id)?.parent ?? null;
        if (parent !== null)
            held.set(parent, [...(held.get(parent) ?? []), ...cells]);
    }
    const along = (mean, cells) => {
        const out = applied(map, mean);
        const weights = cells.map((cell) => weightAt(cell, state.streamTime, halfLife));
        const all = weights.reduce((sum, weight) => sum + weight, 0);
        if (all === 0)
            return out;
        cells.forEach(({ id }, i) => {
            const part = weights[i] / all;
            shifts.get(id)?.forEach((value, j) => {
                out[j] = out[j] + part * value;
            });
        });
        return out;
    };
    return new Map([...state.topics].map(([id, topic]) => {
        const cells = held.get(id) ?? [];
        return [id, { ...topic, mean: along(topic.mean, cells), anchor: along(topic.anchor, cells) }];
    }));
}
function vectorsOf(refresh) {
    if (refresh === null || refresh.pairs.places === null)
        return () => null;
    const { places, fresh } = refresh.pairs;
    const rows = new Map(places.map(({ partition, offset }, i) => [`${partition}/${offset}`, i]));
    return ({ partition, offset }) => {
        const i = rows.get(`${partition}/${offset}`);
        return i === undefined ? null : row(fresh, i).slice();
    };
}
function unit(vector) {
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    return length > 0 ? vector.map((value) => value / length) : vector;
}
//# sourceMappingURL=move.js.map