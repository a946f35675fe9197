/** Commands of people → the next model, folded among the stats in the order of their log. */
import { EMPTY_SERIES, join } from '../history/buckets.ts';
import type { Products } from '../ports.ts';
import type { BatchStats, Cell, Millis, ModelState, Order, Topic, TopicEvent } from '../types.ts';
import { calibrate } from './calibrate.ts';
import { refusal } from './command.ts';
import { drop } from './crowd.ts';
import { type Draft, draft } from './lineage.ts';
import { meanOf } from './mass.ts';
import type { ModelOptions } from './options.ts';
import { regroup } from './regroup.ts';

interface Steered {
  readonly state: ModelState;
  readonly events: readonly TopicEvent[];
}

/** Pure. Each order is done, or refused with an event that says why. Call with what `admit` has let in. */
export function steer(before: ModelState, stats: BatchStats, options: ModelOptions, products: Products): Steered {
  let state = before;
  const events: TopicEvent[] = [];
  for (const order of stats.orders) {
    const late = order.kind === 'watch' && isLate(stats, before);
    const done = late ? refused(state, order, MOVED) : obeyed(state, order, options, products);
    state = done.state;
    events.push(...done.events);
  }
  return { state, events };
}

const MOVED = 'the model has moved to another encoder since the phrase was read: ask again';

/** Made before the model moved to its encoder. 0 tells nothing: no model was known, or an earlier release sent it. */
function isLate({ model }: BatchStats, { since }: ModelState): boolean {
  return model > 0 && model < since;
}

function refused(state: ModelState, order: Order, why: string): Steered {
  const id = order.kind === 'watch' ? 0 : order.topic;
  return told(state, draft('refused', id, state.topics.get(id)?.level ?? 0, `${order.kind}: ${why}`, {}));
}

function obeyed(state: ModelState, order: Order, options: ModelOptions, products: Products): Steered {
  const why = refusal(state, order, options);
  if (why !== null) return refused(state, order, why);
  if (order.kind === 'watch') return settled(watched(state, order), options, products);
  const id = order.topic;
  const topic = state.topics.get(id) as Topic;
  switch (order.kind) {
    case 'rename':
      return told(
        put(state, { ...topic, label: order.name, renamed: true }),
        draft('renamed', id, topic.level, `it was called "${topic.label}"`, {}),
      );
    case 'pin':
      return told(put(state, { ...topic, pinned: true }), draft('pinned', id, 0, 'somebody wants it to stay', {}));
    case 'unpin':
      return told(put(state, { ...topic, pinned: false }), draft('unpinned', id, 0, 'it may change again', {}));
    case 'mute':
      return told(
        put(state, { ...topic, muted: true, trending: false }),
        draft('muted', id, 0, 'somebody does not want to hear of it', {}),
      );
    case 'unmute':
      return told(put(state, { ...topic, muted: false }), draft('unmuted', id, 0, 'it is told of again', {}));
    case 'merge':
      return settled(merged(state, topic, state.topics.get(order.into) as Topic), options, products);
  }
}

function put(state: ModelState, topic: Topic): ModelState {
  const topics = new Map(state.topics).set(topic.id, topic);
  return { ...state, topics: new Map([...topics].sort(([a], [b]) => a - b)) };
}

function told(state: ModelState, event: Draft, label = state.topics.get(event.topic)?.label ?? ''): Steered {
  const { sequence, streamTime } = state;
  return {
    state: { ...state, sequence: sequence + 1 },
    events: [{ ...event, label, time: streamTime, sequence }],
  };
}

/** A topic around a phrase, as heavy as one document but without any; pinned, so that it waits for them. */
function watched(state: ModelState, { phrase, vector, terms }: Extract<Order, { kind: 'watch' }>): Steered {
  const { streamTime, nextCell, nextTopic } = state;
  const cell: Cell = {
    id: nextCell,
    topic: nextTopic,
    weight: 1,
    documents: 0,
    history: EMPTY_SERIES,
    mean: vector,
    spread: 0,
    reference: streamTime,
    recent: 0,
    terms,
    added: [],
    exemplars: [],
    records: 1,
  };
  const topic: Topic = {
    id: nextTopic,
    level: 0,
    status: 'live',
    parent: null,
    label: phrase,
    born: streamTime,
    updated: streamTime,
    documents: 0,
    earlier: 0,
    past: EMPTY_SERIES,
    weight: 1,
    peak: 1,
    mean: vector,
    anchor: vector,
    trend: 0,
    trending: false,
    renamed: true,
    pinned: true,
    muted: false,
  };
  const next: ModelState = {
    ...put(state, topic),
    cells: new Map(state.cells).set(cell.id, cell),
    nextCell: nextCell + 1,
    nextTopic: nextTopic + 1,
  };
  return told(next, draft('watched', topic.id, 0, 'somebody watches for it', {}));
}

/**
 * Topics that were watched for before there was any time begin with the first that there is: else a topic would be as old
 * as 1970, against which its first documents are a trend, and without weight or place.
 */
export function begunAt(time: Millis, { cells, topics }: ModelState): Pick<ModelState, 'cells' | 'topics'> {
  return {
    cells: new Map([...cells].map(([id, cell]) => [id, { ...cell, reference: time }])),
    topics: new Map([...topics].map(([id, topic]) => [id, { ...topic, born: time, updated: time }])),
  };
}

/** One topic with all that another had. It is pinned: what somebody put together is not taken apart again. */
function merged(state: ModelState, topic: Topic, into: Topic): Steered {
  const cells = new Map(
    [...state.cells].map(([id, cell]) => [id, cell.topic === topic.id ? { ...cell, topic: into.id } : cell]),
  );
  const topics = new Map(state.topics);
  topics.delete(topic.id);
  topics.set(into.id, {
    ...into,
    born: Math.min(into.born, topic.born),
    documents: into.documents + topic.documents,
    earlier: into.earlier + topic.earlier,
    past: join(into.past, topic.past),
    anchor: meanOf([into, topic]),
    pinned: true,
  });
  const numbers = { weight: topic.weight, survivor: into.weight };
  const event = { ...draft('merged', topic.id, 0, 'somebody put them together', numbers), into: [into.id] };
  return told({ ...state, cells, topics }, event, topic.label);
}

/** Topics get their figures, families and words at once. */
function settled({ state, events }: Steered, options: ModelOptions, products: Products): Steered {
  if (state.count === 0) return { state, events };
  const grouped = regroup(state, options, products);
  const all = [...events, ...grouped.events];
  return { state: drop(calibrate(grouped.state, all, options, products), options), events: all };
}
