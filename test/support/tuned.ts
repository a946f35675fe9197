/** Tuned encoders for tests: maps with random numbers, or a student over the tiny vocabulary. */

import { draws } from '../../src/core/random.ts';
import type { FeedMap } from '../../src/core/tune/map.ts';
import type { Student } from '../../src/core/tune/student.ts';
import { TINY_VOCABULARY, tokenizerJson } from './tiny-bert.ts';

export const TINY_TOKENIZER = JSON.stringify(tokenizerJson());
const SIZE = TINY_VOCABULARY.length;

/** Without words for an encoder without pieces. */
export function randomMap(
  dim: number,
  { words, adapter = false, seed = 1 }: { words: boolean; adapter?: boolean; seed?: number },
): FeedMap {
  const next = draws(seed);
  const matrix = new Float32Array(dim * dim);
  for (let a = 0; a < dim; a++) {
    for (let b = 0; b < a; b++) matrix[a * dim + b] = (next() - 0.5) * 0.2;
    matrix[a * dim + a] = 0.5 + next();
  }
  const rows = Float32Array.from({ length: SIZE * 5 }, () => next() - 0.5);
  const rank = 3;
  const small = (length: number) => Float32Array.from({ length }, () => next() - 0.5);
  return {
    adapter: adapter ? { dim, rank, down: small(dim * rank), up: small(rank * dim) } : null,
    whitening: { dim, mean: Float32Array.from({ length: dim }, () => (next() - 0.5) * 0.1), matrix },
    words: words ? { lsa: { size: SIZE, dim: 5, rows }, weight: 0.4 } : null,
  };
}

export function randomStudent(dim: number, seed = 2): Student {
  const next = draws(seed);
  return { size: SIZE, dim, rows: Float32Array.from({ length: SIZE * dim }, () => next() - 0.5) };
}
