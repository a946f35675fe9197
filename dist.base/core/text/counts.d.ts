/**
 * Words with counts in little room. Inside, a word is a number: its place in a list that all counts of the process share,
 * so that counts are added up without a look at a letter. Outside, they are terms like any others.
 */
import type { Terms } from '../types.ts';
/** The number of a word, from now on if it had none. */
export declare function numberOf(word: string): number;
/**
 * Begins a new list when most words of this one are in use no longer: of an endless feed there is no end of words. Counts
 * change over to it when they are next looked at. `used`: words of a whole model.
 */
export declare function forgetWords(used: number): void;
/** Immutable; the order is that in which words were first counted. Counts are float32. */
export declare class Counts implements Terms {
    #private;
    private constructor();
    /** counts[i] of words[i]; of a word that comes twice the last. */
    static of(words: readonly string[], counts: ArrayLike<number>): Counts;
    /** As `of`, by the words' numbers in the list of now. */
    static numbered(words: Int32Array, counts: ArrayLike<number>): Counts;
    static from(terms: Terms): Counts;
    /** The sums of some counts, one after the other, each times a factor of its own; default 1. New words come last. */
    static sum(parts: readonly Counts[], factors?: readonly number[]): Counts;
    get size(): number;
    /** Each count times a factor. */
    scaled(factor: number): Counts;
    /**
     * What one document's words weigh: 1 + ln of how often each occurs (Manning, Raghavan & Schütze 2008, 6.4.1). A word that
     * a document repeats is no more what its topic is about than one that many use once.
     */
    damped(): Counts;
    /** The places of its words in the list of now. */
    numbers(): Int32Array;
    /** In the order of `numbers`. */
    values(): Float32Array;
    get(word: string): number | undefined;
    has(word: string): boolean;
    keys(): Generator<string, undefined>;
    [Symbol.iterator](): Generator<[string, number], undefined>;
}
/**
 * What each of some different words comes to in each of some rows of counts, and what all words of a row come to; shapes
 * (rows × words), row-major, and (rows).
 */
export declare function tabulated(words: readonly string[], rows: readonly (readonly Counts[])[]): {
    readonly counts: Float64Array;
    readonly sums: Float64Array;
};
/** Sums of counts, each times a factor, in doubles; in the order in which words were first added. */
export declare class Tally implements Terms {
    #private;
    get size(): number;
    add(counts: Counts, factor: number): void;
    /** Nothing was added. */
    clear(): void;
    sum(): number;
    numbers(): Int32Array;
    /** What the word with a number comes to; 0 when there is none. */
    at(number: number): number;
    get(word: string): number | undefined;
    has(word: string): boolean;
    keys(): Generator<string, undefined>;
    [Symbol.iterator](): Generator<[string, number], undefined>;
}
/** The list of now: another one once words were forgotten. */
export declare function wordList(): readonly string[];
/** The word with a number of the list of now. */
export declare function wordOf(number: number): string;
