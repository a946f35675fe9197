import { describe, expect, it } from 'vitest';
import { newestSpans } from '../../../../src/edges/kafka/newest.ts';

describe('the newest records', () => {
  it('are taken of each partition in proportion to what it holds, and end where the log ends', () => {
    const offsets = [
      { partition: 0, low: 100n, end: 400n },
      { partition: 1, low: 0n, end: 100n },
      { partition: 2, low: 7n, end: 7n },
    ];
    expect(newestSpans(offsets, 40)).toEqual([
      { partition: 0, from: 370n, to: 400n },
      { partition: 1, from: 90n, to: 100n },
    ]);
  });

  it('are all there are when more are asked for, and none of an empty log', () => {
    expect(newestSpans([{ partition: 0, low: 3n, end: 5n }], 1000)).toEqual([{ partition: 0, from: 3n, to: 5n }]);
    expect(newestSpans([{ partition: 0, low: 3n, end: 3n }], 1000)).toEqual([]);
  });
});
