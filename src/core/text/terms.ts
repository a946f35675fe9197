/** Documents to terms: the words that Φ counts. */
import type { Terms } from '../types.ts';
import type { StopWords } from './stopwords.ts';

/** Where an address of the web begins. */
const WEB = /(?:https?:\/\/|www\.)\S/u;
/** More marks in a row than Unicode's Stream-Safe Text has (UAX #15): NFC sorts them in quadratic time. */
const STACKED = /(\p{M}{30})\p{M}+/gu;
/** A run of letters, marks and digits; underscores belong to names. */
const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
/** Scripts written without spaces: their runs go through Intl.Segmenter (Unicode UAX #29 with dictionaries). */
const SCRIPTS = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((s) => `\\p{Script=${s}}`)
  .join('');
const UNSPACED = new RegExp(`[${SCRIPTS}]`, 'u');
/** Where an address may stand: between white space, or between words and signs of scripts that have none. */
const TOKEN = new RegExp(`[^\\s\\u3000-\\u303f\\uff00-\\uffef${SCRIPTS}]+`, 'gu');
const LETTER = /\p{L}/u;
const HAN = /\p{Script=Han}/u;

/** Characters of a document that are scanned for words; a bound on the work a hostile document can ask for. */
export const SCANNED_CHARACTERS = 20_000;
/** Most different terms taken from one document. */
const MOST_TERMS = 400;
const LONGEST_TERM = 40;

let segmenter: Intl.Segmenter | undefined;

function* segments(run: string): Generator<string> {
  // Dictionaries go by script; a fixed locale keeps the machine's own out of the result.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  for (const piece of segmenter.segment(run)) if (piece.isWordLike) yield piece.segment;
}

/**
 * Addresses are noise as words: a token with an e-mail address goes whole, one with a web address up to it.
 * By hand, since a pattern for both (`\S+@\S+\.\S+`) takes cubic time on hostile text and seconds on a Chinese page.
 */
function withoutAddress(token: string): string {
  const at = token.indexOf('@', 1);
  // A character at least between @ and the last dot, and one after it.
  if (at > 0 && token.lastIndexOf('.', token.length - 2) > at + 1) return ' ';
  const web = token.search(WEB);
  return web < 0 ? token : `${token.slice(0, web)} `;
}

/** All words of a text in order, in lower case, canonical composition (NFC). */
export function* words(text: string): Generator<string> {
  const head = text.slice(0, SCANNED_CHARACTERS).replace(STACKED, '$1').normalize('NFC').toLowerCase();
  for (const [run] of head.replace(TOKEN, withoutAddress).matchAll(WORD)) {
    if (UNSPACED.test(run)) yield* segments(run);
    else yield run;
  }
}

/** A word worth counting: has a letter, is neither one letter long (but for Han characters) nor absurdly long. */
function countable(word: string): boolean {
  return word.length <= LONGEST_TERM && (word.length > 1 || HAN.test(word)) && LETTER.test(word);
}

/** Term → occurrences in the text, without stop words. */
export function termsOf(text: string, stop: StopWords): Terms {
  const all = [...words(text)];
  const dropped = stop.for(all);
  const counts = new Map<string, number>();
  for (const word of all) {
    if (dropped.has(word) || !countable(word)) continue;
    const seen = counts.get(word);
    if (seen !== undefined) counts.set(word, seen + 1);
    else if (counts.size < MOST_TERMS) counts.set(word, 1);
  }
  return counts;
}
