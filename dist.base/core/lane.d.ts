/**
 * One partition's way from what was fetched to what is committed, alike for every log: cuts spans, hands them on
 * with at most two in hand, lets them commit in turn, and begins again from the committed offset when one fails.
 */
import { type CutRule, type Fetched } from './cut.ts';
import type { Clock, Intake, OutRecord, Probe } from './ports.ts';
import type { Millis } from './types.ts';
/** What a lane needs of the log it reads from and commits to. */
export interface LaneLog {
    /**
     * Shuts out every earlier owner of the partition and aborts what it left open. Throws `transient` or `fatal`.
     * Aborted, it had better not: the partition may belong to another by now.
     */
    fence(revoked: AbortSignal): Promise<void>;
    /** The committed offset and where reading begins. Throws `transient`, or `fatal` when records between them were lost. */
    position(): Promise<{
        readonly committed: bigint | null;
        readonly start: bigint;
    }>;
    /** Begins to fetch at the offset; what comes is given to `Lane.push`. */
    open(offset: bigint): Promise<void>;
    /** Stops and resumes fetching: back-pressure. */
    hold(): void;
    resume(): void;
    /** Records and offset in one transaction. Throws `fenced` or `transient`. */
    commit(records: readonly OutRecord[], to: bigint): Promise<void>;
    /** Throws `fenced` when another owner has fenced this one since, `transient` when that cannot be told. Changes nothing. */
    confirm(): Promise<void>;
    /** Resolves at the next sign of the group that this replica is a member; a new assignment comes first where due. */
    member(): Promise<void>;
}
export interface LaneOptions {
    /** The Kafka topic. */
    readonly topic: string;
    readonly partition: number;
    readonly epoch: () => number;
    readonly cut: CutRule;
    readonly intake: Intake;
    readonly log: LaneLog;
    readonly clock: Clock;
    /** Jitter of the back-off, in [0, 1). */
    readonly random: () => number;
    readonly probe: Pick<Probe, 'log'>;
    /** How long failures may follow each other without a commit before the error is passed on, ms. */
    readonly patience: Millis;
}
/** Fetched records with the log's end. */
export interface LaneFetch extends Fetched {
    readonly highWatermark: bigint;
}
/**
 * Lives from the assignment of a partition until it is revoked. The owner fences all lanes of an assignment first
 * (`fence`), then lets each run.
 */
export declare class Lane {
    #private;
    readonly partition: number;
    constructor(options: LaneOptions);
    /**
     * Fences until it worked, the lane is over, or patience ends. `earlier`: the lane that had the partition before,
     * whose own fence, if it is on its way, must not come last.
     */
    fence(earlier?: Lane): Promise<void>;
    /**
     * Resolves when the lane was revoked or stopped and none of the intake's calls is running. Rejects with what must
     * stop the source.
     */
    run(): Promise<void>;
    push(fetch: LaneFetch): void;
    /** The log is complete: the rest is cut at once. */
    finish(): void;
    /** What was fetched can't be gone on with: begins again from the committed offset when the error is transient. */
    fail(error: unknown): void;
    /** The partition was taken away: work in hand can no longer be committed. */
    revoke(): void;
    /** Hands out no more; what is in hand is finished and committed. */
    stop(): void;
}
