/** Words that say nothing about a topic, by language. */

/** Language code → its stop words, in lower case. */
export type StopWordLists = ReadonlyMap<string, ReadonlySet<string>>;

/** What feeds say in every language. */
const FEED_WORDS: ReadonlySet<string> = new Set([
  'rt',
  'via',
  'amp',
  'http',
  'https',
  'www',
  'com',
  'nbsp',
  'quot',
  'ft',
]);

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

export function stopWords(lists: StopWordLists): StopWords {
  const languagesOf = new Map<string, number[]>();
  [...lists.values()].forEach((words, language) => {
    for (const word of words) {
      const known = languagesOf.get(word);
      if (known) known.push(language);
      else languagesOf.set(word, [language]);
    }
  });
  const groups: (readonly number[])[] = [[]];
  const numbers = new Map<string, number>();
  const groupOf = new Map<string, number>();
  for (const [word, languages] of languagesOf) {
    const name = languages.join();
    const number = numbers.get(name) ?? groups.push(languages) - 1;
    numbers.set(name, number);
    groupOf.set(word, number);
  }
  return {
    languages: lists.size,
    groups,
    groupOf: (word) => groupOf.get(word) ?? 0,
    everywhere: (word) => FEED_WORDS.has(word),
  };
}

/**
 * The language whose stop words a text has most often, by how often it has those of each; ties go to the list named
 * first, which is also that of a text without any. A language's words are never dropped from a text of another: "die" is
 * a stop word in German only.
 */
export function mostSpoken(hits: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < hits.length; i++) if ((hits[i] as number) > (hits[best] as number)) best = i;
  return best;
}
