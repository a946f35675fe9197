import type { FeedLog, FeedRecord, FeedSource, FeedStep } from '../core/feeds/types.ts';
import type { Clock, Probe } from '../core/ports.ts';
export interface FeederOptions {
    readonly source: FeedSource;
    readonly log: FeedLog;
    readonly clock: Clock;
    readonly probe: Pick<Probe, 'log'>;
    /** Jitter in [0, 1). */
    readonly random: () => number;
    /** Most records and bytes of one transaction, except where one step of the source is larger. */
    readonly records: number;
    readonly bytes: number;
    /** Most bytes of one record's value; a larger one is left out. */
    readonly largest: number;
    readonly tooLarge: (record: FeedRecord) => void;
    /** How long to gather for a transaction, ms. */
    readonly linger: number;
    /** Records a second at most. */
    readonly rate: number;
    /** How long failures of the log may follow each other, ms. */
    readonly patience: number;
    /** Called with each step that is committed. */
    readonly committed: (step: FeedStep) => void;
}
/** Resolves when the source has ended, or after the signal with what was in hand written. Throws the failure that stops it. */
export declare function feeder(options: FeederOptions, signal: AbortSignal): Promise<void>;
