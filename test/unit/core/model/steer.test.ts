import { describe, expect, it } from 'vitest';
import { add, EMPTY_SERIES } from '../../../../src/core/history/buckets.ts';
import { historiesOf } from '../../../../src/core/history/past.ts';
import { finalTopics } from '../../../../src/core/model/hindsight.ts';
import { CERTAINTY } from '../../../../src/core/model/options.ts';
import { regroup } from '../../../../src/core/model/regroup.ts';
import { steer } from '../../../../src/core/model/steer.ts';
import { sureness } from '../../../../src/core/model/theta.ts';
import type { ModelState, Order } from '../../../../src/core/types.ts';
import { referenceProducts, stack } from '../../../../src/core/vector.ts';
import { cell, HALF_LIFE, options, panelist, state, stats, topic, turned, vector } from './make.ts';

const given = options();
const past = (minute: number, documents: number) => add(EMPTY_SERIES, new Map([[minute, documents]]));
const heavy = { weight: 40, documents: 40, recent: 40 };

/** Two themes far apart, and a candidate between none of them. */
const model = state({
  count: 90,
  topics: [
    topic(1, { label: 'ice', weight: 40, mean: vector(1) }),
    topic(2, { label: 'fire', weight: 40, mean: vector(0, 1) }),
  ],
  cells: [
    cell(1, vector(1), { topic: 1, ...heavy, history: past(1, 40) }),
    cell(2, vector(0, 1), { topic: 2, ...heavy, history: past(2, 40) }),
    cell(3, vector(0, 0, 1), { topic: null, weight: 2, documents: 2 }),
  ],
  panel: [panelist('a', { topic: 1 })],
});

function steered(before: ModelState, ...orders: readonly Order[]) {
  return steer(before, stats({ orders }), given, referenceProducts);
}
const again = (before: ModelState) => regroup(before, given, referenceProducts);

describe('rename', () => {
  it('is kept for life, whatever its words would say', () => {
    const { state: named, events } = steered(model, { kind: 'rename', topic: 1, name: '<b>冰</b>' });
    expect(events).toMatchObject([
      { type: 'renamed', topic: 1, label: '<b>冰</b>', reason: 'it was called "ice"', sequence: 1 },
    ]);
    const doubled = new Map(named.cells).set(
      1,
      cell(1, vector(1), { topic: 1, weight: 99, documents: 99, terms: new Map([['snow', 50]]) }),
    );
    const later = again({ ...named, cells: doubled });
    expect(later.state.topics.get(1)?.label).toBe('<b>冰</b>');
    expect(again({ ...model, cells: doubled }).state.topics.get(1)?.label).not.toBe('ice');
  });
});

describe('pin', () => {
  it('keeps a topic that would be merged, and the other one beside it', () => {
    const close = state({
      count: 90,
      topics: [topic(1, { label: 'a' }), topic(2, { label: 'b' })],
      cells: [
        cell(1, vector(1), { topic: 1, ...heavy }),
        cell(2, turned(0, 1, 4), { topic: 2, weight: 2, documents: 2 }),
        cell(3, vector(0, 0, 1), { ...heavy }),
      ],
    });
    expect(again(close).state.topics.has(2)).toBe(false);
    const pinned = again(steered(close, { kind: 'pin', topic: 2 }).state).state;
    expect(pinned.topics.get(2)).toMatchObject({ status: 'live', pinned: true, documents: 2 });
    expect(pinned.topics.get(1)?.status).toBe('live');
    const loose = again(steered(pinned, { kind: 'unpin', topic: 2 }).state).state;
    expect(loose.topics.has(2)).toBe(false);
  });

  it('keeps a topic that has faded', () => {
    const faded = {
      ...model,
      cells: new Map(model.cells).set(2, cell(2, vector(0, 1), { topic: 2, weight: 1e-9, documents: 40 })),
    };
    expect(again(faded).state.topics.get(2)?.status).toBe('archived');
    expect(again(steered(faded, { kind: 'pin', topic: 2 }).state).state.topics.get(2)?.status).toBe('live');
  });
});

describe('mute', () => {
  it('ends a trend, allows no new one, and is undone', () => {
    const rising = { ...model, topics: new Map(model.topics).set(1, topic(1, { trending: true, born: -1e6 })) };
    const { state: muted, events } = steered(rising, { kind: 'mute', topic: 1 });
    expect(events.map(({ type }) => type)).toEqual(['muted']);
    expect(muted.topics.get(1)).toMatchObject({ muted: true, trending: false });
    expect(steered(muted, { kind: 'unmute', topic: 1 }).state.topics.get(1)).toMatchObject({ muted: false });
  });
});

