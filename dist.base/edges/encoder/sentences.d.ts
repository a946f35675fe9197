/** From the ids of a text's tokens to its vector, for graphs of ours and for those of the model hub. */
import { type InferenceSession } from 'onnxruntime-node';
import type { Pooling } from './folder.ts';
export interface Sentences {
    /** Length of a vector. */
    readonly dim: number;
    /** A unit vector; the ids have the special tokens around them. */
    readonly vector: (ids: Int32Array) => Promise<Float32Array>;
}
type Run = (inputs: InferenceSession.FeedsType) => Promise<InferenceSession.ReturnType>;
/** Throws `fatal` for a graph with inputs or outputs other than a sentence encoder's. */
export declare function sentencesOf(session: Pick<InferenceSession, 'inputNames' | 'outputNames' | 'outputMetadata'>, run: Run, pooling: Pooling): Sentences;
/** `states` is (rows, dim); of the rows the mean or the first, of unit length. */
export declare function pooled(states: Float32Array, rows: number, pooling: Pooling): Float32Array;
export {};
