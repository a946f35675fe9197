import type { ModelState } from '../types.ts';
import { type ModelOptions } from './options.ts';
/** What names a model besides its data. */
export interface Origin {
    readonly epoch: number;
    readonly encoder: string;
    readonly products: string;
    readonly dim: number;
}
/** The model before anything was absorbed: version 0, no cells, no topics. */
export declare function emptyState(origin: Origin, options: Pick<ModelOptions, 'seed' | 'warmup'>): ModelState;
