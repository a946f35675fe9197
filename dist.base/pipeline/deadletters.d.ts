/** Bad records: their original bytes with what went wrong in headers, as Kafka Streams names them (KIP-1034). */
import { type LeitmotifError } from '../core/errors.ts';
import type { OutRecord, RawRecord } from '../core/ports.ts';
/** Where a bad record lay. */
export interface Origin {
    /** The documents Kafka topic. */
    readonly topic: string;
    readonly partition: number;
}
/** Key, value and headers as they came, then `__streams.errors.*` and the stage; the partition is the original's. */
export declare function deadLetter(record: RawRecord, origin: Origin, error: LeitmotifError, to: string): OutRecord;
