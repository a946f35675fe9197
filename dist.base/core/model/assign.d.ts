/** The worker's half: documents of one span → their Θ and additive sums for the trainer. */
import type { Products } from '../ports.ts';
import type { BatchStats, Embeddings, EncodedBatch, Span } from '../types.ts';
import { type ModelOptions } from './options.ts';
import { type Standing } from './theta.ts';
import type { View } from './view.ts';
export interface Assigned {
    /** placements[i] belongs to batch.docs[i]. */
    readonly placements: readonly Standing[];
    readonly stats: BatchStats;
}
export interface AssignTools {
    readonly options: Pick<ModelOptions, 'halfLife' | 'seed'>;
    readonly products: Products;
}
/** Where each document of a batch stands. It hangs on its own vector and the view: parts of a batch have parts of this. */
export declare function place(view: View, vectors: Embeddings, products: Products): Standing[];
/** Whether a document travels whole; `fill`: the model has had its fill of it. */
export declare function isOpen(view: View, { theta, cosine }: Standing, fill?: boolean): boolean;
/**
 * Pure. Documents within the radius of a cell are summed into it; the others (and all while the model is warming
 * up, and those no topic claims) travel whole as open documents. Of documents with one and the same vector inside
 * the span only the first adds to the sums, and none when the model has had its fill of them; each has its placement.
 */
export declare function assign(view: View, batch: EncodedBatch, span: Span, tools: AssignTools, placements?: readonly Standing[]): Assigned;
