/** Words that say nothing about a topic, by language. */
/** Language code → its stop words, in lower case. */
export type StopWordLists = ReadonlyMap<string, ReadonlySet<string>>;
/** Languages are numbers from 0, in the order of their lists. */
export interface StopWords {
    readonly languages: number;
    /** Those that have a stop word in common; the first group is none. */
    readonly groups: readonly (readonly number[])[];
    /** The group of the languages of which a word is a stop word. */
    groupOf(word: string): number;
    /** Whether it is one in every language. */
    everywhere(word: string): boolean;
}
export declare function stopWords(lists: StopWordLists): StopWords;
/**
 * The language whose stop words a text has most often, by how often it has those of each; ties go to the list named
 * first, which is also that of a text without any. A language's words are never dropped from a text of another: "die" is
 * a stop word in German only.
 */
export declare function mostSpoken(hits: ArrayLike<number>): number;
