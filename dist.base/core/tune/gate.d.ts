import type { Products } from '../ports.ts';
import type { Bag } from '../text/wordpiece.ts';
import type { Embeddings } from '../types.ts';
export interface Figures {
    /** Agreement of the two halves of documents on their cluster: NMI, in [0, 1]. */
    readonly view: number;
    /** Mean cosine of a document's words to those of its nearest neighbours, in [0, 1]. */
    readonly lex: number;
    /** Effective rank of the vectors, at least 1. */
    readonly erank: number;
}
/** Vectors of the gate's documents: whole, and of two disjoint halves of their words. Row i is document i in all three. */
export interface Views {
    readonly whole: Embeddings;
    readonly halves: readonly [Embeddings, Embeddings];
}
export interface GateTools {
    readonly products: Products;
    readonly seed: number;
}
/** What the halves must gain: less is within the noise. */
export declare const LEAST_VIEW = 0.01;
/** `words`: of the whole documents, whatever the encoder's own pieces are; ids below `size`. */
export declare function figuresOf({ whole, halves }: Views, { words, size }: {
    readonly words: readonly Bag[];
    readonly size: number;
}, { products, seed }: GateTools): Figures;
/** View grows beyond noise, and neither the words of neighbours nor the directions in use get fewer. */
export declare function passes(before: Figures, after: Figures): boolean;
/** The `count` rows with the largest products to each row, itself left out; shape (rows, count), ties to the first. */
export declare function neighbours(points: Embeddings, count: number, products: Products): Int32Array;
/** A text's words in two disjoint parts, each word's side drawn by the seed and the document's number. */
export declare function halved(text: string, { seed, document }: {
    readonly seed: number;
    readonly document: number;
}): [string, string];
