import type { Products } from '../ports.ts';
import type { BatchStats, ModelState, TopicEvent } from '../types.ts';
import type { ModelOptions } from './options.ts';
interface Steered {
    readonly state: ModelState;
    readonly events: readonly TopicEvent[];
}
/** Pure. Each order is done, or refused with an event that says why. Call with what `admit` has let in. */
export declare function steer(before: ModelState, { orders }: BatchStats, options: ModelOptions, products: Products): Steered;
export {};
