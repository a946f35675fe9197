import { type Vocabulary } from '../text/wordpiece.ts';
import type { Embeddings } from '../types.ts';
import type { Task } from './objective.ts';
import { type Student } from './student.ts';
import { type Feed, type Labels, type Tuned, type TuneTools } from './tune.ts';
/** Row i of `vectors` is what the encoder, or the teacher, makes of texts[i]. */
export interface Encoded {
    readonly texts: readonly string[];
    readonly vectors: Embeddings;
}
export interface Job {
    readonly training: Encoded;
    /** Later documents for the gate, and the two halves of each. */
    readonly later: Encoded;
    readonly halves: readonly [Encoded, Encoded];
    /** null for a document without one. */
    readonly labels: Labels | null;
    /** What adapters are trained by. */
    readonly tasks: readonly Task[];
    /** Null where the encoder has no pieces that are known here; a student needs them. */
    readonly vocabulary: Vocabulary | null;
    /** Pieces of a text that are looked at. */
    readonly limit: number;
    /** The teacher's vector of each piece, shape (vocabulary.size, dim), when a student is wanted. */
    readonly table: Embeddings | null;
    readonly seed: number;
}
/** What a student's training has come to; can be kept, and handed in again. */
export interface Checkpoint {
    readonly epoch: number;
    readonly steps: number;
    /** On the documents held out for it. */
    readonly cosine: number;
    readonly rows: Float32Array;
    readonly weights: Float32Array;
    /** Adam's moments: of the rows, first and second, and of the weights. */
    readonly moments: readonly [Float32Array, Float32Array, Float32Array, Float32Array];
}
export interface Epoch {
    readonly epoch: number;
    /** Mean over the training documents. */
    readonly loss: number;
    /** Mean cosine to the teacher on documents held out. */
    readonly cosine: number;
}
export interface Outcome {
    readonly student: Student | null;
    readonly tuned: Tuned;
    /** Of the student; null without one. `untrained` is the cosine of the table it began with. */
    readonly learning: {
        readonly untrained: number;
        readonly epochs: readonly Epoch[];
        readonly kept: number;
    } | null;
}
export interface JobTools extends Pick<TuneTools, 'products'> {
    readonly say: (step: string) => void;
    readonly epoch: (done: Epoch) => void;
    /** Given each epoch that was better than those before; arrays are copies. */
    readonly keep?: (checkpoint: Checkpoint) => void;
    readonly resume?: Checkpoint | null;
}
/** What is fitted on and judged by, as the encoder sees it; a bag of pieces for each text where they are known. */
export declare function feedOf({ training, later, halves, labels, tasks, vocabulary, limit }: Job): Feed;
/** Throws RangeError when a set is empty, or a student is wanted without a vocabulary. */
export declare function runJob(job: Job, tools: JobTools): Outcome;
