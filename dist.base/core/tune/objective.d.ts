/** What a residual adapter is trained to do: tell labels apart, or know a document again. Both are gradient tasks. */
import type { Embeddings } from '../types.ts';
/** `labels`: topic classification with labels that a user has; `contrast`: a document among others, without labels. */
export declare const TASKS: readonly ["labels", "contrast"];
export type Task = (typeof TASKS)[number];
export interface Objective {
    /** The documents that it can be trained on, ascending. */
    readonly documents: readonly number[];
    /** Inputs of the adapter for each document; row v · views + k is the k-th of the v-th of a batch. */
    readonly views: 1 | 2;
    /** Writes the inputs of one document into `out` from `at`; `next` draws. */
    input(document: number, next: () => number, out: Float32Array, at: number): void;
    /**
     * Sum of the losses of a batch with outputs `z` (unit rows, as inputs are), and where wanted its gradient by z, added
     * to `gradient`.
     */
    loss(batch: readonly number[], z: Float32Array, gradient: Float64Array | null): number;
}
/** Why nothing can be learnt from these labels; null when it can. */
export declare function unlearnable(labels: readonly (string | null)[]): string | null;
/**
 * Cross-entropy of the labels, cosines to their means being the scores. What these are multiplied with makes the loss of the
 * encoder's own vectors least, halved: so what can still be gained is to be surer of labels than the encoder is. Prototypes
 * that were trained as well would learn that instead of the adapter. Null for fewer than two labels.
 */
export declare function classification({ dim, data }: Embeddings, labels: readonly (string | null)[]): Objective | null;
/**
 * InfoNCE (Oord et al. 2018) between two views of a document that lack other features each, the rest of the batch being
 * what it must be told from (as SimCSE does by dropout: Gao et al. 2021).
 */
export declare function contrast({ rows, dim, data }: Embeddings): Objective;
