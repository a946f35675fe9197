import { describe, expect, it } from 'vitest';
import { draft, type Group, trace } from '../../../../src/core/model/lineage.ts';

/** A group by its weight and what of it came from which topic. */
const group = (weight: number, from: Record<number, number> = {}, given: Partial<Group> = {}): Group => ({
  weight,
  from: new Map(Object.entries(from).map(([id, w]) => [Number(id), w])),
  ready: true,
  returning: null,
  ...given,
});
const traced = (groups: readonly Group[], live: readonly number[] = [], room = 99) =>
  trace(groups, { level: 0, live: new Set(live), nextTopic: 100, room });
const brief = (result: ReturnType<typeof traced>) =>
  result.drafts.map((d) => [d.type, d.topic, ...(d.into.length > 0 ? [d.into] : [])]);

it('draft has neither ancestors nor heirs', () => {
  expect(draft('born', 3, 1, 'why', { weight: 2 })).toEqual({
    type: 'born',
    topic: 3,
    level: 1,
    into: [],
    from: [],
    reason: 'why',
    numbers: { weight: 2 },
  });
});

describe('a topic', () => {
  it('lives on in the group with which it shares most; the heaviest overlaps choose first', () => {
    // 5 shares more with the first group than 4 does, but 4 shares most with it of all.
    const result = traced([group(9, { 4: 5, 5: 4 }), group(5, { 5: 3, 4: 2 })], [4, 5]);
    expect(result).toMatchObject({ topics: [4, 5], drafts: [], merged: new Map(), lost: [], nextTopic: 100 });
    expect(traced([group(9, { 4: 4, 5: 5 }), group(1, { 4: 1 })], [4, 5]).topics).toEqual([5, 4]);
  });

  it('of equal overlaps goes by id', () => {
    expect(traced([group(8, { 5: 4, 4: 4 })], [5, 4]).topics).toEqual([4]);
  });

  it('without a group is told in the one that holds most of it', () => {
    const result = traced([group(9, { 5: 7, 6: 2 }), group(9, { 4: 7, 6: 1 })], [4, 5, 6]);
    expect(brief(result)).toEqual([['merged', 6, [5]]]);
    expect(result.drafts[0]?.numbers).toEqual({ weight: 2, survivor: 9 });
    expect([...result.merged]).toEqual([[6, 5]]);
  });

  it('of which no group with a topic holds anything is lost', () => {
    const result = traced([group(9, { 4: 7 }), group(1, { 6: 0.1 }, { ready: false })], [4, 5, 6], 1);
    expect(result).toMatchObject({ topics: [4, 6], lost: [5], drafts: [] });
  });

  it('that is not live has no say', () => {
    expect(brief(traced([group(9, { 4: 7 })], []))).toEqual([['born', 100]]);
  });
});

describe('a new group', () => {
  it('is a part of the topic that gave at least half of it, all parts in one event; else it is born', () => {
    const result = traced([group(9, { 4: 9 }), group(4, { 4: 2 }), group(3, { 4: 3 }), group(2, { 4: 0.9 })], [4]);
    expect(result.topics).toEqual([4, 100, 101, 102]);
    expect(brief(result)).toEqual([
      ['split', 4, [100, 101]],
      ['born', 102],
    ]);
    expect(result.drafts[0]?.numbers).toEqual({ weight: 5, parts: 2 });
    expect(result.drafts[1]?.numbers).toEqual({ weight: 2 });
    expect(result.nextTopic).toBe(103);
  });

  it('is the return of an archived topic, once, before it is a part of a living one', () => {
    const returning = { topic: 7, cosine: 0.9 };
    const result = traced([group(9, { 4: 9 }), group(3, { 4: 3 }, { returning }), group(2, {}, { returning })], [4]);
    expect(result.topics).toEqual([4, 7, 100]);
    expect(brief(result)).toEqual([
      ['revived', 7],
      ['born', 100],
    ]);
    expect(result.drafts[0]?.numbers).toEqual({ weight: 3, cosine: 0.9 });
  });

  it('waits while it is not ready, or there is no room; the heaviest go first', () => {
    expect(traced([group(1, {}, { ready: false })]).topics).toEqual([null]);
    expect(traced([group(1), group(3), group(2)], [], 2).topics).toEqual([null, 100, 101]);
    expect(traced([group(1, { 4: 1 }), group(3)], [4], 1).topics).toEqual([4, null]);
  });

  it('tells at its own level', () => {
    expect(trace([group(1)], { level: 1, live: new Set(), nextTopic: 5, room: 9 }).drafts).toMatchObject([
      { type: 'born', topic: 5, level: 1 },
    ]);
  });
});
