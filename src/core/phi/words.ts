/** Φ: the words of topics, from the decayed counts their cells hold. */

import { remaining } from '../model/decay.ts';
import type { Cell, Keyword, Millis, Terms } from '../types.ts';

/** Additive smoothing: pseudo-occurrences of every known word in every topic. */
const SMOOTHING = 0.01;

/** γ: how much it counts that a word is rare elsewhere; at it the words of topics are coherent and yet of their own. */
const RARITY = 1.5;

/** Word counts of a set of cells, all brought to one event time. */
export function countWords(cells: Iterable<Cell>, time: Millis, halfLife: Millis): Map<string, number> {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    const left = remaining(time - cell.reference, halfLife);
    for (const [word, count] of cell.terms) counts.set(word, (counts.get(word) ?? 0) + count * left);
  }
  return counts;
}

/** What a topic's words are compared with. */
export interface Background {
  /** Count of each word over all cells. */
  readonly counts: Terms;
  /** Σ counts ÷ number of topics: A of c-TF-IDF. */
  readonly perTopic: number;
}

export function backgroundOf(cells: Iterable<Cell>, topics: number, time: Millis, halfLife: Millis): Background {
  const counts = countWords(cells, time, halfLife);
  let all = 0;
  for (const count of counts.values()) all += count;
  return { counts, perTopic: all / Math.max(topics, 1) };
}

/**
 * The `most` most relevant words of a topic.
 * A plural is counted with its singular where the topic has both.
 * Φ(w) = (c_w + α) / (Σc + α·V) over the V words known to the model; it sums to 1 over them.
 * relevance(w) = (c_w / Σc) · ln(1 + A / f_w)^γ: f_w counts the word in all topics, A is the mean number of words a
 * topic. γ = 1 is class-based TF-IDF (Grootendorst 2022), whose first words are still too often those of every topic.
 */
export function keywords(counts: Terms, background: Background, most: number): Keyword[] {
  let total = 0;
  for (const count of counts.values()) total += count;
  if (total <= 0) return [];
  const vocabulary = background.counts.size;
  const scored: Keyword[] = [];
  for (const [word, count] of counts) {
    const everywhere = Math.max(background.counts.get(word) ?? 0, count);
    if (count <= 0) continue;
    scored.push({
      word,
      probability: (count + SMOOTHING) / (total + SMOOTHING * vocabulary),
      relevance: (count / total) * Math.log(1 + background.perTopic / everywhere) ** RARITY,
    });
  }
  scored.sort((a, b) => b.relevance - a.relevance || (a.word < b.word ? -1 : 1));
  return folded(scored, counts).slice(0, most);
}

/** A singular and its plural as one: the more relevant form stands for both, with the probability of both. */
function folded(scored: readonly Keyword[], counts: Terms): Keyword[] {
  const groups = new Map<string, Keyword>();
  for (const keyword of scored) {
    const key = singulars(keyword.word).find((singular) => counts.has(singular)) ?? keyword.word;
    const known = groups.get(key);
    groups.set(key, known ? { ...known, probability: known.probability + keyword.probability } : keyword);
  }
  return [...groups.values()];
}

/** What a word would be the plural of: states → state, boxes → box, cities → city. Short words are left alone: news. */
function singulars(word: string): string[] {
  if (word.length < 5 || !word.endsWith('s') || word.endsWith('ss')) return [];
  const forms = [word.slice(0, -1)];
  if (word.endsWith('es')) forms.push(word.slice(0, -2));
  if (word.endsWith('ies')) forms.push(`${word.slice(0, -3)}y`);
  return forms;
}

const SEPARATOR = ', ';

/** A topic's name for people: its three most relevant words. */
export function labelOf(words: readonly Keyword[]): string {
  return words
    .slice(0, 3)
    .map((k) => k.word)
    .join(SEPARATOR);
}

/** A name still fits while all of its words are among the first so many. */
const FITTING = 20;

/** Whether a label that `labelOf` gave earlier may stay, now that these are the words; without any word it may. */
export function fits(label: string, words: readonly Keyword[]): boolean {
  const first = new Set(words.slice(0, FITTING).map((k) => k.word));
  return first.size === 0 || label.split(SEPARATOR).every((word) => first.has(word));
}
