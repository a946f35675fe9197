import { describe, expect, it } from 'vitest';
import { add, EMPTY_SERIES, minuteOf } from '../../../../src/core/history/buckets.ts';
import { emptyState } from '../../../../src/core/model/state.ts';
import { viewOf } from '../../../../src/core/model/view.ts';
import { during, type Period, stretchOf } from '../../../../src/core/show/period.ts';
import { pictureOf, timelineOf } from '../../../../src/core/show/picture.ts';
import { reportOf } from '../../../../src/core/show/report.ts';
import type { Millis, ModelState, Series, TopicEventRecord } from '../../../../src/core/types.ts';
import { referenceProducts } from '../../../../src/core/vector.ts';
import { cell, DIM, exemplar, options, topic, turned, vector } from '../model/make.ts';

const NEVER = Number.POSITIVE_INFINITY;
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
/** A midnight; the feed begins ten days before it, and its newest document is of that moment. */
const NOW = 20_000 * DAY;

function at(documents: readonly (readonly [ago: Millis, count: number])[]): Series {
  // As they come: the oldest first.
  return documents.reduce((series, [ago, count]) => add(series, new Map([[minuteOf(NOW - ago), count]])), EMPTY_SERIES);
}

function stateOf(): ModelState {
  const empty = emptyState({ epoch: 1, encoder: 'e', products: 'p', dim: DIM }, options());
  const cells = [
    cell(1, vector(1), {
      topic: 1,
      weight: 9,
      documents: 30,
      history: at([
        [10 * DAY - HOUR, 20],
        [5 * HOUR, 4],
        [0, 6],
      ]),
      exemplars: [exemplar('old', { time: NOW - 9 * DAY }), exemplar('new', { time: NOW - HOUR })],
    }),
    cell(2, turned(0, 1, 20), { topic: 2, weight: 3, documents: 12, history: at([[30 * HOUR, 12]]) }),
    cell(3, vector(0, 0, 1), { topic: null, weight: 1, documents: 2, history: EMPTY_SERIES }),
  ];
  const topics = [
    topic(1, { label: 'ice', parent: 8, trending: true, trend: 6 }),
    topic(2, { label: 'boats', parent: 8 }),
    topic(8, { label: 'weather', level: 1 }),
  ];
  return {
    ...empty,
    version: 9,
    streamTime: NOW,
    unclaimed: at([[4 * HOUR, 2]]),
    topics: new Map(topics.map((each) => [each.id, each])),
    cells: new Map(cells.map((each) => [each.id, each])),
  };
}

function told(sequence: number, fields: Partial<TopicEventRecord>): TopicEventRecord {
  const rest = {
    topic: 1,
    level: 0,
    into: [],
    from: [],
    label: 'told',
    reason: '',
    numbers: {},
    time: NOW,
    model: 1,
  } as const;
  return { type: 'born', sequence, ...rest, ...fields };
}

const state = stateOf();
const picture = pictureOf(state, NEVER);
const events = [
  told(1, { topic: 2, type: 'trending', time: NOW - 29 * HOUR, numbers: { recent: 12, expected: 1, deviations: 11 } }),
  told(2, { topic: 1, type: 'trending', time: NOW - HOUR, numbers: { recent: 6, expected: 1, deviations: 5 } }),
];
const seen = (period: Period) => during(picture, stretchOf(period, NOW), events);
const report = (period?: Period) =>
  reportOf(picture, {
    feed: 'f',
    view: viewOf(state, NEVER),
    events,
    products: referenceProducts,
    excerpts: true,
    period,
  });

describe('a period', () => {
  it('has the documents of its time: by the hour within eight days, without what came before and after', () => {
    const day = seen({ since: { ago: DAY } });
    expect(day.documents).toBe(12);
    expect(day.phi.get(1)).toMatchObject({ documents: 10, share: 10 / 12 });
    expect(day.phi.has(2)).toBe(false);
    expect(timelineOf(day, 1).width).toBe(HOUR);
    const before = seen({ since: { ago: 2 * DAY }, until: { ago: DAY } });
    expect([...before.phi.keys()].sort()).toEqual([2, 8]);
    expect(before.phi.get(2)).toMatchObject({ documents: 12, share: 1 });
    expect(before.documents).toBe(12);
  });

  it('takes the finest buckets that reach back so far', () => {
    expect(timelineOf(seen({ since: { ago: HOUR } }), 1)).toMatchObject({ width: MINUTE });
    expect(timelineOf(seen({ since: { ago: 7 * DAY } }), 1)).toMatchObject({ width: HOUR });
    const whole = seen({ since: { time: 0 } });
    expect(timelineOf(whole, 1)).toMatchObject({ width: DAY });
    expect(whole.phi.get(1)?.documents).toBe(30);
  });

  it('counts parents as their topics, and orders topics by what they had then', () => {
    const both = seen({ since: { ago: 2 * DAY } });
    expect(both.phi.get(8)?.documents).toBe(22);
    expect([...both.phi.values()].filter(({ level }) => level === 0).map(({ topic: id }) => id)).toEqual([2, 1]);
  });

  it('tells what began to trend then, with the numbers of then, and what trends now only when it has now', () => {
    const before = report({ since: { ago: 2 * DAY }, until: { ago: DAY } });
    expect(before.trending.map(({ topic: id, rise }) => [id, rise])).toEqual([
      [2, { recent: 12, expected: 1, deviations: 11 }],
    ]);
    expect(report({ since: { ago: 30 * MINUTE } }).trending.map(({ topic: id }) => id)).toEqual([1]);
    expect(report({ since: { ago: 6 * HOUR }, until: { ago: 3 * HOUR } }).trending).toEqual([]);
  });

  it('is what a report is of: its times, its events, its documents', () => {
    const day = report({ since: { ago: DAY } });
    expect([day.from, day.to, day.documents, day.total]).toEqual([NOW - DAY, NOW, 12, 1]);
    expect(day.stray).toBeCloseTo(2 / 12);
    expect(day.events.map(({ sequence }) => sequence)).toEqual([2]);
    expect(day.topics[0]?.exemplars.map(({ id }) => id)).toEqual(['new']);
    expect(day.topics[0]?.events.map(({ sequence }) => sequence)).toEqual([2]);
    expect(day.map.points.map(({ topic: id, share }) => [id, share])).toEqual([[1, 10 / 12]]);
    expect(day.hierarchy.parents.map(({ topic: id }) => id)).toEqual([8]);
    const whole = report();
    expect([whole.documents, whole.total, whole.events.length]).toEqual([44, 2, 2]);
  });

  it('is refused, with what is known, where there is nothing', () => {
    expect(() => seen({ since: { time: NOW + DAY }, until: { time: NOW + 2 * DAY } })).toThrow(
      /no document is known from .* until .*: give --since and --until between .* and 2024-10-04/,
    );
    expect(() => seen({ until: { ago: 60 * DAY } })).toThrow('from the beginning until');
  });
});
