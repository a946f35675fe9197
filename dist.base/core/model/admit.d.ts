import type { BatchStats, ModelState } from '../types.ts';
/**
 * Whether a stats record brings anything new. False for an older epoch and for a span absorbed already, so absorbing
 * twice is absorbing once. Throws `fatal` for a gap before the span unless loss is accepted, `bug` for a span that
 * overlaps what was absorbed or whose vectors do not fit the model.
 */
export declare function admit(state: ModelState, stats: BatchStats, acceptLoss: boolean): boolean;
export declare function spanText({ span }: Pick<BatchStats, 'span'>): string;
