/** The final pass: all documents once more, by the model as it stands after the stream, archive included. */
import { centre, stack } from "../vector.js";
import { weightAt } from "./cells.js";
import { thresholdsOf } from "./geometry.js";
import { meanOf } from "./mass.js";
import { cellsByTopic } from "./members.js";
import { nearestCell, scoreOf } from "./theta.js";
/** Rows placed at once: bounds the matrices of products. */
const BLOCK = 1024;
/**
 * The topic of each row, null where none claims it. A topic, live or archived, is met from a half-life before its
 * birth to one after its newest document: what was long over, or far from begun, is not what a document is about.
 */
export function finalTopics(state, { vectors, times, halfLife }, products) {
    const cells = cellsByTopic(state);
    const topics = [...state.topics.values()].filter((topic) => topic.level === 0);
    // An archived topic is a cell of its own.
    const masses = topics.map((topic) => {
        const held = cells.get(topic.id);
        if (topic.status !== 'live' || !held)
            return [{ weight: 1, mean: topic.mean }];
        const newest = held.reduce((time, cell) => Math.max(time, cell.reference), 0);
        return held.map((cell) => ({ weight: weightAt(cell, newest, halfLife), mean: cell.mean }));
    });
    const means = masses.map(meanOf);
    const parents = parentsOf(topics, means);
    const rowOf = new Map(parents.map(({ id }, row) => [id, row]));
    const dim = state.dim;
    const centroids = (of) => centre(stack(of, dim), state.mean);
    const topicRows = centroids(means);
    const parentRows = centroids(parents.map(({ mean }) => mean));
    const pieces = {
        cells: centroids(masses.flat().map(({ mean }) => mean)),
        topicOfCell: Int32Array.from(masses.flatMap((own, t) => own.map(() => t))),
    };
    const { claim } = thresholdsOf(state.geometry);
    const inTopic = new Float32Array(topics.length);
    const out = [];
    for (let from = 0; from < vectors.rows; from += BLOCK) {
        const rows = Math.min(BLOCK, vectors.rows - from);
        const data = vectors.data.subarray(from * dim, (from + rows) * dim);
        const centred = centre({ rows, dim, data }, state.mean);
        const near = products.products(centred, topicRows);
        const wide = products.products(centred, parentRows);
        const close = products.products(centred, pieces.cells);
        for (let i = 0; i < rows; i++) {
            nearestCell(pieces, close, i, inTopic);
            const time = times[from + i];
            let best = null;
            let most = claim;
            topics.forEach((topic, t) => {
                if (time < topic.born - halfLife || time > topic.updated + halfLife)
                    return;
                const parent = topic.parent === null ? undefined : rowOf.get(topic.parent);
                const score = scoreOf(near[i * topics.length + t], inTopic[t], parent === undefined ? undefined : wide[i * parents.length + parent]);
                if (score < most || (score === most && best !== null))
                    return;
                most = score;
                best = topic.id;
            });
            out.push(best);
        }
    }
    return out;
}
/** Mean of each parent's topics by their documents: the archived ones weigh as they once did. */
function parentsOf(topics, means) {
    const members = new Map();
    topics.forEach((topic, t) => {
        if (topic.parent === null)
            return;
        const part = { weight: topic.documents, mean: means[t] };
        members.set(topic.parent, [...(members.get(topic.parent) ?? []), part]);
    });
    return [...members].map(([id, parts]) => ({ id, mean: meanOf(parts) }));
}
//# sourceMappingURL=hindsight.js.map