import { describe, expect, it } from 'vitest';
import { type Draft, draft } from '../../../../src/core/model/lineage.ts';
import { tell } from '../../../../src/core/model/tell.ts';
import { phiRecords } from '../../../../src/core/phi/records.ts';
import type { EventType } from '../../../../src/core/types.ts';
import { cell, exemplar, options, state, topic, vector } from './make.ts';

const words = (...list: string[]) => new Map(list.map((word, i) => [word, 30 - i]));
const x = vector(1);

it('tell gives events the label, the time and a number', () => {
  const before = state({ topics: [topic(3, { label: 'gone' })], sequence: 8 });
  const after = state({
    cells: [cell(1, x, { topic: 4, terms: words('bread', 'oven') })],
    topics: [topic(4, { label: '' })],
    streamTime: 70,
    sequence: 8,
  });
  const { state: told, events } = tell(
    before,
    after,
    [draft('merged', 3, 0, 'a', {}), draft('born', 4, 0, 'b', {})],
    options(),
  );
  expect(events).toEqual([
    { ...draft('merged', 3, 0, 'a', {}), label: 'gone', time: 70, sequence: 8 },
    { ...draft('born', 4, 0, 'b', {}), label: 'bread, oven', time: 70, sequence: 9 },
  ]);
  expect(told.sequence).toBe(10);
  expect(told.topics.get(4)?.label).toBe('bread, oven');
});

describe('a label', () => {
  const named = (
    { label, documents = 5, was = 5 }: { label: string; documents?: number; was?: number },
    terms: ReadonlyMap<string, number>,
    drafts: readonly Draft[],
  ) =>
    tell(
      state({ topics: [topic(4, { label, documents: was })] }),
      state({ cells: [cell(1, x, { topic: 4, terms })], topics: [topic(4, { label, documents })] }),
      drafts,
      options(),
    );
  const of = (type: EventType) => [draft(type, 4, 0, 'why', {})];
  const types = (told: ReturnType<typeof tell>) => told.events.map((e) => e.type);
  const many = words(...Array.from({ length: 15 }, (_, i) => `w${i}`));

  it('stays while nothing becomes of the topic, and while all its names are among the first', () => {
    expect(types(named({ label: 'w3, w9' }, many, of('drifted')))).toEqual(['drifted']);
    expect(types(named({ label: 'w3, w10' }, many, of('trending')))).toEqual(['trending']);
    const { state: told, events } = named({ label: 'w3, w10' }, many, of('drifted'));
    expect(events).toMatchObject([
      { type: 'drifted' },
      { type: 'relabelled', topic: 4, label: 'w0, w1, w2', reason: 'it was called "w3, w10"' },
    ]);
    expect(told.topics.get(4)?.label).toBe(events[1]?.label);
    expect(types(named({ label: 'silent' }, new Map(), of('drifted')))).toEqual(['drifted']);
  });

  it('is looked at when the documents have become twice as many, by powers of two', () => {
    const grown = (was: number, documents: number) => types(named({ label: 'other', was, documents }, many, []));
    expect(grown(8, 15)).toEqual([]);
    expect(grown(15, 16)).toEqual(['relabelled']);
    expect(grown(16, 15)).toEqual(['relabelled']);
    expect(grown(0, 1)).toEqual([]);
    expect(types(named({ label: 'w3, w9', was: 15, documents: 16 }, many, []))).toEqual([]);
  });

  it('that a topic gets is the one its record had without it, as the exemplars write it', () => {
    const exemplars = ['Our Red Sox won', 'The fans of Red Sox teams', 'What Red Sox players want'].map((excerpt, i) =>
      exemplar(`d${i}`, { excerpt }),
    );
    const after = state({
      cells: [cell(1, x, { topic: 4, terms: words('game', 'sox', 'red'), exemplars })],
      topics: [topic(4, { label: '' })],
    });
    const [record] = phiRecords(after, options().halfLife);
    expect(record?.label).toBe('game, Red Sox');
    expect(tell(state(), after, [], options()).state.topics.get(4)?.label).toBe(record?.label);
  });
});
