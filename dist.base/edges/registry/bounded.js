/** Arrays and maps of Avro that do not believe the sizes they are told. */
import avsc from 'avsc';
/**
 * Items in the next block of an array or map; 0 ends it. An item takes at least one byte, so a larger number is corrupt
 * or hostile: believing it would fill the memory or loop for ever. (Arrays of nulls, which take no bytes, are refused.)
 */
export function nextBlock(tap) {
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
    _read(tap) {
        const items = this.itemsType;
        const values = [];
        for (let n = nextBlock(tap); n > 0; n = nextBlock(tap)) {
            for (; n > 0; n--) {
                values.push(items._read(tap));
            }
        }
        return values;
    }
    _skip(tap) {
        const items = this.itemsType;
        for (let n = nextBlock(tap); n > 0; n = nextBlock(tap)) {
            for (; n > 0; n--) {
                items._skip(tap);
            }
        }
    }
}
export class BoundedMap extends avsc.types.MapType {
    _read(tap) {
        const values = this.valuesType;
        const entries = [];
        for (let n = nextBlock(tap); n > 0; n = nextBlock(tap)) {
            for (; n > 0; n--) {
                entries.push([tap.readString(), values._read(tap)]);
            }
        }
        return Object.fromEntries(entries); // "__proto__" becomes a key like any other
    }
    _skip(tap) {
        const values = this.valuesType;
        for (let n = nextBlock(tap); n > 0; n = nextBlock(tap)) {
            for (; n > 0; n--) {
                tap.skipString();
                values._skip(tap);
            }
        }
    }
}
//# sourceMappingURL=bounded.js.map