import type { Probe } from '../../../core/ports.ts';
import type { Config } from '../../config.ts';
export interface Tuning {
    /** Tunes when it is due, until the signal is aborted and what was begun is done. `tuned` is the folder of the encoder in use; null for the plain one. */
    run(trains: () => boolean, tuned: string | null, signal: AbortSignal): Promise<void>;
    /** The folder whose encoder the model has now; null where there is none. */
    current(): Promise<string | null>;
    /** Resolves when there is one, or with the signal. */
    successor(signal: AbortSignal): Promise<void>;
}
export declare function openTuning(config: Config, { file, flags, probe, stop, }: {
    file: string | undefined;
    flags: ReadonlyMap<string, string>;
    probe: Probe;
    stop: AbortSignal;
}): Tuning;
