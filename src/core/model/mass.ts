/** Documents as a weight and the mean of their raw unit vectors; shape of the mean (dim). */
export interface Mass {
  readonly weight: number;
  readonly mean: Float32Array;
}

/** The mean of some masses together; shape (dim). There is one at least. */
export function meanOf(masses: readonly Mass[]): Float32Array {
  const dim = (masses[0] as Mass).mean.length;
  const sum = new Float64Array(dim);
  let total = 0;
  for (const { weight, mean } of masses) {
    total += weight;
    for (let j = 0; j < dim; j++) sum[j] = (sum[j] as number) + weight * (mean[j] as number);
  }
  return new Float32Array(sum.map((s) => s / (total || 1)));
}
