/** How much of a text an encoder looks at, so that the cost of a document is bounded whatever it holds. */
/** The beginning of a text without leading white space, which says nothing; never ends in half a character. */
export declare function bounded(text: string): string;
/**
 * The first `limit` tokens of a bounded text, the same as those of the whole, without the cost of tokenizing the whole.
 * `tokenize` must treat words divided by spaces independently, as WordPiece does, and add no special tokens.
 */
export declare function firstTokens(text: string, limit: number, tokenize: (text: string) => readonly number[]): readonly number[];
/** What becomes of a text with more tokens than a model looks at: the first ones alone, or the mean of windows. */
export type LongDocuments = 'truncate' | 'windows';
/** Windows of one text at most: what follows says little more, and its cost must end somewhere. */
export declare const MOST_WINDOWS = 16;
/** As few windows of at most `size` tokens as hold them all, one after the other, their sizes alike to one token; at least one. */
export declare function windows(tokens: readonly number[], size: number): (readonly number[])[];
/** The mean of unit vectors, of unit length again; one vector stays as it is. Where they cancel out, the first. */
export declare function meanOf(vectors: readonly Float32Array[]): Float32Array;
