/** How many were done at a moment of `performance.now()`. */
export interface Mark {
  readonly at: number;
  readonly done: number;
}

/** Part of all that is left out of a rate at either end: whoever works starts up, and waits with what comes last. */
const EDGE = 0.15;

/** A second, between the edges; `seen` in order, the last with `total` done. */
export function rateOf(seen: readonly Mark[], total: number): number {
  const reached = (part: number): Mark => seen.find(({ done }) => done >= part * total) as Mark;
  const [from, to] = [reached(EDGE), reached(1 - EDGE)];
  return ((to.done - from.done) / (to.at - from.at)) * 1000;
}
