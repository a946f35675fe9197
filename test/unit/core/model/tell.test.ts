import { expect, it } from 'vitest';
import { draft } from '../../../../src/core/model/lineage.ts';
import { tell } from '../../../../src/core/model/tell.ts';
import { cell, options, state, topic, vector } from './make.ts';

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

it('tell keeps a label while nothing becomes of the topic, and while all its words are among the first', () => {
  const named = (label: string, terms: ReadonlyMap<string, number>, type: 'drifted' | 'trending' = 'drifted') =>
    tell(
      state(),
      state({ cells: [cell(1, x, { topic: 4, terms })], topics: [topic(4, { label })] }),
      [draft(type, 4, 0, 'why', {})],
      options(),
    );
  const types = (told: ReturnType<typeof tell>) => told.events.map((e) => e.type);
  const many = words(...Array.from({ length: 25 }, (_, i) => `w${i}`));
  expect(types(named('w3, w19', many))).toEqual(['drifted']);
  expect(types(named('w3, w20', many, 'trending'))).toEqual(['trending']);
  const { state: told, events } = named('w3, w20', many);
  expect(events).toMatchObject([
    { type: 'drifted' },
    { type: 'relabelled', topic: 4, reason: 'it was called "w3, w20"' },
  ]);
  expect(told.topics.get(4)?.label).toBe(events[1]?.label);
  expect(types(named('silent', new Map()))).toEqual(['drifted']);
});
