/** Φ: the words of topics, from the decayed counts their cells hold. */
import { Tally } from '../text/counts.ts';
import type { Cell, Keyword, Millis } from '../types.ts';
/** Adds the word counts of a set of cells, all brought to one event time. */
export declare function countWords(cells: Iterable<Cell>, { time, halfLife, into }: {
    readonly time: Millis;
    readonly halfLife: Millis;
    readonly into?: Tally;
}): Tally;
/** What a topic's words are compared with. */
export interface Background {
    /** Count of each word over all cells. */
    readonly counts: Tally;
    /** Σ counts ÷ number of topics: A of c-TF-IDF. */
    readonly perTopic: number;
}
/** Of the word counts of all cells, for so many topics. */
export declare function backgroundOf(counts: Tally, topics: number): Background;
/** Φ(w) = (c_w + α) / (Σc + α·V) over the V words known to the model, over which it sums to 1. */
export declare function smoothed(counts: Tally, vocabulary: number): (word: string) => number;
/** A word that was chosen for a topic. */
export interface Chosen extends Keyword {
    /** How well it would do as the topic's name. */
    readonly naming: number;
}
/**
 * The `most` words of a topic that are most its own, each with Φ; a plural is one with its singular where the topic has
 * both. With r(w, γ) = (c_w / Σc) · ln(1 + A / f_w)^γ, where f_w counts the word in all topics and A is the mean number of
 * words a topic, they are those with the largest r(w, 2), the largest first. Their relevance is r(w, 1), class-based TF-IDF
 * (Grootendorst 2022), among whose first words are too many that every topic has; `inOrder` orders by it. Names are said
 * much here and hardly in other topics: naming = (c_w / Σc) · ln(1 + A / (f_w − c_w + A / 100))³, where the word of a topic
 * that is larger than others is no less its own.
 */
export declare function keywords(counts: Tally, background: Background, most: number): Chosen[];
