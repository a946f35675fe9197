/** The feed map: what is put on top of an encoder's vectors. */
import type { Bag } from '../text/wordpiece.ts';
import type { Embeddings } from '../types.ts';
import { type Adapter } from './adapter.ts';
import { type Lsa } from './lsa.ts';
import { type Whitening } from './whitening.ts';
/** x → norm([norm(M (a − μ)); weight · norm(Σ (1 + ln tf) r)]) with a = norm(x + Uᵀ D x); a part that is null is left out. */
export interface FeedMap {
    readonly adapter: Adapter | null;
    readonly whitening: Whitening | null;
    readonly words: {
        readonly lsa: Lsa;
        readonly weight: number;
    } | null;
}
/** Length of a mapped vector. */
export declare function mappedDim({ words }: FeedMap, dim: number): number;
/**
 * Row i of the result belongs to row i of `encoded` (unit rows) and to `bags[i]`, and hangs on nothing else. Bags may be
 * missing for a map without words.
 */
export declare function mapped(map: FeedMap, encoded: Embeddings, bags: readonly Bag[] | null): Embeddings;
