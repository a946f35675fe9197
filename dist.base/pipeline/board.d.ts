import type { ModelOptions } from '../core/model/options.ts';
import type { Changelog, Clock, Codec, Encoder, Probe, Products } from '../core/ports.ts';
import type { Board } from '../core/show/board.ts';
import type { Command, TopicEventRecord } from '../core/types.ts';
import type { Models } from './feed.ts';
import type { ReplicaStatus } from './replica.ts';
export interface BoardOptions {
    readonly models: Models;
    readonly status: () => ReplicaStatus;
    /** The Kafka topic of the topics' events. */
    readonly events: Changelog;
    readonly codec: Codec<TopicEventRecord>;
    /** Where the log of each partition of the documents ends; null where only this replica's own pace is known. */
    readonly ends: (() => Promise<ReadonlyMap<number, bigint>>) | null;
    readonly encoder: Encoder;
    readonly products: Products;
    readonly options: ModelOptions;
    /** Puts a command before the trainer; null where nobody takes any. */
    readonly send: ((command: Command) => Promise<void>) | null;
    /** Whether the text of documents is shown. */
    readonly excerpts: boolean;
    readonly clock: Clock;
    readonly probe: Pick<Probe, 'log'>;
}
export interface RunningBoard extends Board {
    /** Keeps up with the model until the signal is aborted; a part that fails is tried again, and never stops a replica. */
    run(signal: AbortSignal): Promise<void>;
}
export declare function createBoard(options: BoardOptions): RunningBoard;
