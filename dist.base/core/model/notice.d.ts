/** What becomes of topics that stay: trends against their own history, and drift from where they were. */
import type { Cell, Millis, ModelState, Topic } from '../types.ts';
import { type Draft } from './lineage.ts';
import { type ModelOptions } from './options.ts';
export interface Rise {
    /** Recent documents, decayed by the short half-life. */
    readonly recent: number;
    /** What they would be, had the topic's documents come evenly since its birth. */
    readonly expected: number;
    /** (recent − expected) / √expected: standard deviations of a Poisson count. */
    readonly deviations: number;
}
/** Of a topic of `weight` decayed documents whose first was met `age` ms ago. */
export declare function rise(weight: number, recent: number, age: Millis, halfLife: Millis): Rise;
/** A live topic of now with its trend, and what is to be told of it. */
export declare function notice(topic: Topic, cells: readonly Cell[], state: Pick<ModelState, 'streamTime' | 'mean' | 'geometry'>, options: Pick<ModelOptions, 'halfLife'>): {
    topic: Topic;
    drafts: Draft[];
};
