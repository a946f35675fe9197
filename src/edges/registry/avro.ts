/** How this product speaks Avro through avsc: exact longs, well-formed strings, and no trust in announced sizes. */
import { readFileSync } from 'node:fs';
import type { Type } from 'avsc';
import avsc from 'avsc';

/** What avsc's own types see of a buffer; not in its declarations, so its version is pinned. */
interface Tap {
  readonly buf: Buffer;
  pos: number;
  readLong(): number;
  readString(): string;
  skipString(): void;
  writeString(text: string): void;
}
interface Member {
  _read(tap: Tap): unknown;
  _skip(tap: Tap): void;
}

/**
 * Items in the next block of an array or map; 0 ends it. An item takes at least one byte, so a larger number is corrupt
 * or hostile: believing it would fill the memory or loop for ever. (Arrays of nulls, which take no bytes, are refused.)
 */
function nextBlock(tap: Tap): number {
  const count = tap.readLong();
  const items = Math.abs(count);
  const left = tap.buf.length - tap.pos;
  const bytes = count < 0 ? tap.readLong() : 0; // told with a negative count; nothing else here relies on it
  if (!(items <= left && bytes >= 0 && bytes <= left)) {
    throw new RangeError(`a block of ${items} items (${bytes} bytes) exceeds the ${left} bytes that follow it`);
  }
  return items;
}

class BoundedArray extends avsc.types.ArrayType {
  _read(tap: Tap): unknown[] {
    const items = this.itemsType as unknown as Member;
    const values: unknown[] = [];
    for (let n = nextBlock(tap); n > 0; n = nextBlock(tap)) {
      for (; n > 0; n--) {
        values.push(items._read(tap));
      }
    }
    return values;
  }

  _skip(tap: Tap): void {
    const items = this.itemsType as unknown as Member;
    for (let n = nextBlock(tap); n > 0; n = nextBlock(tap)) {
      for (; n > 0; n--) {
        items._skip(tap);
      }
    }
  }
}

class BoundedMap extends avsc.types.MapType {
  _read(tap: Tap): object {
    const values: Member = this.valuesType;
    const entries: [string, unknown][] = [];
    for (let n = nextBlock(tap); n > 0; n = nextBlock(tap)) {
      for (; n > 0; n--) {
        entries.push([tap.readString(), values._read(tap)]);
      }
    }
    return Object.fromEntries(entries); // "__proto__" becomes a key like any other
  }

  _skip(tap: Tap): void {
    const values: Member = this.valuesType;
    for (let n = nextBlock(tap); n > 0; n = nextBlock(tap)) {
      for (; n > 0; n--) {
        tap.skipString();
        values._skip(tap);
      }
    }
  }
}

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

/** The attribute `"bigint": true` on a long asks for a bigint; other longs are numbers, refused beyond 2^53. */
function typeHook(schema: Schema, options: object): Type | undefined {
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
  return avsc.Type.forSchema(schema as Schema, { typeHook, omitRecordMethods: true });
}

export type SchemaName = 'Document' | 'Theta' | 'Phi' | 'TopicEvent' | 'Command' | 'BatchStats' | 'ModelRecord';

/** The text of a schema that comes with the package, as it is registered. */
export function packagedSchema(name: SchemaName): string {
  // Three folders up from src/edges/registry and from dist/edges/registry alike.
  const file = new URL(`../../../schemas/${name}.avsc`, import.meta.url);
  return JSON.stringify(JSON.parse(readFileSync(file, 'utf8')));
}
