/** Φ: the words of topics, from the decayed counts their cells hold. */

import { landmarkOf, remaining } from '../model/decay.ts';
import { Counts, Tally, wordOf } from '../text/counts.ts';
import type { Cell, Keyword, Millis } from '../types.ts';

/** Additive smoothing: pseudo-occurrences of every known word in every topic. */
const SMOOTHING = 0.01;

/** γ: how much it counts that a word is rare elsewhere, where a topic is named: by what others hardly say. */
const NAMED = 3;
/** A name counts as said elsewhere at least by this part of a topic's words: one that is rarer there is no better. */
const ELSEWHERE = 0.01;

/**
 * Part of a topic's words below which nothing is left of one, 2^−100: of a cell that was silent for a thousand half-lives, in a
 * topic that was not, counts are so small that what is divided by them is ∞.
 */
const LEFT = 2 ** -100;

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

/** A word that was chosen for a topic. */
export interface Chosen extends Keyword {
  /** How well it would do as the topic's name. */
  readonly naming: number;
}

/**
 * The `most` words of a topic that are most its own, each with Φ; a plural is one with its singular where the topic has
 * both. With r(w, γ) = (c_w / Σc) · ln(1 + A / f_w)^γ, where f_w counts the word in all topics and A is the mean number of
 * words a topic, they are those with the largest r(w, 2), the largest first: they should be its own. Their relevance is
 * r(w, 1), class-based TF-IDF (Grootendorst 2022), among whose first words are too many that every topic has; `inOrder`
 * orders by it. Names are said much here and hardly in other topics: naming = (c_w / Σc) · ln(1 + A / (f_w − c_w + A / 100))³,
 * where the word of a topic that is larger than others is no less its own.
 */
export function keywords(counts: Tally, background: Background, most: number): Chosen[] {
  const total = counts.sum();
  if (total <= 0) return [];
  const { perTopic } = background;
  const rarityOf = (everywhere: number): number => Math.log(1 + perTopic / everywhere);
  // A product: a power takes ten times as long, and every word of the topic comes by here.
  const ownOf = (count: number, everywhere: number): number => {
    const rarity = rarityOf(everywhere);
    return (count / total) * rarity * rarity;
  };
  // Only the head is put in order, as much of it as may be forms of one another. A word that is nowhere else is as much
  // the topic's own as its count allows, c·ln(1 + A/c)², which rises with c up to A / 4; what counts too little even so is
  // passed over.
  const head = most * FORMS;
  let found: Candidate[] = [];
  let enough = total * LEFT;
  let least = 0;
  for (const number of counts.numbers()) {
    const count = counts.at(number);
    if (count <= enough) continue;
    const everywhere = Math.max(background.counts.at(number), count);
    const own = ownOf(count, everywhere);
    if (own < least) continue;
    found.push({ word: wordOf(number), own, count, everywhere });
    if (found.length < 2 * head) continue;
    found = found.sort(mostItsOwn).slice(0, head);
    least = (found[head - 1] as Candidate).own;
    enough = below(enough, perTopic / 4, (count) => ownOf(count, count) < least);
  }
  found = found.sort(mostItsOwn).slice(0, head);
  const phi = smoothed(counts, background.counts.size);
  const groups = new Map<string, Chosen>();
  for (const { word, count, everywhere } of found) {
    const singular = singularOf(word, counts);
    if (groups.has(singular)) continue;
    if (groups.size === most) break;
    // The form that is more the topic's own stands for all, with the probability of all.
    const probability = formsOf(singular, counts).reduce((sum, form) => sum + phi(form), 0);
    groups.set(singular, {
      word,
      probability,
      relevance: (count / total) * rarityOf(everywhere),
      naming: (count / total) * rarityOf(everywhere - count + perTopic * ELSEWHERE) ** NAMED,
    });
  }
  return [...groups.values()];
}

interface Candidate {
  readonly word: string;
  readonly own: number;
  readonly count: number;
  readonly everywhere: number;
}

function mostItsOwn(a: Candidate, b: Candidate): number {
  return b.own - a.own || (a.word < b.word ? -1 : 1);
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
