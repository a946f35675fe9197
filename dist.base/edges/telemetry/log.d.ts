import { type DestinationStream, type Logger } from 'pino';
export interface LogOptions {
    readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
    /** 'auto': text when the stream is a terminal, JSON elsewhere. */
    readonly format: 'auto' | 'json' | 'text';
    /** Where lines go; standard error when missing. */
    readonly stream?: DestinationStream;
    /** Whether the stream is a terminal, for 'auto' and for colour. */
    readonly terminal?: boolean;
    readonly color?: boolean;
}
/** Structured lines, one JSON object each: `time` (ISO 8601), `level`, `msg` and the fields of the caller. */
export declare function createLogger({ level, format, stream, terminal, color }: LogOptions): Logger;
