import { describe, expect, it } from 'vitest';
import { lineage } from '../../../../src/core/evaluate/lineage.ts';
import type { TopicEvent } from '../../../../src/core/types.ts';
import { state, topic } from '../model/make.ts';

type Told = Pick<TopicEvent, 'type' | 'topic' | 'into'>;
const merged = (from: number, into: number): Told => ({ type: 'merged', topic: from, into: [into] });

describe('lineage', () => {
  const topics = [
    topic(1, { parent: 10 }),
    topic(2, { parent: 11, status: 'archived' }),
    topic(4),
    topic(5, { parent: 12 }),
    topic(10, { level: 1 }),
    topic(11, { level: 1 }),
  ];
  const events: Told[] = [
    { type: 'born', topic: 1, into: [] },
    merged(3, 9),
    { type: 'split', topic: 1, into: [4] },
    merged(9, 1),
    { type: 'retired', topic: 2, into: [] },
    merged(12, 11),
  ];
  const kin = lineage(events, state({ topics }));

  it('follows a topic through all its mergers, and through nothing else', () => {
    expect([1, 2, 3, 4, 9].map(kin.survivor)).toEqual([1, 2, 1, 4, 1]);
  });

  it('gives the parent that the survivor has at the end, also of an archived one', () => {
    expect([1, 3, 9].map(kin.parent)).toEqual([10, 10, 10]);
    expect(kin.parent(2)).toBe(11);
  });

  it('follows parents through mergers, too', () => {
    expect(kin.parent(5)).toBe(11);
  });

  it('lets a topic without a parent, a parent, and a topic that is no longer known stand for themselves', () => {
    expect([4, 10, 77].map(kin.parent)).toEqual([4, 10, 77]);
  });
});
