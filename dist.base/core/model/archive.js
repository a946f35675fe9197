/** Topics of the past: kept whole, without forgetting, for their return. */
import { join } from "../history/buckets.js";
import { withCells } from "../history/past.js";
import { weightAt } from "./cells.js";
import { draft } from "./lineage.js";
import { meanOf } from "./mass.js";
import { cellsByTopic } from "./members.js";
import { LIFE } from "./options.js";
/**
 * Topics that have become too light, for a topic or by what they once were, retire: their cells are forgotten, their
 * documents and mean stay as they are, undecayed.
 */
export function fade(state, options) {
    const drafts = [];
    const topics = new Map(state.topics);
    const gone = new Set();
    for (const [id, cells] of cellsByTopic(state)) {
        const topic = topics.get(id);
        if (topic?.status !== 'live' || topic.pinned)
            continue;
        const weight = cells.reduce((sum, cell) => sum + weightAt(cell, state.streamTime, options.halfLife), 0);
        const needed = Math.max(LIFE.birth * LIFE.keep, LIFE.faded * topic.peak);
        if (weight >= needed)
            continue;
        const documents = topic.earlier + cells.reduce((sum, cell) => sum + cell.documents, 0);
        topics.set(id, {
            ...archive(topic, documents),
            past: withCells(topic.past, cells),
            mean: meanOf(cells.map(({ documents: weight, mean }) => ({ weight, mean }))),
            weight,
            updated: cells.reduce((newest, cell) => Math.max(newest, cell.reference), 0),
        });
        for (const cell of cells)
            gone.add(cell.id);
        drafts.push(draft('retired', id, 0, 'too few documents of late', { weight, needed }));
    }
    if (drafts.length === 0)
        return { state, drafts };
    const cells = new Map([...state.cells].filter(([id]) => !gone.has(id)));
    return { state: { ...state, cells, topics }, drafts };
}
/** A topic as the archive keeps it. */
export function archive(topic, documents) {
    return { ...topic, status: 'archived', documents, earlier: documents, trend: 0, trending: false };
}
/** Two archived topics as one, under the id of the first. */
export function consolidate(a, b) {
    const documents = a.documents + b.documents;
    return {
        ...a,
        documents,
        earlier: documents,
        past: join(a.past, b.past),
        born: Math.min(a.born, b.born),
        updated: Math.max(a.updated, b.updated),
        mean: meanOf([
            { weight: a.documents, mean: a.mean },
            { weight: b.documents, mean: b.mean },
        ]),
    };
}
/** Of the archived topics the `maxArchived` that were met last. */
export function bounded(topics, { maxArchived }) {
    const archived = [...topics.values()].filter((topic) => topic.status === 'archived' && topic.level === 0);
    if (archived.length <= maxArchived)
        return topics;
    archived.sort((a, b) => a.updated - b.updated || a.id - b.id);
    const kept = new Map(topics);
    for (const topic of archived.slice(0, archived.length - maxArchived))
        kept.delete(topic.id);
    return kept;
}
//# sourceMappingURL=archive.js.map