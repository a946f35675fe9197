import { describe, expect, it } from 'vitest';
import { byShare } from '../../../src/web/format.ts';
import { settled } from '../../../src/web/settled.ts';

const row = (topic: number, documents: number) => ({ topic, documents, history: { from: 0, counts: [1, documents] } });

describe('an answer that is much as before', () => {
  it('has the same objects for what is equal, wherever a topic stands now', () => {
    const before = { model: 1, topics: [row(1, 5), row(2, 6), row(3, 7)] };
    const now = settled(before, { model: 2, topics: [row(3, 7), row(1, 5), row(2, 9)] });
    expect(now).toEqual({ model: 2, topics: [row(3, 7), row(1, 5), row(2, 9)] });
    expect(now.topics[0]).toBe(before.topics[2]);
    expect(now.topics[1]).toBe(before.topics[0]);
    expect(now.topics[2]).not.toBe(before.topics[1]);
  });

  it('is the same as a whole when nothing has changed', () => {
    const before = { topics: [row(1, 5)], words: ['a', 'b'], nothing: null };
    expect(settled(before, structuredClone(before))).toBe(before);
  });

  it.each([
    [null, { a: 1 }],
    [{ a: 1 }, null],
    [[1, 2], { 0: 1, 1: 2 }],
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ a: 1 }, { a: 1, b: undefined }],
    [
      [1, 2],
      [1, 2, 3],
    ],
    [[1, 2, 3], [1]],
    [{ a: [] }, { a: {} }],
    [[{ topic: 1 }, { topic: 1, more: 2 }], [{ topic: 1 }]],
  ])('is what it is now: after %j comes %j', (before, now) => {
    expect(settled(before, structuredClone(now))).toEqual(now);
  });
});

describe('topics by their shares', () => {
  it('stand in the order that is read; those that read alike, the older first', () => {
    const topics = [
      { topic: 4, share: 0.2004 },
      { topic: 2, share: 0.2001 },
      { topic: 9, share: 0.3 },
      { topic: 1, share: 0.00042 },
      { topic: 3, share: 0.00048 },
    ];
    expect(byShare(topics).map(({ topic }) => topic)).toEqual([9, 2, 4, 3, 1]);
  });
});
