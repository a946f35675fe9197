/** A committed offset beside what the log still holds: the offsets [low, end). */
export interface CommittedInLog {
    readonly topic: string;
    readonly partition: number;
    readonly group: string;
    readonly committed: bigint;
    readonly low: bigint;
    readonly end: bigint;
}
/**
 * Where a group goes on: its committed offset. Throws `fatal` when the log no longer holds it, saying what was lost
 * and how to accept that; with `acceptLoss` the nearest offset that is left.
 */
export declare function resumeAt(at: CommittedInLog, acceptLoss: boolean): bigint;
