import type { BatchStats } from '../../core/types.ts';
import type { Shape } from './codec.ts';
export declare const stats: Shape<BatchStats>;
