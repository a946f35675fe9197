/** A model in another encoder's space: every vector moved, every id kept. */
import type { CellId, Embeddings, Millis, ModelState, ModelVersion } from '../types.ts';
import { type Affine } from './affine.ts';
/** Documents that both encoders have seen: row i of both is one document. */
export interface Pairs {
    /** By the encoder that made the model. */
    readonly old: Embeddings;
    readonly fresh: Embeddings;
    /** Where document i lies in the documents Kafka topic; null for a sample from elsewhere. */
    readonly places: readonly {
        readonly partition: number;
        readonly offset: bigint;
    }[] | null;
}
export interface Refresh {
    readonly pairs: Pairs;
    /** The nearest cell of each document, in the old space. */
    readonly cells: readonly (CellId | null)[];
}
export interface Move {
    readonly map: Affine;
    readonly encoder: string;
    /** The version that the moved model will have. */
    readonly version: ModelVersion;
    readonly halfLife: Millis;
    /** What documents say of the cells that they are in; null moves by the map alone. */
    readonly refresh: Refresh | null;
}
/**
 * Pure. Means of the stream, cells, topics and anchors go by the map; those of cells with documents in the sample are
 * drawn towards these, and their topics' with them. Strays and panelists get their own vector where the sample has it.
 * A cell's spread follows from its mean, since documents are unit vectors: Σw·‖x − m‖² = W·(1 − ‖m‖²).
 */
export declare function moved(state: ModelState, move: Move): ModelState;
