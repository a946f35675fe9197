/** How this product speaks Avro through avsc: exact longs, well-formed strings, and no trust in announced sizes. */
import { readFileSync } from 'node:fs';
import type { Type } from 'avsc';
import avsc from 'avsc';
import { BoundedArray, BoundedMap, type Tap } from './bounded.ts';
import { WordList } from './wordlist.ts';

/** UTF-8 has no lone surrogates (avsc would write bytes that no reader accepts): each becomes U+FFFD. */
class WellFormedString extends avsc.types.StringType {
  _write(tap: Tap, value: unknown): void {
    if (typeof value !== 'string') throw new TypeError(`invalid "string": ${String(value)}`);
    tap.writeString(value.toWellFormed());
  }
}

const string = new WellFormedString();

/** Every bit of a long, as a bigint. */
export const bigint: Type = avsc.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return bytes;
  },
  fromJSON: (value: number | string) => BigInt(value),
  toJSON: (value: bigint) => value.toString(),
  isValid: (value: unknown) => typeof value === 'bigint' && BigInt.asIntN(64, value) === value,
  compare: (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0),
});

type Schema = Parameters<typeof Type.forSchema>[0];
type Field = { readonly name: string; readonly type: unknown };

/** The attribute `"bigint": true` on a long asks for a bigint; other longs are numbers, refused beyond 2^53. */
function hook(schema: Schema, options: object): Type | undefined {
  if (schema === 'string') return string;
  if (typeof schema !== 'object' || !('type' in schema)) return undefined;
  switch (schema.type) {
    case 'array':
      return new BoundedArray(schema, options);
    case 'map':
      return new BoundedMap(schema, options);
    case 'string':
      return string;
    case 'long':
      return 'bigint' in schema && schema.bigint === true ? bigint : undefined;
    default:
      return undefined;
  }
}

/** An Avro schema, as parsed JSON, ready to read and write. Throws when it is none. */
export function avroType(schema: unknown): Type {
  return avsc.Type.forSchema(schema as Schema, { typeHook: hook, omitRecordMethods: true });
}

/** As `avroType`; where a record has terms beside their counts, these are read and written by number (wordlist.ts). */
export function countingType(schema: unknown): Type {
  const terms = new Set<unknown>();
  const typeHook = (part: Schema, options: object): Type | undefined => {
    const fields = typeof part === 'object' && 'fields' in part ? (part.fields as readonly Field[]) : [];
    if (fields.some(({ name }) => name === 'counts'))
      for (const { name, type } of fields) if (name === 'terms') terms.add(type);
    return terms.has(part) ? new WordList(part, options) : hook(part, options);
  };
  return avsc.Type.forSchema(schema as Schema, { typeHook, omitRecordMethods: true });
}

export type SchemaName = 'Document' | 'Theta' | 'Phi' | 'TopicEvent' | 'Command' | 'BatchStats' | 'ModelRecord';

/** The text of a schema that comes with the package, as it is registered. */
export function packagedSchema(name: SchemaName): string {
  // Three folders up from src/edges/registry and from dist/edges/registry alike.
  const file = new URL(`../../../schemas/${name}.avsc`, import.meta.url);
  return JSON.stringify(JSON.parse(readFileSync(file, 'utf8')));
}
