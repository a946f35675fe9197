/** The times of a file's lines: what a broker's clock is to a feed, the lines before are to a file. */
import { LeitmotifError } from '../../core/errors.ts';
import type { DocumentReader, RawRecord } from '../../core/ports.ts';
import type { Document, Millis } from '../../core/types.ts';
/** Event time of a file's first line when it has none: 2024-01-01T00:00:00Z. */
export declare const FIRST_TIME: Millis;
export interface Stamped {
    /** The record's Kafka timestamp, ms: the stream time so far; for a line without a timestamp its event time. */
    readonly timestamp: Millis;
    /** null for a line that will not become one. */
    readonly document: Document | null;
    /** Why it will not; the worker finds the same. */
    readonly refusal: LeitmotifError | null;
}
export interface StampOptions {
    readonly reader: DocumentReader;
    readonly origin: {
        readonly topic: string;
        readonly partition: number;
    };
    /** How far a line's timestamp may lie after the newest before it, ms. */
    readonly maxJump: Millis;
}
/** Call for each line in order. Lines that are refused move no time. */
export declare function createStamper({ reader, origin, maxJump, }: StampOptions): (record: Omit<RawRecord, 'timestamp'>) => Stamped;
