import type { Probe } from '../../../core/ports.ts';
import type { Config } from '../../config.ts';
import { type Sample } from './data.ts';
export interface NewestSample extends Sample {
    /** Where it lies. */
    readonly place: {
        readonly partition: number;
        readonly offset: bigint;
    };
}
/**
 * At most `newest`, in order of time. Nothing is written and no group of the deployment is touched. What is no document,
 * deleted or replaced by a newer one of its id is left out; labels are found in documents that are JSON.
 */
export declare function newestSamples(config: Config, { label, newest, probe, signal }: {
    label: string | null;
    newest: number;
    probe: Probe;
    signal: AbortSignal;
}): Promise<NewestSample[]>;
