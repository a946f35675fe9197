import type { ModelRecord, ModelState, ModelVersion } from '../types.ts';
/** A state together with the version at which each of its keys was last written. */
export interface Snapshot {
    readonly state: ModelState;
    readonly written: ReadonlyMap<string, ModelVersion>;
}
export declare const HEAD_KEY = "head";
/** What turns one published version into the next, in the order it must be written. */
export interface Delta {
    /** Changed parts under their keys, then `head`, last. */
    readonly records: readonly {
        readonly key: string;
        readonly record: ModelRecord;
    }[];
    /** Keys that are gone; written before the head. */
    readonly tombstones: readonly string[];
    readonly snapshot: Snapshot;
}
/**
 * The records that bring a log that holds `before` to `state`. States share what did not change, so a part is
 * changed when it is another object. `state.version` must be above `before`'s.
 */
export declare function delta(before: Snapshot | null, state: ModelState): Delta;
/** The newest record under each key, as a reader of the log gathers them. */
export type Held = ReadonlyMap<string, ModelRecord>;
/**
 * The snapshot that a head describes, or what is missing for it. In a log read from the beginning an early head may
 * name versions that compaction has removed since; only at the log's end must it be whole.
 */
export declare function assemble(held: Held): {
    snapshot: Snapshot;
} | {
    missing: string;
} | null;
/** For whoever has lost a model. */
export declare const REMEDY = "Stop all replicas, then bring a saved model back by `leitmotif state import FILE`, or make one anew from the documents by `leitmotif state reset --to earliest` (docs/disasters.md)";
/** `assemble` at the log's end: null for an empty log; throws `fatal` when the head is not whole. */
export declare function restore(held: Held): Snapshot | null;
