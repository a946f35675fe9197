import type { FeedSource } from '../../core/feeds/types.ts';
import type { DocumentReader } from '../../core/ports.ts';
import type { LineSource } from './lines.ts';
export interface FileFeedOptions {
    /** Its path, - for standard input. */
    readonly file: string;
    /** Opens it, at its beginning. */
    readonly open: () => Promise<LineSource>;
    /** What separates the fields of a row; null for JSON lines. */
    readonly delimiter: string | null;
    /** Longest line or row, bytes. */
    readonly limit: number;
    /** Reads fields by other names; null when lines go as they are. */
    readonly reader: DocumentReader | null;
    /** Begin at the beginning, and keep no position. */
    readonly again: boolean;
    readonly now: () => number;
    readonly bad: (line: number, reason: string) => void;
}
/**
 * A file is known by its name and its first document: another one under the same name is read from its beginning. One
 * that has grown is read from where it ended.
 */
export declare function fileFeed(options: FileFeedOptions): FeedSource;
