import type { ModelRecord } from '../../core/types.ts';
import type { Shape } from './codec.ts';
export declare const model: Shape<ModelRecord>;
