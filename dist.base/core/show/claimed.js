/** What came since the topics were regrouped: cells of no topic yet, whose documents have one. */
import { livingWeight } from "../model/cells.js";
import { standings } from "../model/theta.js";
import { topicsOf } from "../model/view.js";
import { centre, referenceProducts, stack } from "../vector.js";
/**
 * The cells, with those of no topic under the one that claims their centre, as Θ does of their documents; and the part of
 * the whole weight that these have.
 */
export function claimedCells(state, halfLife) {
    const free = [...state.cells.values()].filter(({ topic }) => topic === null);
    if (free.length === 0)
        return { cells: state.cells, part: 0 };
    const means = stack(free.map(({ mean }) => mean), state.dim);
    const places = standings(topicsOf(state, halfLife), centre(means, state.mean), referenceProducts, true);
    const taken = new Map();
    free.forEach((cell, i) => {
        const topic = places[i]?.theta[0]?.topic;
        if (topic !== undefined)
            taken.set(cell.id, { ...cell, topic });
    });
    if (taken.size === 0)
        return { cells: state.cells, part: 0 };
    const cells = new Map([...state.cells].map(([id, cell]) => [id, taken.get(id) ?? cell]));
    const { streamTime } = state;
    const weight = (some) => livingWeight({ cells: some, streamTime }, halfLife);
    return { cells, part: weight(taken) / (weight(cells) || 1) };
}
//# sourceMappingURL=claimed.js.map