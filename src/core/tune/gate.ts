/**
 * Whether a map sharpens what an encoder sees, without labels. Figures are of documents that no part of the map was
 * fitted on, before it and after it, always of the same encoder: what is good at halves and words by construction, as
 * a sum of words is, would fool a comparison between encoders.
 */
import { clustering } from '../evaluate/partition.ts';
import type { Products } from '../ports.ts';
import { draws } from '../random.ts';
import { spoken } from '../text/terms.ts';
import type { Bag } from '../text/wordpiece.ts';
import type { Embeddings } from '../types.ts';
import { kmeans, nearest } from './kmeans.ts';
import { inverseFrequencies } from './lsa.ts';
import { effectiveRank } from './spectrum.ts';

export interface Figures {
  /** Agreement of the two halves of documents on their cluster: NMI, in [0, 1]. */
  readonly view: number;
  /** Mean cosine of a document's words to those of its nearest neighbours, in [0, 1]. */
  readonly lex: number;
  /** Effective rank of the vectors, at least 1. */
  readonly erank: number;
}

/** Vectors of the gate's documents: whole, and of two disjoint halves of their words. Row i is document i in all three. */
export interface Views {
  readonly whole: Embeddings;
  readonly halves: readonly [Embeddings, Embeddings];
}

export interface GateTools {
  readonly products: Products;
  readonly seed: number;
}

/** Clusters that the halves are asked for, and clusterings over which their agreement is averaged: one alone is noisy. */
const CLUSTERS = 30;
const CLUSTERINGS = 10;
/** Neighbours whose words are looked at. */
const NEIGHBOURS = 10;
/** Words that say something of a document: in at least so many of the documents, in at most this part. */
const WORD_RANGE = { least: 3, part: 0.1 } as const;
/** What the halves must gain: less is within the noise. */
export const LEAST_VIEW = 0.01;

/** `words`: of the whole documents, whatever the encoder's own pieces are; ids below `size`. */
export function figuresOf(
  { whole, halves }: Views,
  { words, size }: { readonly words: readonly Bag[]; readonly size: number },
  { products, seed }: GateTools,
): Figures {
  let view = 0;
  for (let n = 0; n < CLUSTERINGS; n++) {
    const { centres } = kmeans(whole, { k: CLUSTERS, seed: seed + n, products });
    const [a, b] = halves.map((half) => Array.from(nearest(half, centres, products).labels)) as [number[], number[]];
    view += clustering(a, b).nmi / CLUSTERINGS;
  }
  return {
    view,
    lex: wordsOfNeighbours(neighbours(whole, NEIGHBOURS, products), words, size),
    erank: effectiveRank(whole),
  };
}

/** View grows beyond noise, and neither the words of neighbours nor the directions in use get fewer. */
export function passes(before: Figures, after: Figures): boolean {
  return after.view - before.view > LEAST_VIEW && after.lex > before.lex && after.erank > before.erank;
}

/** The `count` rows with the largest products to each row, itself left out; shape (rows, count), ties to the first. */
export function neighbours(points: Embeddings, count: number, products: Products): Int32Array {
  const { rows } = points;
  const k = Math.min(count, rows - 1);
  const found = new Int32Array(rows * k);
  const cosines = products.products(points, points);
  const best = new Float64Array(k);
  for (let i = 0; i < rows; i++) {
    best.fill(Number.NEGATIVE_INFINITY);
    for (let j = 0; j < rows; j++) {
      const cosine = cosines[i * rows + j] as number;
      if (j === i || cosine <= (best[k - 1] as number)) continue;
      let at = k - 1;
      for (; at > 0 && cosine > (best[at - 1] as number); at--) {
        best[at] = best[at - 1] as number;
        found[i * k + at] = found[i * k + at - 1] as number;
      }
      best[at] = cosine;
      found[i * k + at] = j;
    }
  }
  return found;
}

function wordsOfNeighbours(near: Int32Array, words: readonly Bag[], size: number): number {
  const idf = inverseFrequencies(words, size, { least: WORD_RANGE.least, part: WORD_RANGE.part });
  const weights = words.map(({ ids, counts }) => {
    const values = Float64Array.from(ids, (id, at) => (1 + Math.log(counts[at] as number)) * (idf[id] as number));
    const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
    return length > 0 ? values.map((value) => value / length) : values;
  });
  const dense = new Float64Array(size);
  const k = near.length / words.length;
  let sum = 0;
  words.forEach(({ ids }, i) => {
    ids.forEach((id, at) => {
      dense[id] = weights[i]?.[at] as number;
    });
    for (let n = 0; n < k; n++) {
      const j = near[i * k + n] as number;
      words[j]?.ids.forEach((id, at) => {
        sum += (dense[id] as number) * (weights[j]?.[at] as number);
      });
    }
    for (const id of ids) dense[id] = 0;
  });
  return near.length > 0 ? sum / near.length : 0;
}

/** A text's words in two disjoint parts, each word's side drawn by the seed and the document's number. */
export function halved(
  text: string,
  { seed, document }: { readonly seed: number; readonly document: number },
): [string, string] {
  const parts: [string, string] = ['', ''];
  const words = [...spoken(text)];
  const next = draws(seed * 1_000_003 + document);
  // As many on both sides: which places go where is shuffled, not each word's coin.
  const order = words.map((_, at) => ({ at, key: next() })).sort((x, y) => x.key - y.key || x.at - y.at);
  const first = new Set(order.slice(0, Math.ceil(words.length / 2)).map(({ at }) => at));
  for (const [at, { part, glued }] of words.entries()) {
    const side = first.has(at) ? 0 : 1;
    parts[side] += parts[side] === '' || glued ? part : ` ${part}`;
  }
  return parts;
}
