/** Words that a model has no longer: whoever follows it meets new ones without end. */
import type { ModelState, Terms } from '../types.ts';
import { Counts, forgetWords, SPARE, wordList } from './counts.ts';

/** Words that there may be before those in use are counted again: once in a long while, since all counts are looked at. */
let enough = SPARE;

/**
 * Forgets the words that none of a model's counts has, once they are most. Its counts change over at once: one that
 * nobody looks at any more would keep the list that is left behind.
 */
export function forgetUnused(state: Pick<ModelState, 'cells' | 'strays'>): void {
  if (wordList().length <= enough) return;
  const used = wordsIn(state);
  const before = wordList();
  forgetWords(used);
  if (wordList() !== before) for (const terms of countsIn(state)) terms.numbers();
  enough = 2 * used + SPARE;
}

/** Different words. */
function wordsIn(state: Pick<ModelState, 'cells' | 'strays'>): number {
  // Counts that come from a list before this one bring their words into it.
  for (const terms of countsIn(state)) terms.numbers();
  const met = new Uint8Array(wordList().length);
  let used = 0;
  for (const terms of countsIn(state))
    for (const number of terms.numbers()) {
      used += 1 - (met[number] as number);
      met[number] = 1;
    }
  return used;
}

function* countsIn({ cells, strays }: Pick<ModelState, 'cells' | 'strays'>): Generator<Counts> {
  const counts = (terms: Terms): Counts[] => (terms instanceof Counts ? [terms] : []);
  for (const { terms, added } of cells.values()) for (const one of [terms, ...added]) yield* counts(one);
  for (const { terms } of strays.values()) yield* counts(terms);
}
