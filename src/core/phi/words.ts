/** Φ: the words of topics, from the decayed counts their cells hold. */

import { landmarkOf, remaining } from '../model/decay.ts';
import { Counts, Tally, wordOf } from '../text/counts.ts';
import type { Cell, Keyword, Millis } from '../types.ts';

/** Additive smoothing: pseudo-occurrences of every known word in every topic. */
const SMOOTHING = 0.01;

/** γ: how much it counts that a word is rare elsewhere; at it the words of topics are coherent and yet of their own. */
const RARITY = 1.5;

/** Adds the word counts of a set of cells, all brought to one event time. */
export function countWords(
  cells: Iterable<Cell>,
  { time, halfLife, into = new Tally() }: { readonly time: Millis; readonly halfLife: Millis; readonly into?: Tally },
): Tally {
  for (const cell of cells) {
    const left = remaining(time - landmarkOf(cell.reference, halfLife), halfLife);
    into.add(Counts.from(cell.terms), left);
    for (const counts of cell.added) into.add(Counts.from(counts), left);
  }
  return into;
}

/** What a topic's words are compared with. */
export interface Background {
  /** Count of each word over all cells. */
  readonly counts: Tally;
  /** Σ counts ÷ number of topics: A of c-TF-IDF. */
  readonly perTopic: number;
}

/** Of the word counts of all cells, for so many topics. */
export function backgroundOf(counts: Tally, topics: number): Background {
  return { counts, perTopic: counts.sum() / Math.max(topics, 1) };
}

/** Φ(w) = (c_w + α) / (Σc + α·V) over the V words known to the model, over which it sums to 1. */
export function smoothed(counts: Tally, vocabulary: number): (word: string) => number {
  const all = counts.sum() + SMOOTHING * vocabulary;
  return (word) => ((counts.get(word) ?? 0) + SMOOTHING) / all;
}

/**
 * The `most` most relevant words of a topic, each with Φ; a plural is one with its singular where the topic has both.
 * relevance(w) = (c_w / Σc) · ln(1 + A / f_w)^γ: f_w counts the word in all topics, A is the mean number of words a
 * topic. γ = 1 is class-based TF-IDF (Grootendorst 2022), whose first words are still too often those of every topic.
 */
export function keywords(counts: Tally, background: Background, most: number): Keyword[] {
  const total = counts.sum();
  if (total <= 0) return [];
  const { perTopic } = background;
  const relevanceOf = (count: number, everywhere: number): number =>
    (count / total) * Math.log(1 + perTopic / everywhere) ** RARITY;
  // Only the head is put in order, as much of it as may be forms of one another. A word that is nowhere else has the
  // most relevance that its count allows, c·ln(1 + A/c)^γ, which rises with c up to A / 2; what counts too little even so
  // is passed over.
  const head = most * FORMS;
  let first: Relevant[] = [];
  let enough = 0;
  for (const number of counts.numbers()) {
    const count = counts.at(number);
    if (count <= enough) continue;
    const relevance = relevanceOf(count, Math.max(background.counts.at(number), count));
    first.push({ word: wordOf(number), relevance });
    if (first.length < 2 * head) continue;
    first = first.sort(mostRelevant).slice(0, head);
    const least = (first[head - 1] as Relevant).relevance;
    enough = below(enough, perTopic / 2, (count) => relevanceOf(count, count) < least);
  }
  first = first.sort(mostRelevant).slice(0, head);
  const phi = smoothed(counts, background.counts.size);
  const groups = new Map<string, Keyword>();
  for (const { word, relevance } of first) {
    const singular = singularOf(word, counts);
    if (groups.has(singular)) continue;
    if (groups.size === most) break;
    // The more relevant form stands for all, with the probability of all.
    const probability = formsOf(singular, counts).reduce((sum, form) => sum + phi(form), 0);
    groups.set(singular, { word, probability, relevance });
  }
  return [...groups.values()];
}

interface Relevant {
  readonly word: string;
  readonly relevance: number;
}

function mostRelevant(a: Relevant, b: Relevant): number {
  return b.relevance - a.relevance || (a.word < b.word ? -1 : 1);
}

/** A number from `low` to `high`, near the last for which `holds`; `low` when there is none. */
function below(low: number, high: number, holds: (x: number) => boolean): number {
  for (let step = 0; step < 16 && low < high; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Most forms of one word: itself and its plurals. */
const FORMS = 4;

/** The word of which this is the plural in some counts: states → state, boxes → box, cities → city; else itself. */
function singularOf(word: string, counts: Tally): string {
  // Short words are left alone: news.
  if (word.length < 5 || !word.endsWith('s') || word.endsWith('ss')) return word;
  const candidates = [word.slice(0, -1)];
  if (word.endsWith('es')) candidates.push(word.slice(0, -2));
  if (word.endsWith('ies')) candidates.push(`${word.slice(0, -3)}y`);
  return candidates.find((candidate) => counts.has(candidate)) ?? word;
}

/** A word with its plurals, as far as they were counted. */
function formsOf(singular: string, counts: Tally): string[] {
  const plurals = [`${singular}s`, `${singular}es`];
  if (singular.endsWith('y')) plurals.push(`${singular.slice(0, -1)}ies`);
  return [singular, ...plurals.filter((form) => counts.has(form) && singularOf(form, counts) === singular)];
}
