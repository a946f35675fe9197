/** Arrays and maps of Avro that do not believe the sizes they are told. */
import avsc from 'avsc';

/** What avsc's own types see of a buffer; not in its declarations, so its version is pinned. */
export interface Tap {
  readonly buf: Buffer;
  pos: number;
  readLong(): number;
  readString(): string;
  skipString(): void;
  writeLong(value: number): void;
  writeString(text: string): void;
}
export interface Member {
  _read(tap: Tap): unknown;
  _skip(tap: Tap): void;
}

/**
 * Items in the next block of an array or map; 0 ends it. An item takes at least one byte, so a larger number is corrupt
 * or hostile: believing it would fill the memory or loop for ever. (Arrays of nulls, which take no bytes, are refused.)
 */
export function nextBlock(tap: Tap): number {
  const count = tap.readLong();
  const items = Math.abs(count);
  const left = tap.buf.length - tap.pos;
  const bytes = count < 0 ? tap.readLong() : 0; // told with a negative count; nothing else here relies on it
  if (!(items <= left && bytes >= 0 && bytes <= left)) {
    throw new RangeError(`a block of ${items} items (${bytes} bytes) exceeds the ${left} bytes that follow it`);
  }
  return items;
}

export class BoundedArray extends avsc.types.ArrayType {
  _read(tap: Tap): unknown {
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

export class BoundedMap extends avsc.types.MapType {
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
