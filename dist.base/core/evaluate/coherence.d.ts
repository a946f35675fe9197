/**
 * Topic coherence (Röder, Both & Hinneburg 2015) over a corpus: NPMI of pairs of words and C_v, with the windows,
 * smoothing and aggregation of gensim's `c_npmi` and `c_v`, whose figures the literature reports.
 */
export interface Coherence {
    /** Mean over topics of the mean NPMI of their pairs of words, in [−1, 1]; null without a topic of two known words. */
    readonly npmi: number | null;
    /** C_v, in [0, 1] for all practical purposes; null likewise. */
    readonly cv: number | null;
    /** How many words the topics are short of ten (or of as many as they have) because the corpus does not hold the rest as one token, such as bigrams. */
    readonly unknown: number;
}
/** Runs of two or more letters, digits and underscores, in lower case; text with Han characters is segmented into words of two or more. */
export declare function tokens(text: string): string[];
/** Part of the topics' words, over their first `most`, that no other topic has there; null without a word (Dieng et al. 2020). */
export declare function diversity(topics: readonly (readonly string[])[], most?: number): number | null;
/** The coherence of each list of topics, words best first, over the same corpus of tokens, which is read once. */
export declare function coherence(lists: readonly (readonly (readonly string[])[])[], corpus: Iterable<readonly string[]>): Coherence[];
