import { describe, expect, it } from 'vitest';
import { type Families, settleParents } from '../../../../src/core/model/parents.ts';
import type { Topic } from '../../../../src/core/types.ts';
import { state, topic, vector } from './make.ts';
import { pointsFrom } from './points.ts';

/** Points by [family, topic, weight]. */
const families = (...rows: (readonly [number, number | null, number])[]): Families => ({
  points: pointsFrom(rows.map(([, , weight]) => ({ sum: [weight], weight, norms: weight }))),
  families: Int32Array.from(rows, ([family]) => family),
  topicOf: rows.map(([, id]) => id),
  merge: Number.NEGATIVE_INFINITY,
});
const settled = (topics: readonly Topic[], given: Families) => {
  const { state: after, drafts } = settleParents(state({ topics, streamTime: 50 }), given);
  return {
    after,
    brief: drafts.map((d) => [d.type, d.topic, ...(d.into.length > 0 ? [d.into] : [])]),
    levels: drafts.map((d) => d.level),
    parents: [...after.topics.values()].map((t) => [t.id, t.parent]),
  };
};
const x = vector(1);
const y = vector(0, 1);
const one = topic(1, { weight: 3, documents: 5, mean: x, born: 7, updated: 9 });
const two = topic(2, { weight: 1, documents: 2, mean: y, born: 4, updated: 20 });

describe('parents', () => {
  it('are born of families: each topic belongs where most of its weight is', () => {
    const { after, brief, levels, parents } = settled(
      [one, two],
      families([0, 1, 2], [0, 2, 3], [1, 1, 5], [1, null, 9]),
    );
    expect(brief).toEqual([
      ['born', 100],
      ['born', 101],
    ]);
    expect(levels).toEqual([1, 1]);
    expect(parents).toEqual([
      [1, 100],
      [2, 101],
      [100, null],
      [101, null],
    ]);
    expect(after.nextTopic).toBe(102);
  });

  it('are one where, as topics make them, they are not worth telling apart', () => {
    // Both families point the same way, as far as the topics are whole.
    const given = { ...families([0, 1, 5], [1, 1, 1], [1, 2, 4]), merge: 0.1 };
    expect(settled([one, two], given).parents).toEqual([
      [1, 100],
      [2, 100],
      [100, null],
    ]);
    expect(settled([one, two], { ...given, merge: -1 }).parents).toContainEqual([101, null]);
  });

  it('have the figures of their live topics', () => {
    const { after } = settled(
      [one, two, topic(3, { status: 'archived', documents: 99 })],
      families([0, 1, 2], [0, 2, 3], [0, 3, 4]),
    );
    expect(after.topics.get(100)).toEqual(
      topic(100, {
        level: 1,
        label: '',
        weight: 4,
        peak: 4,
        documents: 7,
        born: 4,
        updated: 20,
        mean: vector(0.75, 0.25),
      }),
    );
    expect(after.topics.get(3)?.parent).toBe(100);
  });

  const known = [
    { ...one, parent: 8 },
    { ...two, parent: 9 },
  ];
  const old = [topic(8, { level: 1, label: 'eight', born: 1 }), topic(9, { level: 1, label: 'nine' })];

  it('live on in the family with which they share most weight, under their name', () => {
    const { after, brief, parents } = settled([...known, ...old], families([0, 2, 3], [1, 1, 3]));
    expect(brief).toEqual([]);
    expect(parents.slice(0, 2)).toEqual([
      [1, 8],
      [2, 9],
    ]);
    expect(after.topics.get(8)).toMatchObject({ label: 'eight', born: 1, weight: 3, peak: 3 });
  });

  it('merge, split, retire and return as their families do', () => {
    const merged = settled([...known, ...old], families([0, 1, 3], [0, 2, 2]));
    expect(merged.brief).toEqual([['merged', 9, [8]]]);
    expect(merged.after.topics.has(9)).toBe(false);
    const both = [
      { ...one, parent: 8 },
      { ...two, parent: 8 },
    ];
    expect(settled([...both, ...old.slice(0, 1)], families([0, 1, 3], [1, 2, 2])).brief).toEqual([['split', 8, [100]]]);
    const past = { ...two, parent: 9, status: 'archived' } as const;
    const gone = settled([known[0] as Topic, past, ...old], families([0, 1, 3], [1, 2, 2]));
    expect(gone.brief).toEqual([['retired', 9]]);
    expect(gone.after.topics.get(9)?.status).toBe('archived');
    const archived = topic(9, { level: 1, status: 'archived' });
    const back = settled([...known, old[0] as Topic, archived], families([0, 1, 3], [1, 2, 2]));
    expect(back.brief).toEqual([['revived', 9]]);
    expect(back.after.topics.get(9)?.status).toBe('live');
  });

  it('are as old as the oldest topic that went into them, with another parent or by itself', () => {
    const eight = topic(8, { level: 1, label: 'eight', born: 30 });
    const nine = topic(9, { level: 1, label: 'nine', born: 4 });
    const heir = { ...one, parent: 8, born: 30 };
    const together = families([0, 1, 3], [0, 2, 2]);
    expect(settled([heir, { ...two, parent: 9 }, eight, nine], together).after.topics.get(8)?.born).toBe(4);
    expect(settled([heir, { ...two, parent: null }, eight], together).after.topics.get(8)?.born).toBe(4);
  });

  it('that are retired are split when they have returned, never while they are gone', () => {
    const archived = topic(9, { level: 1, status: 'archived' });
    const [first, second] = [one, two].map((each) => ({ ...each, parent: 9 })) as [Topic, Topic];
    const past = { ...first, status: 'archived' } as const;
    expect(settled([past, second, archived], families([0, 1, 3], [1, 2, 2])).brief).toEqual([['born', 100]]);
    expect(settled([first, second, archived], families([0, 1, 3], [1, 2, 2])).brief).toEqual([
      ['revived', 9],
      ['split', 9, [100]],
    ]);
  });

  it('that are retired and come apart: each part is born with its own weight', () => {
    const three = topic(3, { parent: 9 });
    const [first, second] = [{ ...one, status: 'archived' } as const, two].map((each) => ({ ...each, parent: 9 }));
    const topics = [first, second, three, topic(9, { level: 1, status: 'archived' })] as Topic[];
    const { drafts } = settleParents(state({ topics, streamTime: 50 }), families([0, 1, 5], [1, 2, 2], [2, 3, 1]));
    expect(drafts.map(({ type, topic: id, numbers }) => [type, id, numbers.weight])).toEqual([
      ['born', 100, 2],
      ['born', 101, 1],
    ]);
  });

  it('without any topic are gone; of archived topics alone none is born', () => {
    expect(settled([known[0] as Topic, ...old], families([0, 1, 3])).brief).toEqual([['retired', 9]]);
    const past = topic(1, { status: 'archived', mean: x });
    expect(settled([past], families([0, 1, 3])).parents).toEqual([[1, null]]);
  });
});
