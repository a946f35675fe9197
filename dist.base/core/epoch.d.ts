import { type Millis, type ModelState, type ModelVersion, type PhiRecord, type TopicEvent, type TopicId } from './types.ts';
/** What is left of the epochs before; 0 where nothing is known. */
export interface Past {
    readonly version: ModelVersion;
    readonly epoch: number;
    /** The largest ids ever met, */
    readonly topic: TopicId;
    readonly cell: number;
    /** and the number of the last event. */
    readonly sequence: number;
    /** Topics that events have told of. */
    readonly told: ReadonlySet<TopicId>;
    /** Topics that readers of Φ take for live. */
    readonly shown: ReadonlyMap<TopicId, Pick<PhiRecord, 'level' | 'label'>>;
}
/** One partition of a log, and how far its group has read. */
export interface Standing {
    readonly partition: number;
    /** The log holds the offsets [low, end). */
    readonly low: bigint;
    readonly end: bigint;
    /** null for nothing yet. */
    readonly committed: bigint | null;
}
/** Where documents go on: `exported` is where the model that begins the epoch stood. */
export type Destination = 'earliest' | 'latest' | 'committed' | 'exported' | {
    readonly time: Millis;
} | {
    readonly offset: bigint;
}
/** Partitions that are not named go on where the group has come to. */
 | {
    readonly offsets: ReadonlyMap<number, bigint>;
};
export interface Positions {
    /** Partition → the first offset of the epoch. */
    readonly documents: ReadonlyMap<number, bigint>;
    /** null: no command was ever read. */
    readonly control: bigint | null;
    readonly stats: bigint;
}
/**
 * The offset of each partition. `atTime`: offsets of the first records at or after the destination's time, where there
 * are any. Throws `fatal`, stage `config`, for an offset that the log does not hold.
 */
export declare function documentsAt(to: Destination, { topic, standing, absorbed, atTime, }: {
    /** The Kafka topic. */
    readonly topic: string;
    readonly standing: readonly Standing[];
    readonly absorbed: ModelState['absorbed'];
    readonly atTime: ReadonlyMap<number, bigint>;
}): Map<number, bigint>;
export interface Beginning {
    readonly state: ModelState;
    readonly events: readonly TopicEvent[];
    /** Topics whose Φ goes. */
    readonly gone: readonly TopicId[];
}
/**
 * The first model of the epoch: `base` with ids, versions and numbers of events above all that were ever met, so that
 * none is used twice. Topics that readers take for live and that are not in it retire, those that they take for gone come
 * back, so that the events replayed are the table of topics still.
 */
export declare function begin(base: ModelState, past: Past, at: Positions, reason: string): Beginning;
