/** Θ: which topics a document is about, and how surely. */
import type { Products } from '../ports.ts';
import type { Certainty, Embeddings, Theta, TopicId } from '../types.ts';
import type { TopicView } from './view.ts';
/** Where a document stands in a model. */
export interface Standing {
    readonly theta: Theta;
    /** Parent of its heaviest topic; null for a stray, or while there are no parents. */
    readonly parent: TopicId | null;
    /** Highest score of a topic, in [−1, 1]; 0 when there are no topics. */
    readonly score: number;
    /** Scores of its nearest topics, descending; shape (≤ maxTheta). */
    readonly scores: Float32Array;
    /** Row of the nearest cell in the view, −1 when there are none. */
    readonly cell: number;
    /** Cosine to that cell. */
    readonly cosine: number;
}
/**
 * Score of a topic, a weighted mean of cosines: its own; that to the nearest of its cells, since a topic need not be round;
 * and its parent's, since a document between two topics is more likely of the one whose wider subject fits.
 */
export declare function scoreOf(topic: number, cell: number, parent: number | undefined): number;
/** Where each row of centred unit vectors stands; `known` when the model has absorbed them. */
export declare function standings(view: TopicView, centred: Embeddings, products: Products, known?: boolean): Standing[];
/** The cell nearest to a document; `inTopic` gets the cosine to the nearest cell of each topic. */
export declare function nearestCell({ cells: { rows }, topicOfCell }: Pick<TopicView, 'cells' | 'topicOfCell'>, cosines: Float32Array, document: number, inTopic: Float32Array): Pick<Standing, 'cell' | 'cosine'>;
/**
 * What certainty hangs on, for scores in descending order: 1, the first, the square root of its lead over the next, and
 * whether the model has absorbed the document.
 */
export declare function evidenceOf(scores: ArrayLike<number>, known: boolean): readonly [number, number, number, number];
/**
 * Probability that the nearest topic stays the document's. In the topics of now it is p, logistic in `evidenceOf`; those of
 * later are others, which mergers make of them: p + merges·p·(1 − p).
 */
export declare function sureness(scores: ArrayLike<number>, known: boolean, certainty: Certainty): number;
/**
 * Weights of the nearest topics, from their scores s in descending order; they sum to 1. A mixture of von Mises–Fisher
 * components with equal weights and one concentration κ (Banerjee et al. 2005), p_k ∝ exp(κ·s_k), is drawn towards its
 * first topic, or evenly towards all n, until the first weighs `sure`; it can't weigh less than 1/n.
 * Others below `minTheta` are left out, and go to those that stay, or where none does to the second: the first weighs what
 * it should. Only where another would come before it so, all are rescaled.
 */
export declare function weightsOf(scores: ArrayLike<number>, sure: number): number[];
