import type { DocumentReader } from '../../core/ports.ts';
import type { SchemaRegistry } from './client.ts';
type Format = 'avro' | 'json' | 'text';
declare const FIELDS: readonly ["id", "text", "timestamp", "title", "url", "source", "language"];
type Field = (typeof FIELDS)[number];
export interface DocumentReaderOptions {
    readonly registry: SchemaRegistry;
    /** Of records whose `content-type` header doesn't tell. `auto`: a zero byte first is Avro, a brace is JSON, else text. */
    readonly format: 'auto' | Format;
    /** Longest text, bytes of UTF-8; 1,000,000 by default. */
    readonly maxTextBytes?: number;
    /** What our fields are called in JSON and Avro, where it is not their own name; in JSON also a JSONPath (RFC 9535), which begins with $. */
    readonly fields?: Partial<Readonly<Record<Field, string>>>;
}
/** Reads documents in Avro (any writer's schema with these fields by name), JSON and plain text. */
export declare function documentReader(options: DocumentReaderOptions): DocumentReader;
export {};
