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
export declare function nextBlock(tap: Tap): number;
export declare class BoundedArray extends avsc.types.ArrayType {
    _read(tap: Tap): unknown;
    _skip(tap: Tap): void;
}
export declare class BoundedMap extends avsc.types.MapType {
    _read(tap: Tap): object;
    _skip(tap: Tap): void;
}
