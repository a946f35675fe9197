import type { ModelRecord } from '../../core/types.ts';
export interface Portable {
    /** Avro schema of what `encode` writes, as JSON. */
    readonly schema: string;
    /** Bare Avro, without the header of the wire format. */
    encode(record: ModelRecord): Uint8Array;
    /** Of bytes in the written schema. Throws `poison`. */
    decode(bytes: Uint8Array): ModelRecord;
}
/** `written`: the schema of what will be read, by default today's. Throws `fatal` for one that today's cannot follow. */
export declare function portableModel(written?: string): Promise<Portable>;
