import type { Products } from '../ports.ts';
import type { Millis, ModelState, TopicEvent } from '../types.ts';
import { type Affine, type Decompose } from './affine.ts';
import { type Pairs } from './move.ts';
/** What hangs on the documents alone, and so holds for every version of a model. */
export interface Plan {
    readonly map: Affine;
    /** What the map was fitted on. */
    readonly fitted: Pairs;
    /** Documents that had no part in it. */
    readonly heldOut: Pairs;
}
/** How many of the held-out documents keep their topic. */
export interface Agreement {
    readonly documents: number;
    /** Part of all that keep it; a stray that stays one keeps it too. */
    readonly all: number;
    /** Those whose topic leads the next by more than the median lead, */
    readonly sureDocuments: number;
    /** and the part of them that keep it. */
    readonly sure: number;
}
export interface Migration {
    /** Its version is the one before plus 1. */
    readonly state: ModelState;
    readonly events: readonly TopicEvent[];
    readonly agreement: Agreement;
}
export interface MigrateTools {
    /** Id of the new encoder. */
    readonly encoder: string;
    readonly halfLife: Millis;
    readonly products: Products;
}
/** Fewer documents than this say nothing of a map, nor of what it is worth. */
export declare const LEAST_PAIRS = 200;
/** Throws RangeError for fewer documents than `LEAST_PAIRS`. */
export declare function planOf(pairs: Pairs, decompose: Decompose): Plan;
/** Pure. The model as the new encoder would have it; nothing is refused here. */
export declare function migrated(before: ModelState, { map, fitted, heldOut }: Plan, tools: MigrateTools): Migration;
