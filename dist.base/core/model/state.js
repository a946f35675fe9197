import { EMPTY_SERIES } from "../history/buckets.js";
import { NO_COPIES } from "./copies.js";
import { PRIOR, thresholdsOf } from "./geometry.js";
import { CERTAINTY } from "./options.js";
/** The model before anything was absorbed: version 0, no cells, no topics. */
export function emptyState(origin, options) {
    // What is spread comes last: a field that is added to a copy takes V8 microseconds.
    return {
        version: 0,
        since: 0,
        seed: options.seed,
        streamTime: 0,
        mean: new Float32Array(origin.dim),
        count: 0,
        radius: thresholdsOf(PRIOR).radius,
        geometry: PRIOR,
        certainty: CERTAINTY.prior,
        warming: options.warmup > 0,
        groupedAt: 0,
        records: 0,
        pending: 0,
        statsOffset: 0n,
        absorbed: new Map(),
        nextCell: 1,
        nextTopic: 1,
        nextArrival: 1,
        sequence: 1,
        unclaimed: EMPTY_SERIES,
        copies: NO_COPIES,
        moved: new Map(),
        cells: new Map(),
        topics: new Map(),
        strays: new Map(),
        panel: new Map(),
        ...origin,
    };
}
//# sourceMappingURL=state.js.map