export interface Unigram {
    /** Ids of the first `limit` pieces, at least one; characters that no piece holds are 0 each. */
    encode(text: string, limit: number): number[];
}
/** Throws `fatal` for a file that is no such model. */
export declare function readUnigram(path: string): Promise<Unigram>;
