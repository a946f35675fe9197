/** Mutated inputs on a path, counted; throws with the input when one was neither taken nor refused, or took too long. */
import { dice, mutated } from './mutate.ts';
import type { Path } from './paths.ts';

/** Longest that one input may take, ms. */
export const HANG = 1000;

export interface Outcome {
  readonly name: string;
  readonly refusal: string;
  readonly inputs: number;
  readonly refused: number;
  /** ms. */
  readonly slowest: number;
}

export async function fuzz(
  { name, refusal, seeds, run }: Path,
  { count, seed }: { count: number; seed: number },
): Promise<Outcome> {
  const draw = dice(seed);
  let [refused, slowest] = [0, 0];
  for (let i = 0; i < count; i++) {
    const input = mutated(seeds[draw(seeds.length)] as Uint8Array, draw);
    const begun = performance.now();
    try {
      if ((await inTime(async () => run(input))) === 'refused') refused++;
    } catch (error) {
      const shown = Buffer.from(input).toString('base64');
      throw new Error(`${name}, seed ${seed}, input ${i} (base64 ${shown}): ${String(error)}`, { cause: error });
    }
    const took = performance.now() - begun;
    slowest = Math.max(slowest, took);
  }
  return { name, refusal, inputs: count, refused, slowest };
}

async function inTime<T>(work: () => Promise<T>): Promise<T> {
  let late: NodeJS.Timeout | undefined;
  const hung = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error('no answer within 10 s')), 10 * HANG);
  });
  return Promise.race([work(), hung]).finally(() => clearTimeout(late));
}
