/** Documents to terms: the words that Φ counts. */
import { Counts, numberOf, wordList } from './counts.ts';
import { hashed, memory } from './memory.ts';
import { eachPlainWord, isPlain } from './plain.ts';
import { mostSpoken, type StopWords } from './stopwords.ts';

/** Where an address of the web begins. */
const WEB = /(?:https?:\/\/|www\.)\S/u;
/** A text without one of these holds no address. */
const ADDRESS = /@|http|www\./;
/** More marks in a row than Unicode's Stream-Safe Text has (UAX #15): NFC sorts them in quadratic time. */
const STACKED = /(\p{M}{30})\p{M}+/gu;
/** A run of letters, marks and digits; underscores belong to names. */
const RUN = '[\\p{L}\\p{M}\\p{N}_]+';
/**
 * What may stand within a word (UAX #29, WB4 to WB7): joiners, with which Persian, Sinhala or Bengali is written; an
 * apostrophe between Cyrillic or Hebrew letters, not between others, where it divides as often ("l’an"); and the sign of a
 * Hebrew abbreviation before its last letter, which else would be a quotation mark after a prefix.
 */
const WITHIN = [
  '[\\u200c\\u200d]+',
  "(?<=\\p{Script=Cyrillic})['’](?=\\p{Script=Cyrillic})",
  "(?<=\\p{Script=Hebrew})['’׳](?=\\p{Script=Hebrew})",
  '(?<=\\p{Script=Hebrew})["”״](?=\\p{Script=Hebrew}(?![\\p{L}\\p{M}]))',
].join('|');
/** A joiner after a mark is how a word may end. */
const WORD = new RegExp(`${RUN}(?:(?:${WITHIN})${RUN})*(?:(?<=\\p{M})\\u200d)?`, 'gu');
/** Both have a typewriter's form, too, which stands for all. */
const [APOSTROPHES, ABBREVIATIONS] = [/[’׳]/g, /[”״]/g];
/** Where a word may be hyphenated, or must not be cut: nobody sees or means it. */
const UNSEEN = /[\u00ad\u2060\ufeff]+/gu;
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
  const seen = beginning(text).replace(UNSEEN, '').replace(STACKED, '$1');
  return seen.normalize('NFC').replaceAll('İ', 'I\u0307');
}

