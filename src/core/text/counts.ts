/**
 * Words with counts in little room. Inside, a word is a number: its place in a list that all counts of the process share,
 * so that counts are added up without a look at a letter. Outside, they are terms like any others.
 */
import type { Terms } from '../types.ts';

interface Lexicon {
  readonly numbers: Map<string, number>;
  readonly words: string[];
}

let lexicon: Lexicon = { numbers: new Map(), words: [] };

/** The number of a word, from now on if it had none. */
export function numberOf(word: string): number {
  const known = lexicon.numbers.get(word);
  if (known !== undefined) return known;
  const number = lexicon.words.push(word) - 1;
  lexicon.numbers.set(word, number);
  return number;
}

/** Words that may be in the list and no longer in use. */
export const SPARE = 2 ** 17;

/**
 * Begins a new list when most words of this one are in use no longer: of an endless feed there is no end of words. Counts
 * change over to it when they are next looked at. `used`: words of a whole model.
 */
export function forgetWords(used: number): void {
  if (lexicon.words.length > 2 * used + SPARE) lexicon = { numbers: new Map(), words: [] };
}

/** Of each word 1 + where it stands in what is being put together; zeros in between. */
let places = new Int32Array(1024);

function roomFor(words: number): void {
  if (places.length < words) places = new Int32Array(2 * words);
}

/** Immutable; the order is that in which words were first counted. Counts are float32. */
export class Counts implements Terms {
  #lexicon: Lexicon;
  #numbers: Int32Array;
  readonly #counts: Float32Array;

  private constructor(numbers: Int32Array, counts: Float32Array) {
    this.#lexicon = lexicon;
    this.#numbers = numbers;
    this.#counts = counts;
  }

  /** counts[i] of words[i]; of a word that comes twice the last. */
  static of(words: readonly string[], counts: ArrayLike<number>): Counts {
    return Counts.numbered(Int32Array.from(words, numberOf), counts);
  }

  /** As `of`, by the words' numbers in the list of now. */
  static numbered(words: Int32Array, counts: ArrayLike<number>): Counts {
    const numbers = new Int32Array(words.length);
    const values = new Float32Array(words.length);
    let size = 0;
    roomFor(lexicon.words.length);
    words.forEach((number, i) => {
      const at = (places[number] as number) || ++size;
      places[number] = at;
      numbers[at - 1] = number;
      values[at - 1] = counts[i] as number;
    });
    for (const number of numbers) places[number] = 0;
    return size === words.length
      ? new Counts(numbers, values)
      : new Counts(numbers.slice(0, size), values.slice(0, size));
  }

  static from(terms: Terms): Counts {
    if (terms instanceof Counts) return terms;
    const numbers = new Int32Array(terms.size);
    const counts = new Float32Array(terms.size);
    let i = 0;
    for (const [word, count] of terms) {
      numbers[i] = numberOf(word);
      counts[i++] = count;
    }
    return new Counts(numbers, counts);
  }

  /** The sums of some counts, one after the other, each times a factor of its own; default 1. New words come last. */
  static sum(parts: readonly Counts[], factors?: readonly number[]): Counts {
    const lists = parts.map((part) => part.numbers());
    const room = lists.reduce((sum, list) => sum + list.length, 0);
    const numbers = new Int32Array(room);
    const counts = new Float32Array(room);
    let size = 0;
    roomFor(lexicon.words.length);
    lists.forEach((list, p) => {
      const added = (parts[p] as Counts).#counts;
      const factor = factors ? (factors[p] as number) : 1;
      for (let i = 0; i < list.length; i++) {
        const number = list[i] as number;
        let at = places[number] as number;
        if (at === 0) {
          at = ++size;
          places[number] = at;
          numbers[at - 1] = number;
        }
        counts[at - 1] = (counts[at - 1] as number) + factor * (added[i] as number);
      }
    });
    for (let i = 0; i < size; i++) places[numbers[i] as number] = 0;
    return new Counts(numbers.slice(0, size), counts.slice(0, size));
  }

  get size(): number {
    return this.#numbers.length;
  }

