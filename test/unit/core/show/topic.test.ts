import { describe, expect, it } from 'vitest';
import { emptyState } from '../../../../src/core/model/state.ts';
import { viewOf } from '../../../../src/core/model/view.ts';
import { DEFAULT_QUERY, topicList } from '../../../../src/core/show/list.ts';
import { found } from '../../../../src/core/show/nearest.ts';
import { hierarchyOf, streamsOf, trendingOf } from '../../../../src/core/show/overview.ts';
import { pictureOf, strayShare } from '../../../../src/core/show/picture.ts';
import { topicPage } from '../../../../src/core/show/topic.ts';
import type { Cell, ModelState, Topic, TopicEventRecord } from '../../../../src/core/types.ts';
import { referenceProducts } from '../../../../src/core/vector.ts';
import { cell, DIM, exemplar, options, topic, turned, vector } from '../model/make.ts';

const NEVER = Number.POSITIVE_INFINITY;

function stateOf(topics: readonly Topic[], cells: readonly Cell[]): ModelState {
  const empty = emptyState({ epoch: 1, encoder: 'e', products: 'p', dim: DIM }, options());
  return {
    ...empty,
    version: 9,
    topics: new Map(topics.map((each) => [each.id, each])),
    cells: new Map(cells.map((each) => [each.id, each])),
  };
}

const state = stateOf(
  [
    topic(1, { label: 'ice, snow', parent: 8, trend: 2, born: 5 }),
    topic(2, { label: 'Élan, boats', parent: 8, trending: true, trend: 6 }),
    topic(3, { label: 'bread', status: 'archived', documents: 40, earlier: 40 }),
    topic(4, { label: 'alone', trending: true, trend: 9 }),
    topic(8, { label: 'weather', level: 1 }),
  ],
  [
    cell(1, vector(1), {
      topic: 1,
      weight: 6,
      documents: 6,
      terms: new Map([['glacier', 3]]),
      exemplars: [exemplar('a', { url: 'x:y' })],
    }),
    cell(2, turned(0, 1, 20), { topic: 2, weight: 3, documents: 3 }),
    cell(3, vector(0, 0, 1), { topic: 4, weight: 1, documents: 1 }),
    cell(4, vector(0, 0, 0, 1), { topic: null, weight: 2, documents: 2 }),
  ],
);
const picture = pictureOf(state, NEVER);
const view = viewOf(state, NEVER);

function told(sequence: number, fields: Partial<TopicEventRecord>): TopicEventRecord {
  const rest = {
    topic: 1,
    level: 0,
    into: [],
    from: [],
    label: 'told',
    reason: '',
    numbers: {},
    time: sequence,
    model: 1,
  } as const;
  return { type: 'born', sequence, ...rest, ...fields };
}

const page = (id: number, events: readonly TopicEventRecord[] = [], excerpts = true) =>
  topicPage(picture, id, { view, events, products: referenceProducts, excerpts });

describe('a list of topics', () => {
  const ids = (query: Partial<typeof DEFAULT_QUERY> & { parent?: number }) =>
    topicList(picture, { ...DEFAULT_QUERY, ...query }).topics.map(({ topic: id }) => id);

  it('has live topics, heaviest first, unless others are asked for', () => {
    expect(ids({})).toEqual([1, 2, 4]);
    expect(ids({ order: 'asc' })).toEqual([4, 2, 1]);
    expect(ids({ status: 'archived' })).toEqual([3]);
    expect(ids({ status: 'all', sort: 'documents' })).toEqual([3, 1, 2, 4]);
    expect(ids({ level: 1 })).toEqual([8]);
    expect(ids({ parent: 8 })).toEqual([1, 2]);
    expect(ids({ trending: true, sort: 'rise' })).toEqual([4, 2]);
    expect(ids({ sort: 'label', order: 'asc' })).toEqual([4, 2, 1]);
  });

  it('finds labels, words and ids, whatever their case and accents', () => {
    expect(ids({ q: 'elan' })).toEqual([2]);
    expect(ids({ q: 'GLACIER ice' })).toEqual([1]);
    expect(ids({ q: '#4' })).toEqual([4]);
    expect(ids({ q: 'glacier boats' })).toEqual([]);
  });

  it('is cut into pages that know of all', () => {
    const second = topicList(picture, { ...DEFAULT_QUERY, size: 2, page: 2 });
    expect([second.total, second.topics.map(({ topic: id }) => id)]).toEqual([3, [4]]);
  });
});