function* located(lower: string): Generator<Located> {
  for (const { 0: run, index } of lower.replace(TOKEN, withoutAddress).matchAll(WORD)) {
    if (UNSPACED.test(run)) yield* segments(run, index);
    else yield { word: run.replace(APOSTROPHES, "'").replace(ABBREVIATIONS, '"'), at: index };
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

/**
 * The words of a text with the signs that follow them, as it has them: what stands between white space, and in it the words
 * of scripts that have none; `glued` are those of these scripts before which there is no space.
 */
export function* spoken(text: string): Generator<{ readonly part: string; readonly glued: boolean }> {
  for (const [token] of text.matchAll(/\S+/g)) {
    if (!UNSPACED.test(token)) {
      yield { part: token, glued: false };
      continue;
    }
    const starts = [...segments(token, 0)].map(({ at }) => at).slice(1);
    for (const [i, from] of [0, ...starts].entries()) {
      const part = token.slice(from, starts[i]);
      yield { part, glued: from > 0 && part.search(UNSPACED) === 0 };
    }
  }
}

/** A word worth counting: has a letter, is neither one letter long (but for Han characters) nor absurdly long. */
function countable(word: string): boolean {
  const first = word.charCodeAt(0);
  if (word.length === 1) return first >= 0x80 && HAN.test(word) && LETTER.test(word);
  return word.length <= LONGEST_TERM && ((first >= 0x61 && first <= 0x7a) || LETTER.test(word));
}

/** Words remembered, so that hardly any is made into a string. */
const REMEMBERED = 1 << 16;

/** What is remembered of a word: its number among those of all counts, −1 while it has none; whether it is worth counting; */
const NUMBER = 0;
const WORTH = 1;
/** and the languages of which it is a stop word, as a group. */
const GROUP = 2;
const KNOWN = 3;

/** Counts the words of one text after the other. */
function counter(stop: StopWords): (text: string) => Counts {
  const known = memory(REMEMBERED);
  const { numbers } = known;
  /** Of which list the numbers are. */
  let list = wordList();
  const hits = new Uint32Array(stop.languages);
  // Of the text at hand: its different words in order, how often it has each, and for each entry its place, from 1.
  const places = new Int32Array(REMEMBERED);
  const entries = new Int32Array(REMEMBERED);
  const tallies = new Int32Array(REMEMBERED);
  let size = 0;

  function remember(text: string, from: number, to: number, hash: number): number {
    const word = text.slice(from, to);
    const worth = countable(word) && !stop.everywhere(word);
    return known.add(text, from, to, hash, [-1, worth ? 1 : 0, stop.groupOf(word)]);
  }

  function count(text: string, from: number, to: number, hash: number): void {
    // Neither a term nor a stop word.
    if (to - from > LONGEST_TERM) return;
    let entry = known.find(text, from, to, hash);
    if (entry < 0) entry = remember(text, from, to, hash);
    const place = places[entry] as number;
    if (place > 0) {
      tallies[place - 1] = (tallies[place - 1] as number) + 1;
      return;
    }
    entries[size] = entry;
    tallies[size] = 1;
    places[entry] = ++size;
  }

  function makeRoom(words: number, characters: number): void {
    known.makeRoom(words, Math.max(characters, KNOWN * words));
  }

  function reset(): void {
    for (let i = 0; i < size; i++) places[entries[i] as number] = 0;
    size = 0;
  }

  /** The language that the words at hand speak. */
  function language(): number {
    hits.fill(0);
    for (let i = 0; i < size; i++) {
      const group = numbers[known.start(entries[i] as number) + GROUP] as number;
      if (group === 0) continue;
      const tally = tallies[i] as number;
      for (const each of stop.groups[group] as readonly number[]) hits[each] = (hits[each] as number) + tally;
    }
    return mostSpoken(hits);
  }

  function numberAt(start: number, entry: number): number {
    const before = numbers[start + NUMBER] as number;
    if (before >= 0) return before;
    const number = numberOf(known.spell(entry));
    numbers[start + NUMBER] = number;
    return number;
  }

  return (text) => {
    reset();
    const head = beginning(text);
    if (list !== wordList()) {
      list = wordList();
      known.clear();
    }
    // Two characters at least a word, but for the last.
    makeRoom(head.length / 2 + 1, head.length);
    if (!isPlain(head) || !eachPlainWord(plainly(head.toLowerCase()), count)) {
      reset();
      const all = [...words(text)];
      makeRoom(
        all.length,
        all.reduce((sum, word) => sum + word.length, 0),
      );
      for (const word of all) count(word, 0, word.length, hashOf(word));
    }
    const spoken = language();
    const found = new Int32Array(size);
    const counts = new Int32Array(found.length);
    let kept = 0;
    for (let i = 0; i < size && kept < MOST_TERMS; i++) {
      const entry = entries[i] as number;
      const start = known.start(entry);
      if (numbers[start + WORTH] === 0) continue;
      if ((stop.groups[numbers[start + GROUP] as number] as readonly number[]).includes(spoken)) continue;
      found[kept] = numberAt(start, entry);
      counts[kept++] = tallies[i] as number;
    }
    return Counts.numbered(found.subarray(0, kept), counts);
  };
}

function plainly(lower: string): string {
  return ADDRESS.test(lower) ? lower.replace(/\S+/g, withoutAddress) : lower;
}

function hashOf(word: string): number {
  let hash = 0;
  for (let i = 0; i < word.length; i++) hash = hashed(hash, word.charCodeAt(i));
  return hash;
}

const counters = new WeakMap<StopWords, (text: string) => Counts>();

/** Term → occurrences in the text, without stop words. */
export function termsOf(text: string, stop: StopWords): Counts {
  let own = counters.get(stop);
  if (!own) {
    own = counter(stop);
    counters.set(stop, own);
  }
  return own(text);
}
