import type { Products } from '../ports.ts';
import type { Embeddings } from '../types.ts';
export declare const MEASURES: readonly ["nmi", "bcubed", "knn"];
/** NMI and B³ F1 of k-means that is told the number of labels; accuracy of the vote of the ten nearest neighbours. */
export type Measure = (typeof MEASURES)[number];
export interface Change {
    readonly before: number;
    readonly after: number;
    /** Of after − before: 95 % of the bootstrap's resamples lie between. */
    readonly low: number;
    readonly high: number;
}
export type Changes = Readonly<Record<Measure, Change>>;
/** Rows of both belong to `labels`. Paired bootstrap over documents (Efron & Tibshirani 1993). */
export declare function changes({ before, after, labels, }: {
    readonly before: Embeddings;
    readonly after: Embeddings;
    readonly labels: readonly string[];
}, { products, seed }: {
    readonly products: Products;
    readonly seed: number;
}): Changes;
/** Harm beyond chance: the whole interval of a change lies below zero. */
export declare function harmed(found: Changes): Measure[];
