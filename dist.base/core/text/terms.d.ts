/** Documents to terms: the words that Φ counts. */
import { Counts } from './counts.ts';
import { type StopWords } from './stopwords.ts';
/** Characters of a document that are scanned for words; a bound on the work a hostile document can ask for. */
export declare const SCANNED_CHARACTERS = 20000;
/** All words of a text in order, in lower case, canonical composition (NFC). */
export declare function words(text: string): Generator<string>;
/** One of the words of a text as the text has it. */
export interface Token {
    /** As `words` gives it. */
    readonly word: string;
    /** As it is written. */
    readonly form: string;
    /** What stands between it and the word before, or the beginning. */
    readonly gap: string;
}
/** The words of a text with how they are written. */
export declare function tokens(text: string): Generator<Token>;
/** Term → occurrences in the text, without stop words. */
export declare function termsOf(text: string, stop: StopWords): Counts;
