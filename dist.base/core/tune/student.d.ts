import type { Bag } from '../text/wordpiece.ts';
import type { Embeddings } from '../types.ts';
import { type Moments } from './adam.ts';
/** x = norm(Σ √tf_t r_t). */
export interface Student {
    /** r, shape (pieces, dim): all weights are in it. */
    readonly rows: Float32Array;
    readonly size: number;
    readonly dim: number;
}
/** Documents and what the teacher says of them: row i of `targets` (unit rows) belongs to `bags[i]`. */
export interface Lesson {
    readonly bags: readonly Bag[];
    readonly targets: Embeddings;
}
export interface StudentOptions {
    readonly seed: number;
    /** s of the weight s / (s + p), p being a piece's part of all that is read; default .01. */
    readonly smoothing?: number;
    /** Step of the rows over their mean length; default .001. */
    readonly rate?: number;
    /** Step of the logarithms of the weights; default .02. */
    readonly weightRate?: number;
    /** Most epochs; default 8. */
    readonly epochs?: number;
    /** Documents of one step; default 128. */
    readonly batch?: number;
}
/** Everything that training goes on from; plain data, so that it can be kept and taken up again. */
export interface Training {
    readonly dim: number;
    readonly size: number;
    /** Pieces that the lesson uses, ascending; only their rows are trained. */
    readonly pieces: Int32Array;
    /** Place of a piece among `pieces`, −1 for others; shape (size). */
    readonly places: Int32Array;
    /** s / (s + p); shape (size). */
    readonly rarity: Float32Array;
    /** Table rows of `pieces`, centred and scaled, and the logarithms of their weights; both are trained. */
    readonly rows: Float32Array;
    readonly weights: Float32Array;
    /** Adam's moments of both. */
    readonly moments: readonly [rows: Moments, weights: Moments];
    /** Mean length of a row at the start. */
    readonly length: number;
    /** What the table was multiplied with, after its mean was taken off. */
    readonly scale: number;
    readonly mean: Float32Array;
    /** Steps taken, and epochs finished. */
    steps: number;
    epoch: number;
}
/** `table`: the teacher's vector of each piece, shape (size, dim); a row of zeros is a piece without one. */
export declare function beginTraining(table: Embeddings, lesson: Lesson, options: StudentOptions): Training;
/**
 * One pass over the lesson in an order that seed and epoch decide. Adam takes its steps on the rows that a batch touches
 * alone; both rates fall to zero over the second half. Returns the mean loss.
 */
export declare function trainEpoch(training: Training, lesson: Lesson, options: StudentOptions): number;
/** The whole table with its weights in it: trained rows where there are, the others as they began, centred and scaled alike. */
export declare function studentOf(training: Training, table: Embeddings): Student;
/** One unit row for each bag; where nothing is known of a text, one direction stands for "nothing said". */
export declare function taught({ rows, dim }: Student, bags: readonly Bag[]): Embeddings;
/** Mean cosine of the student's vectors to the teacher's. */
export declare function meanCosine(vectors: Embeddings, targets: Embeddings): number;
