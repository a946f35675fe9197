/** Whether this replica keeps up with its input, and what to do when it does not. */
import type { RawBatch } from '../core/ports.ts';
import type { Millis } from '../core/types.ts';
export interface PaceReport {
    /** Documents waiting in the partitions of this replica. */
    readonly lag: number;
    /** Documents a second, over the last half minute: arriving, and committed. */
    readonly input: number;
    readonly output: number;
    /** Seconds until the lag is gone at these rates; 0 with no lag, Infinity when it grows. */
    readonly catchUp: number;
    /** Input outruns encoding. */
    readonly behind: boolean;
    /** The same for people. */
    readonly statement: string;
}
export interface Pace {
    moved(batch: Pick<RawBatch, 'span' | 'highWatermark'>, now: Millis): void;
    forget(partition: number): void;
    report(): PaceReport;
}
export declare function createPace(): Pace;
