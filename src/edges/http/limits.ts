/** A token bucket: so many at once, so many a second on average. */
export interface Limit {
  /** Seconds to wait until `amount` is to be had; 0 when it was given. */
  take(amount: number): number;
}

export function createLimit({
  burst,
  perSecond,
  now,
}: {
  readonly burst: number;
  readonly perSecond: number;
  /** ms. */
  readonly now: () => number;
}): Limit {
  let left = burst;
  let at = now();
  return {
    take(amount) {
      const time = now();
      left = Math.min(burst, left + ((time - at) / 1000) * perSecond);
      at = time;
      if (amount <= left) {
        left -= amount;
        return 0;
      }
      return (amount - left) / perSecond;
    },
  };
}
