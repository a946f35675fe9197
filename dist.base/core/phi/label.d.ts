import type { Cell } from '../types.ts';
/**
 * The first three words or phrases, of words in the order in which they name the topic, written as the exemplars of the topic's cells write them most; an earlier
 * label stays while it fits.
 */
export declare function labelOf(words: readonly string[], cells: readonly Cell[], earlier?: string): string;
