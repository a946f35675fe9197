/** News as server-sent events. A reader that does not keep up is dropped: nothing waits for it in memory. */
import type { Board } from '../../../core/show/board.ts';
export interface Streams {
    /** null when there are as many readers as there may be. `drop` ends the connection of a reader that is too slow. */
    open(board: Board, drop?: () => void): ReadableStream<Uint8Array> | null;
    readers(): number;
    /** Ends all of them. */
    close(): void;
}
export declare function createStreams({ heartbeat, mostWaiting, mostReaders, }?: {
    readonly heartbeat?: number;
    readonly mostWaiting?: number;
    readonly mostReaders?: number;
}): Streams;
