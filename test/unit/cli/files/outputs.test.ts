import { describe, expect, it } from 'vitest';
import { eventLine, phiList, thetaLine } from '../../../../src/cli/files/outputs.ts';
import type { PhiRecord, ThetaRecord, TopicEventRecord } from '../../../../src/core/types.ts';

const theta: ThetaRecord = {
  id: 'a "b"',
  partition: 0,
  offset: 7n,
  time: 1000,
  theta: [
    { topic: 3, weight: 0.75 },
    { topic: 1, weight: 0.25 },
  ],
  parent: null,
  score: 0.5,
  revision: 1,
  model: 9,
  encoder: 'e',
};
const event: TopicEventRecord = {
  type: 'merged',
  topic: 4,
  level: 0,
  into: [2],
  from: [],
  label: 'l',
  reason: 'r',
  numbers: { weight: 1.5 },
  time: 1000,
  sequence: 12,
  model: 9,
};
const phi: PhiRecord = {
  topic: 1,
  level: 0,
  parent: null,
  label: 'storm, harbour',
  keywords: [{ word: 'storm', probability: 0.1, relevance: 0.9 }],
  weight: 2,
  documents: 3,
  share: 0.5,
  trend: 0,
  exemplars: [],
  pinned: false,
  muted: false,
  born: 0,
  updated: 1000,
  model: 9,
};

describe('the lines of replay', () => {
  it('--theta', () => {
    expect(thetaLine(theta)).toBe(
      '{"id":"a \\"b\\"","topic":3,"theta":[{"topic":3,"weight":0.75},{"topic":1,"weight":0.25}],"score":0.5,"revision":1,"model":9}\n',
    );
    expect(JSON.parse(thetaLine({ ...theta, theta: [] }))).toMatchObject({ topic: null, theta: [] });
  });

  it('--events: a merge has one survivor, a split has a list', () => {
    expect(JSON.parse(eventLine(event))).toMatchObject({ type: 'merged', topic: 4, into: 2, model: 9, sequence: 12 });
    expect(JSON.parse(eventLine({ ...event, type: 'split', into: [5, 6] }))).toMatchObject({
      type: 'split',
      into: [5, 6],
    });
    const born = JSON.parse(eventLine({ ...event, type: 'born', into: [], from: [1] })) as object;
    expect(born).toMatchObject({ type: 'born', topic: 4, from: [1] });
    expect(born).not.toHaveProperty('into');
  });

  it('--phi: topics by weight, then parents', () => {
    const parent = { ...phi, topic: 9, level: 1, weight: 50 } as const;
    const list = JSON.parse(phiList([parent, phi, { ...phi, topic: 2, weight: 5, parent: 9 }])) as { topic: number }[];
    expect(list.map(({ topic }) => topic)).toEqual([2, 1, 9]);
    expect(list[1]).toMatchObject({
      parent: null,
      level: 0,
      label: 'storm, harbour',
      weight: 2,
      documents: 3,
      words: [{ word: 'storm', probability: 0.1, relevance: 0.9 }],
    });
    expect(JSON.parse(phiList([]))).toEqual([]);
  });
});
