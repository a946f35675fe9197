/** Where a topic's documents are at the end of a stream. */
import { heirs } from "../model/heirs.js";
/** From all events of the stream and the state after it. */
export function lineage(events, state) {
    const survivor = heirs(events);
    return {
        survivor,
        parent(topic) {
            const kept = survivor(topic);
            const parent = state.topics.get(kept)?.parent;
            return parent === null || parent === undefined ? kept : survivor(parent);
        },
    };
}
//# sourceMappingURL=lineage.js.map