  /** Each count times a factor. */
  scaled(factor: number): Counts {
    if (factor === 1) return this;
    const counts = new Float32Array(this.size);
    for (let i = 0; i < counts.length; i++) counts[i] = (this.#counts[i] as number) * factor;
    return new Counts(this.numbers(), counts);
  }

  /**
   * What one document's words weigh: 1 + ln of how often each occurs (Manning, Raghavan & Schütze 2008, 6.4.1). A word that
   * a document repeats is no more what its topic is about than one that many use once.
   */
  damped(): Counts {
    let damped: Float32Array | undefined;
    for (let i = 0; i < this.#counts.length; i++) {
      const count = this.#counts[i] as number;
      if (count <= 1) continue;
      damped ??= this.#counts.slice();
      damped[i] = 1 + Math.log(count);
    }
    return damped === undefined ? this : new Counts(this.numbers(), damped);
  }

  /** The places of its words in the list of now. */
  numbers(): Int32Array {
    if (this.#lexicon !== lexicon) {
      const { words } = this.#lexicon;
      this.#numbers = this.#numbers.map((number) => numberOf(words[number] as string));
      this.#lexicon = lexicon;
    }
    return this.#numbers;
  }

  /** In the order of `numbers`. */
  values(): Float32Array {
    return this.#counts;
  }

  get(word: string): number | undefined {
    const numbers = this.numbers();
    const number = lexicon.numbers.get(word);
    return number === undefined ? undefined : this.#counts[numbers.indexOf(number)];
  }

  has(word: string): boolean {
    return this.get(word) !== undefined;
  }

  *keys(): Generator<string, undefined> {
    const { words } = this.#lexicon;
    for (const number of this.#numbers) yield words[number] as string;
  }

  *[Symbol.iterator](): Generator<[string, number], undefined> {
    let i = 0;
    for (const word of this.keys()) yield [word, this.#counts[i++] as number];
  }
}

/**
 * What each of some different words comes to in each of some rows of counts, and what all words of a row come to; shapes
 * (rows × words), row-major, and (rows).
 */
export function tabulated(
  words: readonly string[],
  rows: readonly (readonly Counts[])[],
): { readonly counts: Float64Array; readonly sums: Float64Array } {
  const wanted = words.map(numberOf);
  const counts = new Float64Array(rows.length * words.length);
  const sums = new Float64Array(rows.length);
  const lists = rows.map((parts) => parts.map((part) => ({ numbers: part.numbers(), values: part.values() })));
  roomFor(lexicon.words.length);
  wanted.forEach((number, w) => {
    places[number] = w + 1;
  });
  lists.forEach((parts, r) => {
    const start = r * words.length - 1;
    let sum = 0;
    for (const { numbers, values } of parts)
      for (let i = 0; i < numbers.length; i++) {
        const value = values[i] as number;
        sum += value;
        const place = places[numbers[i] as number] as number;
        if (place > 0) counts[start + place] = (counts[start + place] as number) + value;
      }
    sums[r] = sum;
  });
  for (const number of wanted) places[number] = 0;
  return { counts, sums };
}

/** Sums of counts, each times a factor, in doubles; in the order in which words were first added. */
export class Tally implements Terms {
  #values = new Float64Array(lexicon.words.length);
  #numbers = new Int32Array(1024);
  #known = new Uint8Array(lexicon.words.length);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(counts: Counts, factor: number): void {
    const numbers = counts.numbers();
    const added = counts.values();
    this.#grow(numbers.length);
    const values = this.#values;
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] as number;
      if (this.#known[number] === 0) {
        this.#known[number] = 1;
        this.#numbers[this.#size++] = number;
      }
      values[number] = (values[number] as number) + (added[i] as number) * factor;
    }
  }

  /** Nothing was added. */
  clear(): void {
    for (const number of this.numbers()) {
      this.#values[number] = 0;
      this.#known[number] = 0;
    }
    this.#size = 0;
  }

  sum(): number {
    let sum = 0;
    for (const number of this.numbers()) sum += this.#values[number] as number;
    return sum;
  }

  numbers(): Int32Array {
    return this.#numbers.subarray(0, this.#size);
  }

  /** What the word with a number comes to; 0 when there is none. */
  at(number: number): number {
    return this.#values[number] ?? 0;
  }

  get(word: string): number | undefined {
    const number = lexicon.numbers.get(word);
    return number === undefined || !this.#known[number] ? undefined : this.#values[number];
  }

  has(word: string): boolean {
    return this.get(word) !== undefined;
  }

  *keys(): Generator<string, undefined> {
    for (const number of this.numbers()) yield lexicon.words[number] as string;
  }

  *[Symbol.iterator](): Generator<[string, number], undefined> {
    for (const number of this.numbers()) yield [lexicon.words[number] as string, this.#values[number] as number];
  }

  #grow(more: number): void {
    const room = lexicon.words.length;
    if (this.#values.length < room) {
      this.#values = enlarged(this.#values, new Float64Array(2 * room));
      this.#known = enlarged(this.#known, new Uint8Array(2 * room));
    }
    if (this.#numbers.length < this.#size + more)
      this.#numbers = enlarged(this.#numbers, new Int32Array(2 * (this.#size + more)));
  }
}

function enlarged<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** The list of now: another one once words were forgotten. */
export function wordList(): readonly string[] {
  return lexicon.words;
}

/** The word with a number of the list of now. */
export function wordOf(number: number): string {
  return lexicon.words[number] as string;
}
