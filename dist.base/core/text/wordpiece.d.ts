/**
 * WordPiece as BERT's uncased models use it (Devlin et al. 2019; Wu et al. 2016): the ids of the Hugging Face
 * libraries, with what was found for a chunk of text remembered, since most chunks of a feed come again.
 */
/** What of a tokenizer decides its ids. */
export interface Vocabulary {
    /** Piece → id; pieces that go on within a word begin with "##". Ids are below `size`. */
    readonly pieces: ReadonlyMap<string, number>;
    readonly size: number;
    /** Id of a word that no pieces make up. */
    readonly unknown: number;
    /** Tokens that are found in a text as they are written, such as "[SEP]"; none of them contains white space. */
    readonly special: ReadonlyMap<string, number>;
}
export interface WordPiece {
    readonly size: number;
    /** The first `limit` ids of a text, without special tokens around it. */
    ids(text: string, limit: number): Int32Array;
    /** As `bagOf` of them. */
    bag(text: string, limit: number): Bag;
    /** The same in memory that the next call takes again. */
    lentBag(text: string, limit: number): Bag;
}
/**
 * Chunks between white space are independent of each other: no step of the normalisation looks across it. So a chunk is
 * the key, and a text costs little more than finding its chunks.
 */
export declare function wordPiece({ pieces, size, unknown, special }: Vocabulary): WordPiece;
/** The different pieces of one document, in order of their first appearance, and how often each occurs. */
export interface Bag {
    readonly ids: Int32Array;
    readonly counts: Int32Array;
}
/** Counts the ids of one document. */
export declare function bagOf(ids: Int32Array): Bag;
