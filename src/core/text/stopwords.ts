/** Words that say nothing about a topic, by language. */
import type { Terms } from '../types.ts';

/** Language code → its stop words, in lower case. */
export type StopWordLists = ReadonlyMap<string, ReadonlySet<string>>;

/** What feeds say in every language. */
const FEED_WORDS = ['rt', 'via', 'amp', 'http', 'https', 'www', 'com', 'nbsp', 'quot', 'ft'];

/** Finds which list fits a document and tests words against it. */
export interface StopWords {
  /** The stop words of the language that a text is most probably in, by how often it has each word. */
  for(words: Terms): ReadonlySet<string>;
}

/**
 * The language whose stop words occur most often among the words wins; ties go to the list named first.
 * A language's words are never dropped from a text of another: "die" is a stop word in German only.
 */
export function stopWords(lists: StopWordLists): StopWords {
  const languages = [...lists.keys()];
  const sets = languages.map((language) => new Set([...(lists.get(language) ?? []), ...FEED_WORDS]));
  const languagesOf = new Map<string, number[]>();
  languages.forEach((language, i) => {
    for (const word of lists.get(language) ?? []) {
      const known = languagesOf.get(word);
      if (known) known.push(i);
      else languagesOf.set(word, [i]);
    }
  });
  const none: ReadonlySet<string> = new Set(FEED_WORDS);
  return {
    for(words) {
      const hits = new Uint32Array(sets.length);
      for (const [word, count] of words) {
        const speaking = languagesOf.get(word);
        if (speaking) for (const i of speaking) hits[i] = (hits[i] as number) + count;
      }
      let best = 0;
      for (let i = 1; i < hits.length; i++) if ((hits[i] as number) > (hits[best] as number)) best = i;
      return sets[best] ?? none;
    },
  };
}
