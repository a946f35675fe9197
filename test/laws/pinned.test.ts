/** What people keep: a phrase that is watched before anything came, and a topic that is silent for ever. */
import { describe, expect, it } from 'vitest';
import { phiRecords } from '../../src/core/phi/records.ts';
import type { Millis, TopicEvent } from '../../src/core/types.ts';
import { kmeansSeeder } from '../../src/edges/kmeans.ts';
import { TopicTable } from '../support/topictable.ts';
import { createModel, type Doc, HOUR, rng, START, type Turn, themed } from './stream.ts';

const DIM = 32;
const SPAN = 64;
const DAY = 24 * HOUR;

/** A model, with what is told of topics; each span has documents of some themes in turn, each with its theme's word. */
function feed(halfLife: Millis, warmup = 512) {
  const model = createModel({ halfLife, warmup, maxCells: 60 }, DIM, kmeansSeeder);
  const random = rng(5);
  const events: TopicEvent[] = [];
  return {
    model,
    events,
    span(time: Millis, themes: readonly number[]) {
      const docs = Array.from({ length: SPAN }, (_, i): Doc => {
        const theme = themes[i % themes.length] as number;
        const vector = themed({ [theme]: 1 }, { dim: DIM, noise: 0.5, random });
        return { id: `${time}.${i}`, time: time + 1000 * i, vector, terms: [[`word${theme}`, 1]] };
      });
      events.push(...model.push(docs).result.events);
    },
    watch() {
      const vector = themed({ 3: 1 }, { dim: DIM, noise: 0.2, random: rng(99) });
      events.push(...model.order({ kind: 'watch', phrase: 'central banks', vector, terms: new Map([['central', 1]]) }));
    },
  };
}

describe.each([
  ['7 days', 7 * DAY],
  ['30 days', 30 * DAY],
  ['no end', Number.POSITIVE_INFINITY],
])('with a half-life of %s', (_, halfLife) => {
  const life = (watched: 'before' | 'after') => {
    const { model, events, span, watch } = feed(halfLife);
    if (watched === 'before') watch();
    span(START, [0, 1, 2]);
    const first = model.state.streamTime;
    if (watched === 'after') watch();
    for (let s = 1; s < 30; s++) span(START + s * HOUR, s < 4 ? [0, 1, 2] : [0, 1, 2, 3]);
    const table = new TopicTable();
    for (const event of events) table.read(event);
    const topics = [...model.state.topics.values()];
    expect([...table.live.keys()].sort((a, b) => a - b)).toEqual(
      topics.filter(({ status }) => status === 'live').map(({ id }) => id),
    );
    const topic = topics.find(({ pinned }) => pinned);
    return { first, topic, told: events.filter((event) => event.topic === topic?.id).map(({ type }) => type) };
  };

  it('a phrase watched before the first document is told of as one watched after it', () => {
    const [before, after] = [life('before'), life('after')];
    expect(before.topic?.born).toBe(before.first);
    expect(before.topic?.documents).toBeGreaterThan(0);
    expect(before.told).toEqual(['watched']);
    expect(after.told).toEqual(before.told);
  });
});

it('the first time that a watched phrase has is that of the first document, at whatever span that comes', () => {
  const { model, span, watch } = feed(7 * DAY);
  watch();
  model.push([], { deleted: ['gone'] });
  span(START, [0, 1, 2]);
  const { state } = model;
  const [topic] = [...state.topics.values()].filter(({ pinned }) => pinned);
  expect([topic?.born, topic?.updated]).toEqual([state.streamTime, state.streamTime]);
  const own = [...state.cells.values()].filter((cell) => cell.topic === topic?.id);
  for (const { reference } of own) expect(reference).toBeGreaterThanOrEqual(START);
});

it('a phrase watched before the first document claims none while nothing tells what documents have in common', () => {
  const { model, span, watch } = feed(7 * DAY);
  watch();
  span(START, [0, 1, 2]);
  const { placements, stats } = (model.turns[0] as Turn).assigned;
  expect(placements.filter(({ theta }) => theta.length > 0)).toEqual([]);
  expect([stats.open.length, stats.sampled]).toEqual([placements.length, []]);
  // They get their topics as soon as it is known.
  const revised = model.turns[0]?.result.revised ?? [];
  expect(revised.length).toBeGreaterThan(0.9 * placements.length);
});

// Beyond 1,022 half-lives a double loses digits, beyond 1,074 all of them.
it.each([50, 200, 1050, 1100])(
  'a pinned topic keeps its place and its words after a silence of %i half-lives',
  (silence) => {
    const { model, events, span } = feed(HOUR, 128);
    for (let s = 0; s < 10; s++) span(START + s * HOUR, [0, 1, 2, 3]);
    const own = [...model.state.cells.values()].filter(({ topic }) => topic !== null);
    const topic = own.sort((a, b) => (b.mean[4] as number) - (a.mean[4] as number))[0]?.topic as number;
    model.order({ kind: 'pin', topic });
    const { mean } = model.state.topics.get(topic) as { mean: Float32Array };
    const before = events.length;
    for (let s = 0; s < 5; s++) span(START + silence * HOUR + s * HOUR, [0, 1, 2]);
    const now = model.state.topics.get(topic);
    expect(now?.weight).toBeLessThanOrEqual(2 ** (12 - silence));
    // Its cells may have taken in one or another document of others.
    expect(Math.hypot(...(now?.mean ?? []).map((x, j) => x - (mean[j] as number)))).toBeLessThan(0.1);
    expect(events.slice(before).filter((event) => event.topic === topic && event.type !== 'cooled')).toEqual([]);
    const [record] = phiRecords(model.state, HOUR, new Set([topic]));
    expect(record?.keywords[0]?.word).toBe('word3');
  },
);
