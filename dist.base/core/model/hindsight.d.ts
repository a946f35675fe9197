/** The final pass: all documents once more, by the model as it stands after the stream, archive included. */
import type { Products } from '../ports.ts';
import type { Embeddings, Millis, ModelState, TopicId } from '../types.ts';
export interface Passed {
    /** Raw unit vectors; shape (rows, dim). */
    readonly vectors: Embeddings;
    /** Event time of each row. */
    readonly times: readonly Millis[];
    readonly halfLife: Millis;
}
/**
 * The topic of each row, null where none claims it. A topic, live or archived, is met from a half-life before its
 * birth to one after its newest document: what was long over, or far from begun, is not what a document is about.
 */
export declare function finalTopics(state: ModelState, { vectors, times, halfLife }: Passed, products: Products): (TopicId | null)[];
