/** One and the same text, again and again: how much of it was added lately, in bounded room. */
import type { Copies, Embeddings, Millis } from '../types.ts';
export declare const NO_COPIES: Copies;
/** 53 bits for each row's values, to the last bit: the same text has the same vector. Shape (rows). */
export declare function fingerprints({ rows, dim, data }: Embeddings): Float64Array;
/**
 * With some more texts, each added once. A summary of `LIFE.watched` counters (Misra & Gries 1982; merged as Agarwal et al.
 * 2012 do): a count is never above what was added, decayed, and below it by no more than 1 / (watched + 1) of all texts.
 */
export declare function counted(copies: Copies, texts: Float64Array, time: Millis, halfLife: Millis): Copies;
/** Texts of which so much was added that no more of them counts. */
export declare function sated({ counts }: Copies): ReadonlySet<number>;
