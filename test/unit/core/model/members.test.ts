import { expect, it } from 'vitest';
import { cellsByTopic, liveTopics, topicsByParent } from '../../../../src/core/model/members.ts';
import { cell, state, topic, vector } from './make.ts';

const x = vector(1);
const model = state({
  cells: [cell(1, x, { topic: 1 }), cell(2, x, { topic: 2 }), cell(3, x, { topic: 1 }), cell(4, x)],
  topics: [
    topic(1, { parent: 9 }),
    topic(2),
    topic(3, { parent: 9, status: 'archived' }),
    topic(4, { parent: 9 }),
    topic(9, { level: 1 }),
  ],
});

it('cellsByTopic leaves candidates out', () => {
  expect([...cellsByTopic(model)].map(([id, cells]) => [id, cells.map((c) => c.id)])).toEqual([
    [1, [1, 3]],
    [2, [2]],
  ]);
});

it('topicsByParent leaves retired topics out, and those without a parent', () => {
  expect([...topicsByParent(model)].map(([id, topics]) => [id, topics.map((t) => t.id)])).toEqual([[9, [1, 4]]]);
});

it('liveTopics are neither parents nor what has retired', () => {
  expect(liveTopics(model)).toHaveLength(3);
});
