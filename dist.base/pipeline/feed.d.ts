/** The model as the trainer publishes it, followed by every replica. */
import { LeitmotifError } from '../core/errors.ts';
import type { ModelOptions } from '../core/model/options.ts';
import { type Origin } from '../core/model/state.ts';
import { type View } from '../core/model/view.ts';
import type { Changelog, Codec, KeyedRecord, Probe } from '../core/ports.ts';
import type { ModelRecord, ModelState, ModelVersion } from '../core/types.ts';
import type { Written } from './written.ts';
/** The newest complete model. */
export interface Published {
    readonly state: ModelState;
    readonly view: View;
}
export interface FeedOptions {
    readonly changelog: Changelog;
    /** What the trainer of this replica has written; default nothing. */
    readonly written?: Written;
    readonly codec: Codec<ModelRecord>;
    /** What a model must have been made with; also names the empty one. */
    readonly origin: Origin;
    readonly options: ModelOptions;
    readonly probe: Probe;
}
/** For those who ask for a model where there is none. */
export declare function noModel({ model }: {
    readonly model: string;
}): LeitmotifError;
/** Gathers the newest record of each key; what a later one has replaced need not be readable. */
export declare function hold(held: Map<string, ModelRecord>, records: Iterable<KeyedRecord>, codec: Codec<ModelRecord>, written?: Written): Promise<void>;
/** Throws `fatal` for a model that other vectors or another kernel made; stage `migrate` when it once was of these. */
export declare function checkOrigin(state: ModelState, origin: Origin): void;
/** What may be asked of the models as they come. */
export type Models = Pick<ModelFeed, 'current' | 'restored'>;
export declare class ModelFeed {
    #private;
    constructor(options: FeedOptions);
    /** The newest complete model; the empty one before any was published. */
    current(): Published;
    /** The version that was complete at the start: what comes after it was seen to come. null while restoring. */
    restored(): ModelVersion | null;
    /**
     * Follows the changelog until the signal is aborted. `restored` is called once, when the model as it was at the
     * start is complete. Rejects with `fatal` when it is not, or was made by another encoder.
     */
    run(restored: () => void, signal: AbortSignal): Promise<void>;
    /**
     * Resolves with the first model, from the current one on, that fulfils the condition. Rejects with `fenced` when
     * aborted, with `transient` when the model is no longer followed, so that none can come.
     */
    until(fulfils: (state: ModelState) => boolean, signal: AbortSignal): Promise<Published>;
}
