/** Documents to terms: the words that Φ counts. */
import type { Terms } from '../types.ts';
import type { StopWords } from './stopwords.ts';

/** Addresses are noise as words. */
const ADDRESS = /(?:https?:\/\/|www\.)\S+|\S+@\S+\.\S+/giu;
/** A run of letters, marks and digits; underscores belong to names. */
const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
/** Scripts written without spaces: their runs go through Intl.Segmenter (Unicode UAX #29 with dictionaries). */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const LETTER = /\p{L}/u;
const HAN = /\p{Script=Han}/u;

/** Characters of a document that are scanned for words; a bound on the work a hostile document can ask for. */
export const SCANNED_CHARACTERS = 20_000;
/** Most different terms taken from one document. */
const MOST_TERMS = 400;
const LONGEST_TERM = 40;

let segmenter: Intl.Segmenter | undefined;

function* segments(run: string): Generator<string> {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  for (const piece of segmenter.segment(run)) if (piece.isWordLike) yield piece.segment;
}

/** All words of a text in order, in lower case, canonical composition (NFC). */
export function* words(text: string): Generator<string> {
  const head = text.slice(0, SCANNED_CHARACTERS).normalize('NFC').toLowerCase().replace(ADDRESS, ' ');
  for (const [run] of head.matchAll(WORD)) {
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
