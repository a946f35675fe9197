import type { Type } from 'avsc';
/** Every bit of a long, as a bigint. */
export declare const bigint: Type;
/** An Avro schema, as parsed JSON, ready to read and write. Throws when it is none. */
export declare function avroType(schema: unknown): Type;
/** As `avroType`; where a record has terms beside their counts, these are read and written by number (wordlist.ts). */
export declare function countingType(schema: unknown): Type;
export type SchemaName = 'Document' | 'Theta' | 'Phi' | 'TopicEvent' | 'Command' | 'BatchStats' | 'ModelRecord';
/** The text of a schema that comes with the package, as it is registered. */
export declare function packagedSchema(name: SchemaName): string;
