import type { Cell, Keyword, Millis } from '../types.ts';
import type { Chosen } from './words.ts';
export interface Ordered {
    /** The first 30 in the order of their relevance, r(w, 1) times evenness: what is read most; then the others as chosen. */
    readonly words: readonly Keyword[];
    /** In the order of naming times evenness: what a label is made of. */
    readonly names: readonly string[];
}
/** Words that `keywords` chose, by how evenly the topic's cells have them: one that only some have is of a part of it. */
export declare function inOrder(chosen: readonly Chosen[], cells: readonly Cell[], at: {
    readonly time: Millis;
    readonly halfLife: Millis;
}): Ordered;
/**
 * Σ_c √(p_c·q_c) for each word, where p_c is the part of its count that cell c has, and q_c the part of all words: the
 * coefficient of Bhattacharyya (1943) between the two distributions over cells. 1 for a word that is spread over the
 * cells as all words are; √q for one that a single cell has, whose words are the part q of all. 0 for an unknown one.
 */
export declare function evenness(words: readonly string[], cells: readonly Cell[], { time, halfLife }: {
    readonly time: Millis;
    readonly halfLife: Millis;
}): Float64Array;
