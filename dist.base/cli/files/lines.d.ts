import { type Readable } from 'node:stream';
export interface Line {
    /** From 1; blank lines count but are not handed out. */
    readonly number: number;
    /** Without the line break; null when it was longer than the limit and was dropped. */
    readonly bytes: Buffer | null;
}
export interface LineSource {
    /** Ends at the end of the file. Throws `fatal`, stage `decode`, when the file breaks off or cannot be read on. */
    lines(): AsyncGenerator<Line>;
    /** In place of `lines`, for what is not made of lines: the bytes, unpacked. Ends and throws as `lines` does. */
    bytes(): AsyncGenerator<Buffer>;
    /** Ends the lines here, as if the file ended. */
    end(): void;
    /** Part of the file that was handed out, in [0, 1], estimated for a packed one; null for a pipe. */
    read(): number | null;
    /** Lines that were handed out. */
    count(): number;
}
/** Opens a file, or standard input for "-". Throws `fatal`, stage `config`, when it cannot be read. */
export declare function openLines(path: string, { limit, stdin, }: {
    /** Longest line, bytes. */
    readonly limit: number;
    readonly stdin?: Readable;
}): Promise<LineSource>;
/** Longest line, bytes: room for a document of the largest text with every character escaped, and for other fields. */
export declare function lineLimit(maxTextBytes: number): number;
/** Part of the file that came out at the other end: what was handed out, less what is still on its way. */
export declare function partRead(lines: LineSource, { documents, bad }: {
    readonly documents: number;
    readonly bad: number;
}): number | null;
