/** Which items were sent already: by guid within a feed, by link and by content anywhere. */
export class Seen {
    #most;
    #byFeed = new Map();
    /** Links and contents of all feeds → in how many memories they are. */
    #anywhere = new Map();
    /** @param most fingerprints that are remembered of a feed, at least; those of its newest document are always */
    constructor(most) {
        this.#most = most;
    }
    /** Takes up what a feed remembered. */
    restore(feed, memory) {
        for (const key of this.#byFeed.get(feed) ?? [])
            this.#count(key, -1);
        this.#byFeed.set(feed, memory);
        for (const key of memory)
            this.#count(key, 1);
    }
    /**
     * Indices of the items that are new, each once, and the memory after them. Nothing is remembered yet: `restore` does
     * that, once they are written. A link that three items and most of the document share leads to a page about all, and names none.
     */
    sift(feed, items) {
        const own = new Set(this.#byFeed.get(feed));
        const links = new Map();
        for (const { link } of items)
            if (link !== null)
                links.set(link, (links.get(link) ?? 0) + 1);
        const shared = (times) => times > 2 && times > items.length / 2;
        const met = new Set();
        const fresh = [];
        const present = [];
        items.forEach(({ guid, link, content }, at) => {
            const keys = [
                ...(guid === null ? [] : [`g${guid}`]),
                ...(link === null || shared(links.get(link) ?? 0) ? [] : [`l${link}`]),
                `c${content}`,
            ];
            const known = keys.some((key) => met.has(key) || (key.startsWith('g') ? own.has(key) : this.#anywhere.has(key)));
            if (!known)
                fresh.push(at);
            for (const key of keys)
                met.add(key);
            present.push(...keys);
        });
        const latest = new Set(present);
        const older = [...own].filter((key) => !latest.has(key));
        const room = Math.max(0, this.#most - latest.size);
        return { fresh, memory: [...older.slice(Math.max(0, older.length - room)), ...latest] };
    }
    #count(key, by) {
        if (key.startsWith('g'))
            return;
        const count = (this.#anywhere.get(key) ?? 0) + by;
        if (count > 0)
            this.#anywhere.set(key, count);
        else
            this.#anywhere.delete(key);
    }
}
//# sourceMappingURL=seen.js.map