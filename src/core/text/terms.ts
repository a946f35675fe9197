/** Documents to terms: the words that Φ counts. */
import { Counts } from './counts.ts';
import { isPlain, plainWords } from './plain.ts';
import type { StopWords } from './stopwords.ts';

/** Where an address of the web begins. */
const WEB = /(?:https?:\/\/|www\.)\S/u;
/** A text without one of these holds no address. */
const ADDRESS = /@|http|www\./;
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

/** A word and where it begins. */
interface Located {
  readonly word: string;
  readonly at: number;
}

function* segments(run: string, from: number): Generator<Located> {
  // Dictionaries go by script; a fixed locale keeps the machine's own out of the result.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  for (const { segment, index, isWordLike } of segmenter.segment(run))
    if (isWordLike) yield { word: segment, at: from + index };
}

/**
 * Addresses are noise as words: spaces take the place of a token with an e-mail address, and of a web address in one.
 * By hand, since a pattern for both (`\S+@\S+\.\S+`) takes cubic time on hostile text and seconds on a Chinese page.
 */
function withoutAddress(token: string): string {
  const at = token.indexOf('@', 1);
  // A character at least between @ and the last dot, and one after it.
  if (at > 0 && token.lastIndexOf('.', token.length - 2) > at + 1) return ' '.repeat(token.length);
  const web = token.search(WEB);
  return web < 0 ? token : token.slice(0, web).padEnd(token.length);
}

function beginning(text: string): string {
  return text.slice(0, SCANNED_CHARACTERS);
}

/** What is scanned of a text, in canonical composition (NFC); but for İ, so that in lower case it is as long. */
function scanned(text: string): string {
  return beginning(text).replace(STACKED, '$1').normalize('NFC').replaceAll('İ', 'I\u0307');
}

function* located(lower: string): Generator<Located> {
  for (const { 0: run, index } of lower.replace(TOKEN, withoutAddress).matchAll(WORD)) {
    if (UNSPACED.test(run)) yield* segments(run, index);
    else yield { word: run, at: index };
  }
}

/** All words of a text in order, in lower case, canonical composition (NFC). */
export function* words(text: string): Generator<string> {
  for (const { word } of located(scanned(text).toLowerCase())) yield word;
}

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
export function* tokens(text: string): Generator<Token> {
  const head = scanned(text);
  let end = 0;
  for (const { word, at } of located(head.toLowerCase())) {
    const next = at + word.length;
    yield { word, form: head.slice(at, next).normalize('NFC'), gap: head.slice(end, at) };
    end = next;
  }
}

/** As `words`, quickly where the text is plain. */
function listed(text: string): string[] {
  const head = beginning(text);
  if (!isPlain(head)) return [...words(text)];
  const lower = head.toLowerCase();
  return plainWords(ADDRESS.test(lower) ? lower.replace(/\S+/g, withoutAddress) : lower) ?? [...words(text)];
}

/** A word worth counting: has a letter, is neither one letter long (but for Han characters) nor absurdly long. */
function countable(word: string): boolean {
  const first = word.charCodeAt(0);
  if (word.length === 1) return first >= 0x80 && HAN.test(word) && LETTER.test(word);
  return word.length <= LONGEST_TERM && ((first >= 0x61 && first <= 0x7a) || LETTER.test(word));
}

/** Term → occurrences in the text, without stop words. */
export function termsOf(text: string, stop: StopWords): Counts {
  const counts = new Map<string, number>();
  for (const word of listed(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const dropped = stop.for(counts);
  let kept = 0;
  for (const word of counts.keys())
    if (kept === MOST_TERMS || dropped.has(word) || !countable(word)) counts.delete(word);
    else kept++;
  return Counts.from(counts);
}
