/** The times of a file's lines: what a broker's clock is to a feed, the lines before are to a file. */
import { LeitmotifError } from '../../core/errors.ts';
import type { DocumentReader, RawRecord } from '../../core/ports.ts';
import type { Document, Millis } from '../../core/types.ts';

/** What to do about a line that is no JSON. */
export const LINE_REMEDY = 'a file has one object a line, {"id": …, "text": …}; CSV is for `leitmotif feed file` alone';

/** Event time of a file's first line when it has none: 2024-01-01T00:00:00Z. */
export const FIRST_TIME: Millis = Date.UTC(2024, 0, 1);
/** A line without a timestamp is this much later than the line before it, ms. */
const STEP = 1000;

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
  readonly origin: { readonly topic: string; readonly partition: number };
  /** How far a line's timestamp may lie after the newest before it, ms. */
  readonly maxJump: Millis;
}

/** Call for each line in order. Lines that are refused move no time. */
export function createStamper({
  reader,
  origin,
  maxJump,
}: StampOptions): (record: Omit<RawRecord, 'timestamp'>) => Stamped {
  let streamTime: Millis | null = null;
  let previous = FIRST_TIME - STEP;
  return (record) => {
    const next = previous + STEP;
    let document: Document;
    try {
      document = reader.decode({ ...record, timestamp: next }, origin);
    } catch (error) {
      if (!(error instanceof LeitmotifError) || error.fault !== 'poison') throw error;
      return { timestamp: next, document: null, refusal: error };
    }
    // Without a timestamp of its own the document takes the record's.
    const timestamp = document.time === next ? next : (streamTime ?? document.time);
    if (document.time > timestamp + maxJump) {
      const message = `timestamp ${new Date(document.time).toISOString()} is more than time.maxJump after the lines before it`;
      return { timestamp, document: null, refusal: new LeitmotifError('poison', 'time', message) };
    }
    previous = document.time;
    streamTime = Math.max(streamTime ?? document.time, document.time);
    return { timestamp, document, refusal: null };
  };
}
