/** The thread in which a tuning is computed, so that progress and signals are served meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../../../core/errors.ts';
import { type Epoch, type Job, type Outcome, runJob } from '../../../core/tune/job.ts';
import { int16Products } from '../../../edges/products/int16.ts';
import { openCheckpoints } from './checkpoints.ts';

export interface Errand {
  readonly job: Job;
  /** Folder for checkpoints of the student. */
  readonly work: string;
}

export type Report =
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'epoch'; readonly epoch: Epoch }
  | { readonly kind: 'done'; readonly outcome: Outcome }
  | { readonly kind: 'failed'; readonly message: string };

if (parentPort !== null) {
  const port = parentPort;
  const say = (report: Report) => port.postMessage(report);
  const { job, work } = workerData as Errand;
  try {
    const checkpoints = await openCheckpoints(work, job);
    const outcome = runJob(job, {
      products: int16Products(),
      say: (step) => say({ kind: 'step', step }),
      epoch: (epoch) => say({ kind: 'epoch', epoch }),
      keep: checkpoints.keep,
      resume: checkpoints.last,
    });
    say({ kind: 'done', outcome });
  } catch (error) {
    say({ kind: 'failed', message: messageOf(error) });
  }
}
