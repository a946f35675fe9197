/** Avro in the Confluent wire format: a zero byte, the schema's id (4 bytes, big-endian), the value. */
import type { Type } from 'avsc';
import type { Codec } from '../../core/ports.ts';
import type { Compatibility, SchemaRegistry } from './client.ts';
/** The schema a value was written with. */
export interface Writer {
    readonly id: number;
    /** Parsed JSON. */
    readonly schema: unknown;
    readonly type: Type;
}
/** Writers' schemas by id, asked for once. */
export interface Writers {
    /** Makes known the schemas of these payloads; one that is not in the wire format is passed over. Throws `transient`. */
    prepare(payloads: Iterable<Uint8Array>): Promise<void>;
    /** The writer of a prepared payload. Throws `poison`: stage `decode` for a wrong header, `schema` for an unusable schema. */
    of(payload: Uint8Array): Writer;
}
export declare function schemaId(payload: Uint8Array): number | null;
export declare function writers(registry: SchemaRegistry, known?: readonly Writer[]): Writers;
/** Reads values as one type, whatever compatible schema they were written with. */
export declare function reader(source: Writers, typeFor: (writer: Writer) => Type): (payload: Uint8Array) => {
    writer: Writer;
    record: object;
};
/** How a value of ours looks as an Avro record. `from` may trust the record's schema, and throws `poison` for what a schema cannot say. */
export interface Shape<T> {
    to(value: T): object;
    from(record: object): T;
}
export interface AvroCodecOptions<T> {
    readonly registry: SchemaRegistry;
    readonly subject: string;
    /** Avro schema as JSON: what is written, and what older or newer writers' values are read as. */
    readonly schema: string;
    readonly shape: Shape<T>;
    readonly compatibility: Compatibility;
    /** False: the schema must be there already; nothing is registered or configured. */
    readonly autoRegister?: boolean;
}
/** Opens a codec: registers (or finds) its schema. Throws as SchemaRegistry. */
export declare function avroCodec<T>(options: AvroCodecOptions<T>): Promise<Codec<T>>;
