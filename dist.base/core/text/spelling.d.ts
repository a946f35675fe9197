/**
 * Writes length and bytes of each word from `at` on, as far as there is room, and gives the end of them all. `other`
 * writes a word that is not kept, and gives its end.
 */
export declare function spell(numbers: Int32Array, into: Uint8Array, at: number, other: (word: string, at: number) => number): number;
/** The number of the word whose UTF-8 is from[start, end); −1 when there is no such word yet, or none that is kept. */
export declare function spelling(from: Uint8Array, start: number, end: number): number;
