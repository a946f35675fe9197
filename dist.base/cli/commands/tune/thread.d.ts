import type { Epoch, Outcome } from '../../../core/tune/job.ts';
import type { Errand } from './worker.ts';
export interface Listener {
    readonly step: (step: string) => void;
    readonly epoch: (epoch: Epoch) => void;
}
/** Computes a tuning in a thread of its own. Rejects with `fatal` when that fails; aborting ends it, checkpoints stay. */
export declare function tuneInThread(errand: Errand, { step, epoch }: Listener, signal: AbortSignal): Promise<Outcome>;
