/** The partitions that one member of a group has in hand: a lane for each, from assignment to assignment. */
import type { Lane } from './lane.ts';
import type { Clock } from './ports.ts';
export interface LanesOptions {
    /** Makes the lane of a partition; `over` is aborted when the assignment ends. `close` frees what it holds. */
    readonly create: (partition: number, over: AbortSignal) => {
        readonly lane: Lane;
        close?(): Promise<void>;
    };
    /** Told to stop by the caller. */
    readonly signal: AbortSignal;
    readonly clock: Clock;
}
export declare class Lanes {
    #private;
    constructor(options: LanesOptions);
    /** Aborted once the source was told to stop, or has failed. */
    get over(): AbortSignal;
    /** The lane of a partition in hand. */
    at(partition: number): Lane | undefined;
    /** Stops everything with the error, unless there was one before. */
    fail(error: unknown): void;
    /**
     * These partitions, and no others, are in hand from now on. All of them are fenced before any goes on; one that was
     * in hand before begins anew when its earlier work is at rest.
     */
    assign(partitions: readonly number[]): void;
    /**
     * Resolves when the source is over and its work at rest: told to stop, what is in hand is finished first; failed,
     * it is dropped.
     */
    ended(): Promise<void>;
    /** Throws the first error, if there was one. */
    throwFailure(): void;
}
