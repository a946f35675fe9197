import type { CellStats, Document, Embeddings, Millis, Terms } from '../types.ts';
/** Index i means the same document everywhere. */
export interface Summands {
    readonly docs: readonly Pick<Document, 'time'>[];
    /** Raw unit vectors; shape (docs, dim). */
    readonly vectors: Embeddings;
    /** Occurrences. */
    readonly terms: readonly Terms[];
}
/** Weighted sums over some rows; the spread is taken about their own mean in a second pass, so nothing cancels. */
export declare function summed(rows: readonly number[], batch: Summands, halfLife: Millis): Omit<CellStats, 'exemplars'>;