describe('a topic', () => {
  it('shows its parent, neighbours that are near, and documents', () => {
    const one = page(1);
    expect(one?.ancestor).toEqual({ topic: 8, label: 'weather' });
    expect(one?.neighbours).toEqual([
      { topic: 2, label: 'Élan, boats', cosine: expect.closeTo(Math.cos(Math.PI / 9)) },
    ]);
    expect(one?.exemplars).toEqual([{ id: 'a', title: null, url: 'x:y', source: null, excerpt: 'text of a', time: 0 }]);
    expect(page(8)?.children.map(({ topic: id }) => id)).toEqual([1, 2]);
    expect(page(1, [], false)?.exemplars[0]?.excerpt).toBeNull();
  });

  it('tells where it came from and what became of it', () => {
    const events = [
      told(1, { topic: 7, type: 'split', into: [1], label: 'seven' }),
      told(2, { topic: 1, type: 'split', into: [2] }),
      told(3, { topic: 6, type: 'merged', into: [1], label: 'six' }),
      told(4, { topic: 5, type: 'born' }),
    ];
    const one = page(1, events);
    expect(one?.lineage).toEqual({
      origins: [{ topic: 7, label: 'seven' }],
      parts: [{ topic: 2, label: 'Élan, boats' }],
      absorbed: [{ topic: 6, label: 'six' }],
      survivor: null,
    });
    expect(one?.events.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('that the model no longer knows is told by its events', () => {
    const events = [
      told(1, { topic: 6, label: 'six', time: 3 }),
      told(2, { topic: 6, type: 'merged', into: [1], label: 'six now', time: 8 }),
    ];
    expect(page(6, events)).toMatchObject({
      status: 'gone',
      label: 'six now',
      born: 3,
      updated: 8,
      lineage: { survivor: { topic: 1, label: 'ice, snow' } },
    });
    expect(page(6, [...events, told(3, { topic: 6, type: 'revived' })])?.lineage.survivor).toBeNull();
    expect(page(77, events)).toBeNull();
  });
});

describe('a query', () => {
  it('finds the topics nearest to it, the nearest first', () => {
    const query = { rows: 1, dim: DIM, data: turned(0, 1, 5) };
    const { topics } = found(picture, view, query, referenceProducts, 2);
    expect(topics.map(({ topic: id, cosine }) => [id, cosine])).toEqual([
      [1, expect.closeTo(Math.cos(Math.PI / 36))],
      [2, expect.closeTo(Math.cos(Math.PI / 12))],
    ]);
  });

  it('finds as many as are asked for where the nearest is muted', () => {
    const query = { rows: 1, dim: DIM, data: turned(0, 1, 5) };
    const topics = new Map([...picture.state.topics].map(([id, each]) => [id, { ...each, muted: id === 1 }]));
    const quiet = { ...picture, state: { ...picture.state, topics } };
    expect(found(quiet, view, query, referenceProducts, 1).topics.map(({ topic: id }) => id)).toEqual([2]);
  });
});

describe('all topics', () => {
  it('stand under their parents, or alone, with what no topic claims beside them', () => {
    const { parents, alone, stray } = hierarchyOf(picture);
    expect(parents).toMatchObject([{ topic: 8, share: expect.closeTo(9 / 12), topics: [{ topic: 1 }, { topic: 2 }] }]);
    expect(alone).toMatchObject([{ topic: 4, trending: true }]);
    expect(stray).toBeCloseTo(2 / 12);
    expect(strayShare(picture)).toBe(stray);
  });

  it('that rise come steepest first', () => {
    expect(trendingOf(picture).map(({ topic: id }) => id)).toEqual([4, 2]);
  });

  it('flow side by side: the largest, all others, and what belongs to none', () => {
    const cells = new Map(
      [...state.cells].map(([id, cell]) => [
        id,
        { ...cell, history: [0, 1, 2].map(() => ({ first: 10, counts: [id, 0, 1] })) },
      ]),
    );
    const streams = streamsOf(pictureOf({ ...state, cells }, NEVER), 1);
    expect(streams).toEqual({
      from: 10 * 60_000,
      width: 60_000,
      topics: [{ topic: 4, label: 'alone', counts: [3, 0, 1] }],
      others: [3, 0, 2],
      stray: [4, 0, 1],
    });
  });
});
