/** Whether a figure that is sampled over time stays where it is. */

export interface Sample {
  /** Seconds since the beginning. */
  readonly at: number;
  readonly value: number;
}

export interface Trend {
  readonly median: number;
  /** Change from the first to the last sample by the line through them, as part of the median. */
  readonly change: number;
  /** False when it grows by more than `allowed`. */
  readonly flat: boolean;
}

const middle = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (i: number): number => sorted[i] ?? 0;
  return (at((sorted.length - 1) >> 1) + at(sorted.length >> 1)) / 2;
};

/**
 * The line of Theil and Sen: the median of the slopes between all pairs of samples, which single high samples do not bend.
 * P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63 (1968).
 * @param allowed growth over the whole time, as part of the median
 */
export function trendOf(samples: readonly Sample[], allowed: number): Trend {
  const slopes = samples.flatMap((a, i) =>
    samples.slice(i + 1).flatMap((b) => (b.at === a.at ? [] : (b.value - a.value) / (b.at - a.at))),
  );
  const median = middle(samples.map(({ value }) => value));
  const span = (samples.at(-1)?.at ?? 0) - (samples[0]?.at ?? 0);
  const change = median === 0 ? 0 : (middle(slopes) * span) / median;
  return { median, change, flat: change <= allowed };
}
