/** Spreads texts over worker threads and puts the rows together again in order. Knows nothing of models. */
import type { Worker } from 'node:worker_threads';
export type ToWorker = {
    readonly kind: 'encode';
    readonly job: number;
    readonly texts: readonly string[];
} | {
    readonly kind: 'close';
};
export type Failure = {
    readonly fault: 'transient' | 'fatal' | 'bug';
    readonly message: string;
};
export type FromWorker = 
/** Once, when the model is loaded; `dim` is the length of a row. */
{
    readonly kind: 'ready';
    readonly dim: number;
}
/** Instead of `ready`; the thread then ends. */
 | ({
    readonly kind: 'broken';
} & Failure)
/** One row for each text of the job. */
 | {
    readonly kind: 'encoded';
    readonly job: number;
    readonly data: Float32Array;
} | ({
    readonly kind: 'failed';
    readonly job: number;
} & Failure);
export interface Pool {
    /** Length of a row. */
    readonly dim: number;
    /** One row for each text, row-major. Rejects with `transient` when a thread died under it, `bug` once closed. */
    encode(texts: readonly string[]): Promise<Float32Array>;
    /** Ends the threads; calls still in hand reject with `transient`. */
    close(): Promise<void>;
}
/**
 * `start` makes a thread that speaks ToWorker and FromWorker. Resolves when `size` of them are ready; rejects, with
 * none left running, when one of them can't start. A thread that dies later is replaced. `jobTexts`: texts of one job at
 * most.
 */
export declare function createPool({ size, start, jobTexts, }: {
    size: number;
    start: () => Worker;
    jobTexts?: number;
}): Promise<Pool>;
