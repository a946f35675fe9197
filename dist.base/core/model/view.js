import { centre, stack } from "../vector.js";
import { weightAt } from "./cells.js";
import { sated } from "./copies.js";
import { remaining } from "./decay.js";
import { thresholdsOf } from "./geometry.js";
import { cellsByTopic } from "./members.js";
import { wantedBelow } from "./panel.js";
/** The view of a state; topics without a live cell are left out. */
export function viewOf(state, halfLife) {
    const cells = [...state.cells.values()];
    return {
        ...topicsOf(state, halfLife),
        version: state.version,
        dim: state.dim,
        mean: state.mean,
        count: state.count,
        radius: state.radius,
        warming: state.warming,
        cellIds: cells.map((cell) => cell.id),
        exemplars: cells.map((cell) => cell.exemplars),
        sated: sated(state.copies),
        wanted: wantedBelow(state.panel),
    };
}
/** The part of the view that Θ is made with. */
export function topicsOf(state, halfLife) {
    const topicIds = [];
    const sums = [];
    const families = new Map();
    const parentOfTopic = [];
    for (const [id, held] of cellsByTopic(state)) {
        const topic = state.topics.get(id);
        if (topic?.status !== 'live')
            continue;
        const sum = sumOf(held, state, halfLife);
        topicIds.push(id);
        sums.push(new Float32Array(sum.vector));
        if (topic.parent === null) {
            parentOfTopic.push(-1);
            continue;
        }
        const family = families.get(topic.parent) ?? { row: families.size, members: [] };
        family.members.push(sum);
        families.set(topic.parent, family);
        parentOfTopic.push(family.row);
    }
    const unit = (rows) => centre(stack(rows, state.dim), new Float32Array(state.dim));
    const cells = [...state.cells.values()];
    const rowOf = new Map(topicIds.map((id, row) => [id, row]));
    return {
        topicIds,
        topics: unit(sums),
        parentIds: [...families.keys()],
        parents: unit([...families.values()].map(({ members }) => joined(members, halfLife))),
        parentOfTopic: Int32Array.from(parentOfTopic),
        cells: centre(stack(cells.map((cell) => cell.mean), state.dim), state.mean),
        topicOfCell: Int32Array.from(cells, ({ topic }) => (topic === null ? -1 : (rowOf.get(topic) ?? -1))),
        claim: thresholdsOf(state.geometry).claim,
        certainty: state.certainty,
    };
}
function sumOf(cells, { mean }, halfLife) {
    const vector = new Float64Array(mean.length);
    const time = cells.reduce((newest, cell) => Math.max(newest, cell.reference), 0);
    for (const cell of cells) {
        const weight = weightAt(cell, time, halfLife);
        const own = cell.mean;
        for (let j = 0; j < vector.length; j++)
            vector[j] = vector[j] + weight * (own[j] - mean[j]);
    }
    return { time, vector };
}
function joined(sums, halfLife) {
    const newest = sums.reduce((time, sum) => Math.max(time, sum.time), 0);
    const all = new Float64Array(sums[0].vector.length);
    for (const { time, vector } of sums) {
        const left = remaining(newest - time, halfLife);
        for (let j = 0; j < all.length; j++)
            all[j] = all[j] + left * vector[j];
    }
    return new Float32Array(all);
}
//# sourceMappingURL=view.js.map