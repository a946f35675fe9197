/** A job of tuning over the tiny vocabulary, with the hashing encoder for a teacher. */
import { type Encoders, jobOf, type Sample, splitByTime } from '../../src/cli/commands/tune/data.ts';
import { draws } from '../../src/core/random.ts';
import type { Job } from '../../src/core/tune/job.ts';
import { hashingEncoder } from '../../src/edges/encoder/hashing.ts';
import { vocabularyOf } from '../../src/edges/encoder/vocabulary.ts';
import { TINY_TOKENIZER } from './tuned.ts';

const SUBJECTS = [
  ['river', 'banks', 'rain', 'storm'],
  ['vote', 'votes', 'goal', 'goals'],
  ['storming', 'raining', 'voting', 'banking'],
];

/** Documents of three subjects, a second apart. */
export function tinySamples(count: number): Sample[] {
  const next = draws(11);
  return Array.from({ length: count }, (_, i) => {
    const subject = i % SUBJECTS.length;
    const words = Array.from({ length: 8 }, () => {
      const from = next() < 0.7 ? (SUBJECTS[subject] as string[]) : SUBJECTS.flat();
      return from[Math.floor(next() * from.length)] as string;
    });
    return { text: words.join(' '), time: 1000 * i, label: `subject ${subject}` };
  });
}

export async function tinyJob({ count = 400, student = true, seed = 1 } = {}): Promise<Job> {
  const encoder = hashingEncoder({ dim: 16 });
  const encoders: Encoders = { documents: encoder, halves: encoder, pieces: encoder };
  const vocabulary = vocabularyOf(TINY_TOKENIZER);
  const options = { vocabulary, limit: 46, student, labelled: false, seed, encoded: () => {} };
  return jobOf(splitByTime(tinySamples(count)), encoders, options);
}
