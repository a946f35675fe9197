import type { ItemKeys } from './seen.ts';
import type { FeedRecord } from './types.ts';
export interface Item {
    readonly guid?: string;
    /** http or https, absolute. */
    readonly link?: string;
    /** Plain text. */
    readonly title: string;
    /** Plain text, as full as the feed has it. */
    readonly text: string;
    /** When it was published, ms. */
    readonly time?: number;
    readonly language?: string;
}
export interface Syndicated {
    readonly title?: string;
    readonly language?: string;
    /** How long the feed asks not to be fetched again, ms; 0 when it doesn't. */
    readonly ttl: number;
    readonly items: readonly Item[];
}
/** What tells an item from others. `fingerprint` is a short hash. */
export declare function keysOf(item: Item, fingerprint: (text: string) => string): ItemKeys;
/** An item as a record; null when it says nothing. */
export declare function itemRecord(item: Item, { feed, of, now, fingerprint, }: {
    /** Address of the feed. */
    readonly feed: string;
    readonly of: Pick<Syndicated, 'title' | 'language'>;
    readonly now: number;
    readonly fingerprint: (text: string) => string;
}): FeedRecord | null;
