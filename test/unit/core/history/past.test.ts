import { describe, expect, it } from 'vitest';
import { add, EMPTY_SERIES } from '../../../../src/core/history/buckets.ts';
import { historiesOf } from '../../../../src/core/history/past.ts';
import type { Series } from '../../../../src/core/types.ts';
import { cell, state, topic, vector } from '../model/make.ts';

function at(...minutes: readonly (readonly [minute: number, documents: number])[]): Series {
  return add(EMPTY_SERIES, new Map(minutes));
}

describe('the past of a topic', () => {
  it('is that of its cells, with what it had before they were forgotten', () => {
    const histories = historiesOf(
      state({
        cells: [
          cell(1, vector(1), { topic: 10, history: at([1, 5]) }),
          cell(2, vector(1), { topic: 10, history: at([1, 2], [3, 1]) }),
          cell(3, vector(0, 1), { topic: null, history: at([2, 4]) }),
        ],
        topics: [
          topic(10, { past: at([0, 9]) }),
          topic(11, { status: 'archived', past: at([0, 7]) }),
          topic(12, { level: 1 }),
        ],
        unclaimed: at([0, 3]),
      }),
    );
    expect(histories).toEqual(
      new Map<number | null, Series>([
        [null, at([0, 3], [2, 4])],
        [10, at([0, 9], [1, 7], [3, 1])],
        [11, at([0, 7])],
      ]),
    );
  });
});
