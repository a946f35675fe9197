import type { Checkpoint, Job } from '../../../core/tune/job.ts';
export interface Checkpoints {
    /** Of the very same job; null when there is none. */
    readonly last: Checkpoint | null;
    /** Replaces the last as a whole or not at all. */
    readonly keep: (checkpoint: Checkpoint) => void;
}
export declare function openCheckpoints(folder: string, job: Job): Promise<Checkpoints>;
