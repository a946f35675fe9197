/** Seeds over worker threads. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Result } from './worker.ts';

/** Seeds that a thread is given at a time. */
const SOME = 20;
/** A run makes much that dies young, MB. */
const YOUNG = 64;

/**
 * Runs the seeds [from, from + count) with the code in a folder (`transpiled`), until `take` has had enough.
 * @param take called with each result as it comes; true ends it all
 */
export async function run(
  tree: string,
  { from, count, threads }: { readonly from: number; readonly count: number; readonly threads: number },
  take: (result: Result) => boolean,
): Promise<void> {
  let next = from;
  const workers = Array.from(
    { length: threads },
    () => new Worker(join(tree, 'test/simulate/worker.js'), { resourceLimits: { maxYoungGenerationSizeMb: YOUNG } }),
  );
  let over = false;
  const work = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      const give = (): void => {
        if (over || next >= from + count) {
          resolve();
          return;
        }
        const some = Math.min(SOME, from + count - next);
        worker.postMessage(Array.from({ length: some }, (_, i) => next + i));
        next += some;
      };
      worker.on('error', reject);
      worker.on('message', (message: Result | 'idle') => {
        if (message === 'idle') give();
        else if (!over) over = take(message);
        if (over) resolve();
      });
      give();
    });
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
