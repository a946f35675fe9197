/** What assigning needs of a model: centred centroids as matrices. Derived from the state alone, once a version. */
import type { CellId, Certainty, Embeddings, Exemplar, Millis, ModelState, ModelVersion, TopicId } from '../types.ts';
/** Centred unit centroids of topics, their parents and their cells. */
export interface TopicView {
    readonly topicIds: readonly TopicId[];
    /** Live topics (level 0); shape (topics, dim). */
    readonly topics: Embeddings;
    readonly parentIds: readonly TopicId[];
    /** Their parents; shape (parents, dim). */
    readonly parents: Embeddings;
    /** For each topic the row of its parent in `parents`, −1 for one without. */
    readonly parentOfTopic: Int32Array;
    /** All cells, candidates included; shape (cells, dim). */
    readonly cells: Embeddings;
    /** For each cell the row of its topic in `topics`, −1 for one without. */
    readonly topicOfCell: Int32Array;
    /** Lowest score with which a topic claims a document. */
    readonly claim: number;
    readonly certainty: Certainty;
}
export interface View extends TopicView {
    readonly version: ModelVersion;
    readonly dim: number;
    /** Running mean of the stream; shape (dim). */
    readonly mean: Float32Array;
    /** Documents behind `mean`. */
    readonly count: number;
    readonly radius: number;
    readonly warming: boolean;
    /** Of the rows of `cells`. */
    readonly cellIds: readonly CellId[];
    /** Exemplars of each cell, the one that would leave first last. */
    readonly exemplars: readonly (readonly Exemplar[])[];
    /** Fingerprints of texts that add nothing more. */
    readonly sated: ReadonlySet<number>;
    /** Documents with a draw below it are wanted for the panel. */
    readonly wanted: number;
}
/** The view of a state; topics without a live cell are left out. */
export declare function viewOf(state: ModelState, halfLife: Millis): View;
/** The part of the view that Θ is made with. */
export declare function topicsOf(state: ModelState, halfLife: Millis): TopicView;
