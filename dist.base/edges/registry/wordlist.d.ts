import { BoundedArray, type Tap } from './bounded.ts';
export declare class WordList extends BoundedArray {
    /** What an earlier schema has is read item by item. */
    _read(tap: Tap): Int32Array;
    _write(tap: Tap, value: Int32Array | readonly string[]): void;
}
