/** Which items were sent already: by guid within a feed, by link and by content anywhere. */
/** Fingerprints of one item; null where it has none. */
export interface ItemKeys {
    readonly guid: string | null;
    readonly link: string | null;
    readonly content: string;
}
/** What a feed remembers of its items, oldest first: `g…`, `l…` and `c…` fingerprints. */
export type Memory = readonly string[];
export declare class Seen {
    #private;
    /** @param most fingerprints that are remembered of a feed, at least; those of its newest document are always */
    constructor(most: number);
    /** Takes up what a feed remembered. */
    restore(feed: string, memory: Memory): void;
    /**
     * Indices of the items that are new, each once, and the memory after them. Nothing is remembered yet: `restore` does
     * that, once they are written. A link that three items and most of the document share leads to a page about all, and names none.
     */
    sift(feed: string, items: readonly ItemKeys[]): {
        fresh: number[];
        memory: Memory;
    };
}
