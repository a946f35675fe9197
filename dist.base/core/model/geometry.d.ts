/** How a feed lies in its encoder's space, and how near is near there: cosines of one space are not those of another. */
import type { Products } from '../ports.ts';
import type { Geometry, ModelState } from '../types.ts';
/** Before there is much to measure: what six feeds have in one space, about. */
export declare const PRIOR: Geometry;
/** Centred cosines from which on something is near. */
export interface Thresholds {
    /** A topic claims a document at least this near: as chance brings one in ten. */
    readonly claim: number;
    /** A document at least this near joins its nearest cell while there is room for more: halfway from four deviations of chance to 1. */
    readonly radius: number;
    /** Two archived topics of one group are one when they are this near: as the nearest of different topics. */
    readonly kin: number;
    /** A topic has drifted when it is less near than this to where it was: a quarter of the way from there to 1. */
    readonly drifted: number;
    /** A born topic this near to an archived one is its return: halfway. */
    readonly revive: number;
}
export declare function thresholdsOf({ chance, neighbours }: Geometry): Thresholds;
/** Of a model as it is: what documents of the panel have in common beside their topics, and how near topics are. */
export declare function measured(state: Pick<ModelState, 'panel' | 'topics' | 'mean' | 'dim'>, products: Products): Geometry;
