/** One and the same text, again and again: how much of it was added lately, in bounded room. */
import type { Copies, Embeddings, Millis } from '../types.ts';
import { remaining } from './decay.ts';
import { LIFE } from './options.ts';

export const NO_COPIES: Copies = { reference: 0, counts: new Map() };

/** 53 bits for each row's values, to the last bit: the same text has the same vector. Shape (rows). */
export function fingerprints({ rows, dim, data }: Embeddings): Float64Array {
  const bits = new Int32Array(data.buffer, data.byteOffset, rows * dim);
  const prints = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    // Two multiplicative hashes (Knuth 1998, 6.4), each with an odd multiplier of its own.
    let high = 0x9e3779b9;
    let low = 0x85ebca6b;
    for (let j = i * dim; j < (i + 1) * dim; j++) {
      const value = bits[j] as number;
      high = Math.imul(high ^ value, 0x01000193);
      high ^= high >>> 15;
      low = Math.imul(low, 0x5bd1e995) ^ value;
      low ^= low >>> 13;
    }
    prints[i] = (high >>> 0) * 2 ** 21 + (low >>> 11);
  }
  return prints;
}

/**
 * With some more texts, each added once. A summary of `LIFE.watched` counters (Misra & Gries 1982; merged as Agarwal et al.
 * 2012 do): a count is never above what was added, decayed, and below it by no more than 1 / (watched + 1) of all texts.
 */
export function counted(copies: Copies, texts: Float64Array, time: Millis, halfLife: Millis): Copies {
  const reference = Math.max(copies.reference, time);
  const left = remaining(reference - copies.reference, halfLife);
  const counts = new Map<number, number>();
  for (const [text, count] of copies.counts) counts.set(text, count * left);
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  if (counts.size <= LIFE.watched) return { reference, counts };
  const descending = Float64Array.from(counts.values()).sort().reverse();
  const least = descending[LIFE.watched] as number;
  const kept = new Map<number, number>();
  for (const [text, count] of counts) if (count > least) kept.set(text, count - least);
  return { reference, counts: kept };
}

/** Texts of which so much was added that no more of them counts. */
export function sated({ counts }: Copies): ReadonlySet<number> {
  const texts = new Set<number>();
  for (const [text, count] of counts) if (count >= LIFE.copies) texts.add(text);
  return texts;
}
