import type { AbsorbTools } from '../core/model/absorb.ts';
import type { Changelog, Clock, Codec, DocumentReader, Encoder, Probe, Source } from '../core/ports.ts';
import type { Board } from '../core/show/board.ts';
import type { Phase } from '../core/show/types.ts';
import type { StopWords } from '../core/text/stopwords.ts';
import type { Command, ModelState } from '../core/types.ts';
import { type BoardOptions } from './board.ts';
import type { Attributes } from './cloudevents.ts';
import type { Names } from './names.ts';
import { type PaceReport } from './pace.ts';
import { type TrainerOptions } from './trainer.ts';
export interface ReplicaOptions {
    readonly names: Names;
    /** The documents Kafka topic, read by the workers' group; made when the model is restored, with the epoch to stamp on spans. */
    readonly documents: (epoch: () => number) => Source;
    /** The stats Kafka topic, read by the trainers' group. */
    readonly stats: (epoch: () => number) => Source;
    /** The commands' Kafka topic, read by a group of its own; null where there are none. */
    readonly control: ((epoch: () => number) => Source) | null;
    /** Puts a command there. */
    readonly send: ((command: Command) => Promise<void>) | null;
    readonly changelog: Changelog;
    readonly reader: DocumentReader;
    readonly encoder: Encoder;
    readonly codecs: TrainerOptions['codecs'] & {
        readonly control: Codec<Command>;
    };
    readonly stop: StopWords;
    readonly tools: AbsorbTools;
    readonly discard: (before: bigint) => Promise<void>;
    /** See WorkerOptions. */
    readonly staleness: number;
    readonly maxAhead: number;
    readonly maxStatsBytes: number;
    /** Longest wait, when draining, for the trainer here to absorb what the worker here has sent, ms. */
    readonly drainTimeout: number;
    /** What its board follows besides the model; null for a replica that shows nothing. */
    readonly show: Pick<BoardOptions, 'events' | 'ends' | 'excerpts'> | null;
    /** Resolves when its owner can go on with the encoder that the model has moved to; default never. */
    readonly successor?: (signal: AbortSignal) => Promise<void>;
    readonly clock: Clock;
    readonly probe: Probe;
    /** What is published says of itself in headers; default nothing. */
    readonly attributes?: Attributes;
}
export interface ReplicaStatus {
    readonly phase: Phase;
    /** Restored and not draining. */
    readonly ready: boolean;
    /** For people: the phase, or how well it keeps up. */
    readonly detail: string;
    readonly trainer: boolean;
    readonly pace: PaceReport;
}
export interface Replica {
    /**
     * Resolves after a drain that the signal began; rejects with the first error that stops the replica. One whose model
     * moves to another encoder while it runs stops working, is not ready, and rejects when there is a successor or the signal
     * comes.
     */
    run(signal: AbortSignal): Promise<void>;
    status(): ReplicaStatus;
    /** The newest model this replica has seen. */
    model(): ModelState;
    /** What it shows of its topics; null when it was told to show nothing. */
    readonly board: Board | null;
}
export declare function createReplica(options: ReplicaOptions): Replica;
