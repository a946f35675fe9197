import type { Products } from '../ports.ts';
import type { ModelState, TopicEvent } from '../types.ts';
import { type ModelOptions } from './options.ts';
/**
 * Pure. What has faded retires; cells and archived topics are grouped as finely as the feed asks for, beginning with
 * the groups of before; each group goes on as the topic with which it shares most, or is a new one, or the return of
 * an archived one; archived topics that are no longer worth telling apart become one; topics get their parents.
 */
export declare function regroup(before: ModelState, options: ModelOptions, products: Products): {
    state: ModelState;
    events: TopicEvent[];
};
