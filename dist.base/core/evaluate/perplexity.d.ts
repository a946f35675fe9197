import type { Terms, Theta, TopicId } from '../types.ts';
export interface WordModel {
    /** Φ_k(w) in (0, 1), null for a topic that has no words or a word that the model does not know. */
    probability(topic: TopicId, word: string): number | null;
    /** Part of all words that the model holds; null for a word that it does not know. */
    background(word: string): number | null;
}
export interface Completed {
    readonly id: string;
    /** With topics followed through merges. */
    readonly theta: Theta;
    readonly terms: Terms;
}
export interface Perplexity {
    readonly perplexity: number;
    readonly background: number;
    /** Occurrences scored. */
    readonly words: number;
    /** Part of the occurrences in the scored halves that the model knows. */
    readonly known: number;
}
/** null when there is no word to score. */
export declare function completionPerplexity(documents: Iterable<Completed>, model: WordModel): Perplexity | null;
