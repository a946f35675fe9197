/** A thread that runs seeds as it is given them. */
import { parentPort } from 'node:worker_threads';
import { messageOf } from '../../src/core/errors.ts';
import { type FaultKind, FEWEST } from './faults.ts';
import { wrong } from './invariants.ts';
import { scenarioOf, simulate } from './run.ts';

/** What became of a seed. */
export interface Result {
  readonly seed: number;
  /** null when every invariant held. */
  readonly wrong: string | null;
  readonly happened: readonly { readonly what: FaultKind; readonly interrupted: boolean }[];
  /** Happenings, and virtual time, ms. */
  readonly steps: number;
  readonly took: number;
}

/** Every so-manieth seed is run twice: it must take the same way. */
const TWICE = 50;

// Stacks are for people; nobody reads those of a hundred thousand aborted waits.
Error.stackTraceLimit = 0;

// Node's own keeps a signal made of others for as long as somebody listens, whoever that is: a killed replica's for ever, with
// all that it held. This one goes with those that it is made of.
AbortSignal.any = (signals) => {
  const any = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) any.abort(signal.reason);
    else signal.addEventListener('abort', () => any.abort(signal.reason), { once: true });
  }
  return any.signal;
};

/** Runs one seed; `story` gets what happened in it. */
export async function result(seed: number, story?: string[]): Promise<Result> {
  const scenario = scenarioOf(seed);
  try {
    const outcome = await simulate(scenario, story ? { story } : {});
    const { happened, steps, took, trace } = outcome;
    let why = await wrong(outcome);
    if (happened.length < FEWEST) why ??= `only ${happened.length} faults came to pass`;
    if (why === null && seed % TWICE === 0 && (await simulate(scenario)).trace !== trace)
      why = 'it is not the same twice';
    return {
      seed,
      wrong: why,
      happened: happened.map(({ what, met }) => ({ what, interrupted: met.some(({ end }) => end !== 'committed') })),
      steps,
      took,
    };
  } catch (error) {
    return { seed, wrong: messageOf(error), happened: [], steps: 0, took: 0 };
  }
}

async function work(seeds: readonly number[]): Promise<void> {
  for (const seed of seeds) parentPort?.postMessage(await result(seed));
  parentPort?.postMessage('idle');
}

parentPort?.on('message', (seeds: readonly number[]) => void work(seeds));
