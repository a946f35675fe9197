import { type Epoch, type Job, type Outcome } from '../../../core/tune/job.ts';
export interface Errand {
    readonly job: Job;
    /** Folder for checkpoints of the student. */
    readonly work: string;
}
export type Report = {
    readonly kind: 'step';
    readonly step: string;
} | {
    readonly kind: 'epoch';
    readonly epoch: Epoch;
} | {
    readonly kind: 'done';
    readonly outcome: Outcome;
} | {
    readonly kind: 'failed';
    readonly message: string;
};
