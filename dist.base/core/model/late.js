/** Stats that were made before a migration and are read after it. */
import { scaled } from "../vector.js";
import { survivor } from "./join.js";
/**
 * The stats as the model can take them: the very same, unless an encoder of before made them. Of these, what is no vector
 * counts (weights, words, exemplars, deletions), as if the documents of each cell lay where the cell does, so that no
 * centroid moves; documents that travel whole, whose vectors mean nothing any more, are left out.
 */
export function understood(state, stats) {
    if (stats.model >= state.since)
        return stats;
    const cells = new Map();
    for (const [id, sums] of stats.cells) {
        const holder = survivor(id, state);
        const mean = holder === null ? undefined : state.cells.get(holder)?.mean;
        if (mean === undefined)
            continue;
        const square = mean.reduce((sum, value) => sum + value * value, 0);
        cells.set(id, {
            ...sums,
            sum: scaled(mean, sums.weight),
            spread: sums.weight * Math.max(0, 1 - square),
        });
    }
    return { ...stats, cells, open: [], sampled: [], texts: new Float64Array() };
}
//# sourceMappingURL=late.js.map