/** The trainer's half: the stats of one span → the next model. One record at a time, in the order of the log. */
import type { Products, Seeder } from '../ports.ts';
import { type BatchStats, type ModelState, type RevisedTheta, type TopicEvent } from '../types.ts';
import { type ModelOptions } from './options.ts';
export interface AbsorbTools {
    readonly options: ModelOptions;
    readonly products: Products;
    readonly seeder: Seeder;
    /** Go on over a gap in the spans of a partition instead of refusing; default false. */
    readonly acceptLoss?: boolean;
}
export interface AbsorbResult {
    /** The very state that came in when there was nothing to absorb. */
    readonly state: ModelState;
    readonly events: readonly TopicEvent[];
    readonly revised: readonly RevisedTheta[];
}
/**
 * Pure and deterministic: equal states and stats give equal results, bit for bit. Births, merges and splits depend on
 * weights and records alone, never on how records are grouped into published versions. Throws as `admit` does.
 */
export declare function absorb(before: ModelState, made: BatchStats, tools: AbsorbTools): AbsorbResult;
