/** Topics in the plane: near when they are near in meaning. A function of the topics alone, so it outlives a replica. */
import type { Products } from '../ports.ts';
import type { Embeddings, TopicId } from '../types.ts';
/** Where each topic lies. */
export type Plane = ReadonlyMap<TopicId, readonly [x: number, y: number]>;
/**
 * Classical scaling (Torgerson 1952): of all planes the one in which the distances of the rows lose least. The first two
 * eigenvectors of the doubly centred Gram matrix, each by the root of its eigenvalue. Turned and mirrored, but not scaled,
 * to lie best on two fixed directions of the space: to the last bit the same for the same topics, whoever asks, and nearly
 * the same when they have changed a little.
 * @param ids the topic of each row
 * @param rows shape (topics, dim)
 */
export declare function planeOf(ids: readonly TopicId[], rows: Embeddings, products: Products): Plane;
/**
 * The plane moved rigidly so that Σ‖R·a + t − b‖² over the topics of both is least (orthogonal Procrustes, Schönemann
 * 1966). With H = Σ (a − ā)(b − b̄)ᵀ, of the
 * rotations the best turns by atan2(h01 − h10, h00 + h11), of the reflections by atan2(h01 + h10, h00 − h11), and the
 * better of both is the one whose pair of sums is longer.
 */
export declare function aligned(plane: Plane, onto: Plane): Plane;
export interface Disc {
    readonly x: number;
    readonly y: number;
    readonly r: number;
}
/** Discs pushed apart until none covers another, as far as the frame has room; nearly where they were. */
export declare function apart(discs: readonly Disc[], { width, height }: {
    width: number;
    height: number;
}): Disc[];
