import { type AbsorbTools } from '../core/model/absorb.ts';
import { type Origin } from '../core/model/state.ts';
import type { Changelog, Clock, Codec, Intake, Probe } from '../core/ports.ts';
import type { BatchStats, ModelRecord, PhiRecord, ThetaRecord, TopicEventRecord } from '../core/types.ts';
import { type Attributes } from './cloudevents.ts';
import type { Names } from './names.ts';
import { Written } from './written.ts';
export interface TrainerOptions {
    readonly names: Names;
    readonly changelog: Changelog;
    readonly codecs: {
        readonly stats: Codec<BatchStats>;
        readonly model: Codec<ModelRecord>;
        readonly theta: Codec<ThetaRecord>;
        readonly phi: Codec<PhiRecord>;
        readonly events: Codec<TopicEventRecord>;
    };
    readonly origin: Origin;
    readonly tools: AbsorbTools;
    /** Deletes stats below an offset, all of them absorbed; a failure is retried at a later version. */
    readonly discard: (before: bigint) => Promise<void>;
    readonly clock: Clock;
    readonly probe: Probe;
    /** What is published says of itself in headers; default nothing. */
    readonly attributes?: Attributes;
}
export interface Trainer extends Intake {
    /** The records of the model as this replica has read or written them lately. */
    readonly written: Written;
    /** Whether this replica has taken over the training. */
    active(): boolean;
    /** The offset up to which the published model has absorbed a partition; null for none, or while not active. */
    absorbed(partition: number): bigint | null;
}
/** An Intake for the stats Kafka topic. */
export declare function createTrainer(options: TrainerOptions): Trainer;
