/** A topic's Φ is published anew when it was regrouped, or when this part of its documents is new. */
const NEWS = 1 / 32;
export class News {
    #told = new Map();
    /**
     * Live topics that are another object than before, have grown since they were told, or show what was deleted; with their
     * parents. Describing takes a look at all words: a topic that has grown by a few documents can wait.
     */
    of(before, state, deleted) {
        const changed = new Set();
        const documents = documentsOf(state);
        for (const topic of state.topics.values()) {
            if (topic.status !== 'live')
                continue;
            const told = this.#told.get(topic.id);
            const grown = (documents.get(topic.id) ?? 0) > (told?.documents ?? 0) * (1 + NEWS);
            const another = before?.topics.get(topic.id) !== topic;
            if (grown || another || told?.shown.some((id) => deleted.has(id)))
                changed.add(topic.id);
        }
        // A parent shows the words of its topics.
        for (const id of [...changed]) {
            const parent = state.topics.get(id)?.parent;
            if (parent)
                changed.add(parent);
        }
        return changed;
    }
    /** These were published; what is no longer in the model is forgotten. */
    tell(phi, state) {
        const documents = documentsOf(state);
        for (const { topic, exemplars } of phi)
            this.#told.set(topic, { documents: documents.get(topic) ?? 0, shown: exemplars.map(({ id }) => id) });
        for (const id of this.#told.keys())
            if (!state.topics.has(id))
                this.#told.delete(id);
    }
    clear() {
        this.#told.clear();
    }
}
/** Documents in the cells of each topic. */
function documentsOf({ cells }) {
    const documents = new Map();
    for (const { topic, documents: more } of cells.values())
        if (topic !== null)
            documents.set(topic, (documents.get(topic) ?? 0) + more);
    return documents;
}
//# sourceMappingURL=news.js.map