/**
 * Text from outside, made fit for one line of a terminal: escape sequences, control and direction characters go,
 * line breaks become spaces, and no character carries more than four combining marks.
 */
export declare function sanitise(text: string): string;
/** Columns that a text takes in a terminal. */
export declare function columns(text: string): number;
/** The text in exactly `width` columns: padded, or cut with "…". */
export declare function fitted(text: string, width: number, align?: 'left' | 'right'): string;
export interface Column {
    readonly title: string;
    readonly align?: 'left' | 'right';
    /** Part of the room that is left over which this column may take; 0 when it keeps its own width. */
    readonly grow?: number;
    /** A growing column is never narrower than this, in columns. */
    readonly least?: number;
}
/** Lines of a table no wider than `width`, as far as its fixed columns and the least widths allow; cells must be sanitised. */
export declare function table({ head, rows, width, }: {
    readonly head: readonly Column[];
    readonly rows: readonly (readonly string[])[];
    readonly width: number;
}): string[];
/** What of a stream of the process is needed to write to a person. */
export interface Screen {
    write(text: string): unknown;
    readonly isTTY?: boolean;
    readonly columns?: number;
}
/** Whether colour is wanted: on a terminal, unless NO_COLOR is set (no-color.org) or the terminal is dumb. */
export declare function colored(screen: Screen, env?: Readonly<Record<string, string | undefined>>): boolean;
export interface Progress {
    /** A line that stays. */
    note(line: string): void;
    /** Takes the progress line away. */
    stop(): void;
}
/**
 * Shows what `text` says, first after two seconds: on a terminal five times a second in one line,
 * elsewhere a line every ten seconds.
 */
export declare function showProgress({ screen, text, quiet, }: {
    readonly screen: Screen;
    readonly text: () => string;
    readonly quiet?: boolean;
}): Progress;
/** "3 s", "2 min 05 s", "1 h 12 min" from milliseconds. */
export declare function period(ms: number): string;
/** Counts as a line of at most so many blocks, neighbours taken together where there are more; a space is none. */
export declare function sparkline(counts: readonly number[], most: number): string;
/** "1,234,567". */
export declare function grouped(count: number | bigint): string;
/** "1,200 documents, 40/s, 3 topics, 2 bad lines, 45 %, 1 min 20 s left": how far a file has been read. */
export declare function fileProgress({ documents, bad, topics, read, elapsed, }: {
    readonly documents: number;
    readonly bad: number;
    readonly topics?: number;
    /** Part of the file, in [0, 1]; null when its size is not known. */
    readonly read: number | null;
    /** ms. */
    readonly elapsed: number;
}): string;
