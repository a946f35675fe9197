/** Opens a new epoch of a deployment: a model and all positions in one transaction, while no replica runs. */
import { type Destination, type Positions, type Standing } from '../core/epoch.ts';
import type { Changelog, Clock, Codec, OutRecord } from '../core/ports.ts';
import type { Millis, ModelRecord, ModelState, PhiRecord, TopicEventRecord } from '../core/types.ts';
import type { Names } from './names.ts';
/** The groups of a deployment, and the right to write in the name of all of them. */
export interface Groups {
    /** Who is in any of them, for people. */
    members(): Promise<readonly string[]>;
    /** Shuts out whoever may still hold one of their transactional ids, and aborts what was left open. */
    fence(): Promise<void>;
    /** Where each stands in what it reads; a group reads one Kafka topic. */
    standing(group: 'documents' | 'control' | 'stats'): Promise<readonly Standing[]>;
    /** Of each partition of the documents the offset of the first record at or after a time, where there is one. */
    documentsAt(time: Millis): Promise<ReadonlyMap<number, bigint>>;
    /** Everything in one transaction, or nothing. Throws `fenced`, `transient` or `fatal`. */
    commit(records: readonly OutRecord[], positions: Positions): Promise<void>;
}
export interface EpochOptions {
    readonly names: Names;
    readonly changelog: Changelog;
    readonly phi: Changelog;
    readonly events: Changelog;
    readonly codecs: {
        readonly model: Codec<ModelRecord>;
        readonly phi: Codec<PhiRecord>;
        readonly events: Codec<TopicEventRecord>;
    };
    readonly groups: Groups;
    readonly halfLife: Millis;
    /** How long a replica that is leaving, or was killed, may still be counted as a member, ms. */
    readonly patience: Millis;
    readonly clock: Clock;
}
export interface Wanted {
    /** What the epoch begins with, given the model there is: null when it is lost or damaged. */
    readonly base: (current: ModelState | null) => ModelState;
    readonly to: Destination;
    /** Why, in the events. */
    readonly reason: string;
    /** Writes nothing, and shuts nobody out. */
    readonly dryRun: boolean;
}
/** A partition of the documents, and where it goes on. */
export interface Move extends Standing {
    readonly to: bigint;
}
export interface Opened {
    readonly state: ModelState;
    /** What is wrong with the model that there was; null when it was whole or the Kafka topic empty. */
    readonly damage: string | null;
    readonly moves: readonly Move[];
    readonly retired: number;
    /** Topics that begin, or come back. */
    readonly revived: number;
    /** Who is in the way, in a dry run. */
    readonly members: readonly string[];
}
/**
 * Steps: 1 no replica may run; 2 whoever was frozen is shut out; 3 what is left of the model, Φ and events is read, and
 * where logs and groups stand; 4 the first model of the epoch is made; 5 model, Φ, events and all offsets are committed
 * in one transaction. Throws `fatal` while replicas run, or for a destination that the log does not hold.
 */
export declare function openEpoch(wanted: Wanted, options: EpochOptions): Promise<Opened>;