describe('merge', () => {
  it('gives one topic all that another had, and keeps it together', () => {
    const { state: one, events } = steered(model, { kind: 'merge', topic: 1, into: 2 });
    expect(events[0]).toMatchObject({ type: 'merged', topic: 1, into: [2], label: 'ice' });
    expect(one.topics.has(1)).toBe(false);
    expect(one.topics.get(2)).toMatchObject({ documents: 80, weight: 80, pinned: true, label: expect.any(String) });
    expect([...one.cells.values()].slice(0, 2).map((c) => c.topic)).toEqual([2, 2]);
    expect(historiesOf(one).get(2)?.[0]?.counts).toEqual([40, 40]);
    expect(one.panel.get('a')?.topic).toBe(2);
    // As far apart as they are, they stay together; once nobody insists, they part.
    expect(again(one).state.topics.get(2)?.documents).toBe(80);
    expect(again(steered(one, { kind: 'unpin', topic: 2 }).state).events.map(({ type }) => type)).toContain('split');
  });

  it('is right about the documents of an older one: those of before its own birth are its, too', () => {
    const streamTime = 10 * HALF_LIFE;
    const topics = [topic(1, { mean: vector(1), born: 0 }), topic(2, { mean: vector(0, 1), born: 9 * HALF_LIFE })];
    const cells = [...model.cells.values()].map((c) => ({ ...c, reference: streamTime }));
    const panel = Array.from({ length: 40 }, (_, i) => panelist(`p${i}`, { topic: 1, time: i * 200, draw: i }));
    const both = state({ streamTime, count: 90, topics, cells, panel });
    const orders = [{ kind: 'merge', topic: 1, into: 2 }] as const;
    const { state: one } = steer(both, stats({ orders }), options({ halfLife: HALF_LIFE }), referenceProducts);
    const passed = { vectors: stack([vector(1)], 4), times: [HALF_LIFE], halfLife: HALF_LIFE };
    expect(finalTopics(both, passed, referenceProducts)).toEqual([1]);
    expect(finalTopics(one, passed, referenceProducts)).toEqual([2]);
    expect(one.topics.get(2)?.born).toBe(0);
    // What was said of them holds: Θ has no reason to be less sure of anything.
    const sure = ({ certainty }: Pick<ModelState, 'certainty'>) => sureness([0.5], false, certainty);
    expect(sure(one)).toBeGreaterThan(sure({ certainty: CERTAINTY.prior }));
  });

  it('takes in the past of a retired topic', () => {
    const retired = topic(3, {
      status: 'archived',
      documents: 7,
      earlier: 7,
      past: past(0, 7),
      mean: vector(0, 0, 0, 1),
    });
    const { state: one } = steered(
      { ...model, topics: new Map(model.topics).set(3, retired) },
      { kind: 'merge', topic: 3, into: 1 },
    );
    expect(one.topics.get(1)).toMatchObject({ documents: 47, earlier: 7 });
    expect(historiesOf(one).get(1)?.[0]?.counts).toEqual([7, 40]);
  });
});

describe('watch', () => {
  const order = {
    kind: 'watch',
    phrase: 'central banks',
    vector: turned(2, 3, 10),
    terms: new Map([['banks', 1]]),
  } as const;

  it('makes a topic around the phrase, which takes the candidates near it', () => {
    const { state: watched, events } = steered(model, order);
    expect(events[0]).toMatchObject({ type: 'watched', topic: 100, label: 'central banks' });
    expect(watched.topics.get(100)).toMatchObject({
      label: 'central banks',
      pinned: true,
      renamed: true,
      status: 'live',
      documents: 2,
    });
    expect(watched.cells.get(3)?.topic).toBe(100);
    expect(watched.cells.get(100)).toMatchObject({ topic: 100, documents: 0 });
  });

  it.each([
    ['of the encoder before, though its vector has as many dimensions', 6, 'refused'],
    ['of the encoder that the model has', 7, 'watched'],
    ['of which nobody knows', 0, 'watched'],
  ] as const)('%s', (_, made, type) => {
    const moved = { ...model, version: 9, since: 7 };
    const { state: after, events } = steer(moved, stats({ orders: [order], model: made }), given, referenceProducts);
    expect(events[0]).toMatchObject({ type });
    expect(after.topics.has(100)).toBe(type === 'watched');
    if (type === 'refused')
      expect(events[0]?.reason).toMatch(/^watch: the model has moved to another encoder .* ask again$/);
  });

  it('waits without any document, in a model that has met none', () => {
    const empty = state();
    const { state: watched } = steered(empty, order);
    expect(watched.topics.get(100)).toMatchObject({ documents: 0, status: 'live' });
    expect(again({ ...watched, streamTime: 1e15 }).state.topics.get(100)?.status).toBe('live');
  });
});

describe('an order that cannot be done', () => {
  it('is an event that says why, and changes nothing else', () => {
    const { state: same, events } = steered(model, { kind: 'merge', topic: 1, into: 77 }, { kind: 'pin', topic: 1 });
    expect(events).toMatchObject([
      {
        type: 'refused',
        topic: 1,
        label: 'ice',
        reason: expect.stringMatching(/^merge: topic 77 is not known/),
        sequence: 1,
      },
      { type: 'pinned', topic: 1, sequence: 2 },
    ]);
    expect(same.cells).toBe(model.cells);
  });
});
