import type { FeedRecord } from './types.ts';
export interface StatusesWanted {
    /** Host of the server. */
    readonly server: string;
    /** Languages; none for all. */
    readonly languages: readonly string[];
    readonly replies: boolean;
    /** HTML → what a reader sees of it. */
    readonly plain: (html: string) => string;
}
export interface MastodonEvent {
    /** Of a status; decimal digits, growing with time. null for a deletion. */
    readonly status: string | null;
    readonly record: FeedRecord | null;
}
/** Reads one status; null for what is none. A boost, an empty status, or one of another language has no record. */
export declare function readStatus(value: unknown, wanted: StatusesWanted, now: number): MastodonEvent | null;
/** Reads an event of the stream; null for one that is neither a new status nor a deletion. An edit changes nothing. */
export declare function readStreamed({ event, data }: {
    readonly event: string;
    readonly data: string;
}, wanted: StatusesWanted, now: number): MastodonEvent | null;
/** Whether one id of a status comes after another: they are numbers too large for one. */
export declare function laterStatus(a: string, b: string): boolean;
