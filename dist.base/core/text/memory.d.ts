/** Pieces of texts and what is known of them, in bounded room, found by their characters: a look-up makes no string. */
export interface Memory {
    /** What is known: of an entry the numbers from `start` to `end`. */
    readonly numbers: Int32Array;
    start(entry: number): number;
    end(entry: number): number;
    /** The characters of an entry. */
    spell(entry: number): string;
    /** The entry of text[from, to), −1 when there is none; `hash` by `hashed` of each of its characters in turn, from 0. */
    find(text: string, from: number, to: number, hash: number): number;
    /** Its new entry; there must be room for it. */
    add(text: string, from: number, to: number, hash: number, known: ArrayLike<number>): number;
    /** Forgets everything unless there is room for some entries, with so many characters and as many numbers in all. */
    makeRoom(entries: number, characters: number): void;
    clear(): void;
}
/** The hash of a piece with one more character (FNV, Fowler, Noll & Vo 1991). */
export declare function hashed(hash: number, code: number): number;
/** A hash table with linear probing over plain numbers. `most`: entries, a power of two. */
export declare function memory(most: number): Memory;
