import type { FeedRecord } from './types.ts';
/** Where a stream stands. */
export interface JetstreamPosition {
    /** The server; its clock makes the cursor. */
    readonly server: string;
    /** Time of the last event, µs since 1970. */
    readonly cursor: number;
    /** What was sent of that microsecond: ids, several only in theory. */
    readonly at: readonly string[];
}
export interface JetstreamEvent {
    /** µs since 1970. */
    readonly time: number;
    /** The address of the post; null when the event is about something else. */
    readonly id: string | null;
    readonly record: FeedRecord | null;
}
export interface PostsWanted {
    /** Languages as the author names them; none for all. */
    readonly languages: readonly string[];
    readonly replies: boolean;
}
/** Reads a message; null for what is none. Deletions are always wanted: what was never sent is nothing to delete. */
export declare function readJetstream(text: string, { languages, replies }: PostsWanted, now: number): JetstreamEvent | null;
/** Whether an event comes after a position. */
export declare function isAfter({ time, id }: JetstreamEvent, position: JetstreamPosition | null): boolean;
/** Where the stream stands after an event. */
export declare function advance(position: JetstreamPosition | null, { time, id }: JetstreamEvent, server: string): JetstreamPosition;
