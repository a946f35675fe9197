import { describe, expect, it } from 'vitest';
import { EMPTY_SERIES } from '../../../../src/core/history/buckets.ts';
import { centroidDrift } from '../../../../src/core/model/drift.ts';
import { DEFAULT_OPTIONS } from '../../../../src/core/model/options.ts';
import { emptyState } from '../../../../src/core/model/state.ts';
import type { ModelState, Topic } from '../../../../src/core/types.ts';

const empty = emptyState({ epoch: 1, encoder: 'e', products: 'p', dim: 2 }, DEFAULT_OPTIONS);

function withTopics(
  ...topics: { id: number; mean: number[]; weight?: number; status?: Topic['status'] }[]
): ModelState {
  const made = topics.map(({ id, mean, weight = 1, status = 'live' }): [number, Topic] => [
    id,
    {
      id,
      level: 0,
      status,
      parent: null,
      label: '',
      born: 0,
      updated: 0,
      documents: 1,
      earlier: 0,
      past: EMPTY_SERIES,
      weight,
      peak: weight,
      mean: Float32Array.from(mean),
      anchor: Float32Array.from(mean),
      trend: 0,
      trending: false,
      renamed: false,
      pinned: false,
      muted: false,
    },
  ]);
  return { ...empty, topics: new Map(made) };
}

describe('centroidDrift', () => {
  it('is the mean of one minus the cosine, by weight', () => {
    const before = withTopics({ id: 1, mean: [1, 0] }, { id: 2, mean: [2, 0] });
    // One stands still, the other turns by 60 degrees: 1 − 1/2.
    const after = withTopics({ id: 1, mean: [3, 0], weight: 1 }, { id: 2, mean: [0.5, Math.sqrt(3) / 2], weight: 3 });
    expect(centroidDrift(before, after)).toBeCloseTo((3 * 0.5) / 4, 6);
  });

  it('leaves out topics that are new, archived or without a direction', () => {
    const before = withTopics(
      { id: 1, mean: [1, 0] },
      { id: 2, mean: [1, 0], status: 'archived' },
      { id: 4, mean: [0, 0] },
    );
    const after = withTopics(
      { id: 1, mean: [0, 1], status: 'archived' },
      { id: 2, mean: [0, 1] },
      { id: 3, mean: [0, 1] },
      { id: 4, mean: [0, 1] },
    );
    expect(centroidDrift(before, after)).toBe(0);
    expect(centroidDrift(null, after)).toBe(0);
  });
});
