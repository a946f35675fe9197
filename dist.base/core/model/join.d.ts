/** How the trainer places what a worker could not: sums whose cell is gone, and open documents. */
import type { Products } from '../ports.ts';
import type { BatchStats, Cell, CellId, Embeddings, ModelState, OpenDocument } from '../types.ts';
import { type ModelOptions } from './options.ts';
export interface OpenSet {
    readonly docs: readonly OpenDocument[];
    readonly vectors: Embeddings;
    /** For each the first of the span that equals it. */
    readonly first: Int32Array;
    readonly fingerprints: Float64Array;
    /** Whether the model has had its fill of the text: it adds nothing and stays near where its likes are. */
    readonly fill: readonly boolean[];
}
/** The open documents of a span as a model of before finds them. */
export declare function openSet(stats: BatchStats, { dim, copies, warming }: Pick<ModelState, 'dim' | 'copies' | 'warming'>): OpenSet;
/** Fingerprints of all texts that a span adds, each once. */
export declare function textsOf(stats: BatchStats, open: OpenSet): Float64Array;
/** The running mean of the stream with the span's documents: m' = m + (w / n')·(m_span − m), never decayed. */
export declare function meanWith(state: ModelState, stats: BatchStats, open: OpenSet): Pick<ModelState, 'mean' | 'count'>;
/** Follows mergers to the cell that holds an id's weight now; null when there is none any more. */
export declare function survivor(id: CellId, state: Pick<ModelState, 'cells' | 'moved'>): CellId | null;
/**
 * Sums go to the cell they were made for, or its survivor; when that is gone, to the nearest within the radius, else
 * they found one. Then leader clustering of the open documents in offset order: each joins the nearest cell within
 * the radius, those founded before it in the span included, or founds one. No weight is lost (a law), and a text of which
 * the model has had its fill adds none.
 * @returns the new cells, and holders[i]: the cell that took open document i
 */
export declare function join(state: ModelState, stats: BatchStats, open: OpenSet, options: ModelOptions, products: Products): {
    cells: Map<CellId, Cell>;
    nextCell: CellId;
    holders: CellId[];
};
