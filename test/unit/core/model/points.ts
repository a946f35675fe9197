/** Points made by hand: sums of documents about the mean of the stream. */
import type { Linkage, Points } from '../../../../src/core/model/agglomerate.ts';

export type Vector = readonly number[];

/** Σw·(x − mean), Σw and Σw·‖x − mean‖² of some documents. */
export interface Cloud {
  readonly sum: Vector;
  readonly weight: number;
  readonly norms: number;
}

export const inner = (a: Vector, b: Vector) => a.reduce((sum, x, j) => sum + x * (b[j] as number), 0);

export function pointsFrom(clouds: readonly Cloud[]): Points {
  return {
    n: clouds.length,
    gram: Float64Array.from(clouds.flatMap(({ sum: a }) => clouds.map(({ sum: b }) => inner(a, b)))),
    weight: Float64Array.from(clouds, ({ weight }) => weight),
    norms: Float64Array.from(clouds, ({ norms }) => norms),
  };
}

/** The sums of documents of weight 1. */
export function cloudOf(documents: readonly Vector[]): Cloud {
  const sum = (documents[0] as Vector).map((_, j) => documents.reduce((s, d) => s + (d[j] as number), 0));
  return { sum, weight: documents.length, norms: documents.reduce((s, d) => s + inner(d, d), 0) };
}

/** How alike two of the groups are that a linkage was made for. */
export function likeness(link: ReturnType<Linkage>, i: number, j: number): number {
  const found = new Float64Array(1);
  link.likenesses(i, Int32Array.of(j), 0, 1, found);
  return found[0] as number;
}
