import { accumulate } from '../vector.ts';

/** Documents as a weight and the mean of their raw unit vectors; shape of the mean (dim). */
export interface Mass {
  readonly weight: number;
  readonly mean: Float32Array;
}

/** The mean of some masses together, all alike where none has any weight; shape (dim). There is one at least. */
export function meanOf(masses: readonly Mass[]): Float32Array {
  const sum = new Float64Array((masses[0] as Mass).mean.length);
  const heavy = masses.some(({ weight }) => weight > 0);
  let total = 0;
  for (const { weight, mean } of masses) {
    const counted = heavy ? weight : 1;
    total += counted;
    accumulate(sum, mean, counted);
  }
  return new Float32Array(sum.map((s) => s / total));
}
