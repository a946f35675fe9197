/** Phrases: words that are a name only together, as the texts of a topic have them. */
import type { Written } from './written.ts';
/** Words, the most relevant first, with phrases in the place of the first of their words; no word is in two names. */
export declare function withPhrases(words: readonly string[], texts: readonly (readonly (readonly Written[])[])[]): string[];
