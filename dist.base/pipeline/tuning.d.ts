import type { Clock, Probe } from '../core/ports.ts';
import type { Millis } from '../core/types.ts';
export interface TuningOptions {
    /** Time from one tuning to the next. */
    readonly every: Millis;
    /** When the last one began, shared by all replicas; null when none ever did. */
    readonly last: {
        readonly read: () => Promise<Millis | null>;
        readonly write: (at: Millis) => Promise<void>;
    };
    /** Whether this is the replica that trains: of many, it alone tunes. */
    readonly trains: () => boolean;
    /** Fits, judges, and moves the model where that is accepted; says what came of it. */
    readonly tune: () => Promise<string>;
    readonly clock: Clock;
    readonly probe: Pick<Probe, 'log'>;
}
/**
 * Resolves when the signal is aborted and what is being tuned is done. The first tuning is due a period after this was
 * first switched on, so that there are documents to tune on; one that fails is told of and is due again after a period,
 * as is one that the gate refuses.
 */
export declare function tuneAgain({ every, last, trains, tune, clock, probe }: TuningOptions, signal: AbortSignal): Promise<void>;
