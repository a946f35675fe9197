import { expect, it } from 'vitest';
import type { TopicEventRecord } from '../../../src/core/types.ts';
import { EventLog } from '../../../src/pipeline/eventlog.ts';

function event(sequence: number, topic = 1, into: readonly number[] = []): TopicEventRecord {
  return {
    type: 'born',
    topic,
    level: 0,
    into,
    from: [],
    label: '',
    reason: '',
    numbers: {},
    time: 0,
    sequence,
    model: 1,
  };
}

const sequences = (events: readonly TopicEventRecord[]): number[] => events.map(({ sequence }) => sequence);

it('holds the newest events, each once, however often the log is read anew', () => {
  const log = new EventLog(4);
  for (let round = 0; round < 2; round++) for (let i = 0; i < 7; i++) expect(log.add(event(i))).toBe(round === 0);
  expect(sequences(log.all())).toEqual([3, 4, 5, 6]);
  expect(log.last()?.sequence).toBe(6);
});

it('gives the newest, or those after a cursor, the oldest first', () => {
  const log = new EventLog();
  for (let i = 0; i < 6; i++) log.add(event(i));
  expect(sequences(log.some({ limit: 2 }))).toEqual([4, 5]);
  expect(sequences(log.some({ since: 1, limit: 2 }))).toEqual([2, 3]);
  expect(sequences(log.some({ since: 5, limit: 2 }))).toEqual([]);
});

it('gives those that concern a topic', () => {
  const log = new EventLog();
  log.add(event(1, 10));
  log.add(event(2, 11, [10]));
  log.add(event(3, 12));
  expect(sequences(log.some({ limit: 9, topic: 10 }))).toEqual([1, 2]);
});
