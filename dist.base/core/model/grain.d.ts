/** How fine topics should be: a rule that needs no labels and no number. */
import { type Join, type Linkage, type Points } from './agglomerate.ts';
/**
 * How well a group explains its documents: Σ_i x_i·(R − x_i) / ‖R − x_i‖, the cosines (times lengths) of its documents
 * to the resultant R of all the *others*, so that a document does not explain itself and one alone explains nothing.
 * From sums: Σ_i x_i·(R − x_i) = ‖R‖² − Σ‖x_i‖², and ‖R − x_i‖² is on average ‖R‖²(1 − 2/n) + Σ‖x_i‖²/n.
 */
export declare function explained(weight: number, square: number, norms: number): number;
/** Minus what is explained the worse when i and j are one group. */
export declare const explainedLinkage: Linkage;
/** For each join what undoing it adds to what is explained; the points are not changed. */
export declare function gains(points: Points, joins: readonly Join[]): Float64Array;
/** What one more group must explain, as a part of the whole weight, to be worth having at each level. */
export interface Grain {
    readonly topics: number;
    readonly parents: number;
}
export interface GrainRule {
    /** λ: what twice as many groups must explain more, as a part of the weight, over ln 2. */
    readonly rate: number;
    /** Whatever the feed, a group that explains so much is a topic, */
    readonly topic: number;
    /** and one that explains so much a parent. */
    readonly parent: number;
}
/**
 * The feed's own number of groups K: the largest, in Ward's dendrogram of the points, with E(K) − E(K/2) ≥ λ·ln 2,
 * where E(K) is what K groups explain, as a part of the weight. Rate against distortion: ln 2 nats more must buy at
 * least λ·ln 2. Of a few broad subjects, what each doubling buys falls off soon; many small stories go on paying until
 * there is a group a story. Over a doubling single outliers do not count. The K-th group then explains about λ/K.
 */
export declare function chooseGrain(points: Points, rule: GrainRule): Grain;
