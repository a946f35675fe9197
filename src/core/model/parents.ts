/** Parents: topics that are one at a coarser grain, with ids and lives of their own. */
import { EMPTY_SERIES } from '../history/buckets.ts';
import type { ModelState, Topic, TopicId } from '../types.ts';
import type { Points } from './agglomerate.ts';
import { type Draft, draft, trace } from './lineage.ts';
import { meanOf } from './mass.ts';
import { settled } from './members.ts';
import { alike } from './partition.ts';

export interface Families {
  readonly points: Points;
  /** Family of each point. */
  readonly families: Int32Array;
  /** The topic, live or archived, of each point; null for none. */
  readonly topicOf: readonly (TopicId | null)[];
  /** Two families are one when that loses less than this part of what is explained. */
  readonly merge: number;
}

/**
 * Each topic belongs to the family that holds most of its weight; families are one that are not worth telling apart so. A family
 * goes on as the parent of before with which it shares most. A parent is live while one of its topics is.
 */
export function settleParents(
  state: ModelState,
  { points, families, topicOf, merge }: Families,
): { state: ModelState; drafts: Draft[] } {
  const weights = new Map<TopicId, Map<number, number>>();
  topicOf.forEach((topic, i) => {
    if (topic === null) return;
    const held = weights.get(topic) ?? new Map<number, number>();
    const family = families[i] as number;
    weights.set(topic, held.set(family, (held.get(family) ?? 0) + (points.weight[i] as number)));
  });
  const found = new Map<TopicId, { readonly family: number; readonly weight: number }>();
  for (const [topic, held] of weights) {
    const [family] = [...held].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] < a[0]) ? b : a));
    found.set(topic, { family, weight: [...held.values()].reduce((a, b) => a + b, 0) });
  }
  // A family was split where its documents part, topics apart: what topics, which stay whole, make of that may be worth less.
  const whole = families.map((family, i) => {
    const topic = topicOf[i] ?? null;
    return topic === null ? family : (found.get(topic)?.family ?? family);
  });
  const joined = alike(points, whole, merge);
  const members = new Map<number, { topic: Topic; weight: number }[]>();
  for (const topic of state.topics.values()) {
    const own = found.get(topic.id);
    if (topic.level !== 0 || !own) continue;
    const family = joined.get(own.family) as number;
    members.set(family, [...(members.get(family) ?? []), { topic, weight: own.weight }]);
  }
  const groups = [...members].sort(([a], [b]) => a - b).map(([, topics]) => topics);
  const parents = [...state.topics.values()].filter(({ level }) => level === 1);
  const traced = trace(
    groups.map((group) => {
      const from = new Map<TopicId, number>();
      for (const { topic, weight } of group)
        if (topic.parent !== null) from.set(topic.parent, (from.get(topic.parent) ?? 0) + weight);
      return {
        weight: group.reduce((sum, { weight }) => sum + weight, 0),
        from,
        ready: group.some(({ topic }) => topic.status === 'live'),
        returning: null,
      };
    }),
    {
      level: 1,
      live: new Set(parents.map(({ id }) => id)),
      nextTopic: state.nextTopic,
      room: Number.POSITIVE_INFINITY,
    },
  );
  const returned: Draft[] = [];
  const left: Draft[] = [];
  const topics = new Map(state.topics);
  for (const id of traced.merged.keys()) topics.delete(id);
  for (const id of traced.lost) {
    if (topics.get(id)?.status === 'live') left.push(draft('retired', id, 1, 'none of its topics is left', {}));
    topics.delete(id);
  }
  groups.forEach((group, g) => {
    const id = traced.topics[g] as TopicId | null;
    for (const { topic } of group) if (topic.parent !== id) topics.set(topic.id, { ...topic, parent: id });
    if (id === null) return;
    const past = state.topics.get(id);
    const children = group.map(({ topic }) => topic).filter(({ status }) => status === 'live');
    const status = children.length > 0 ? 'live' : 'archived';
    if (past && past.status !== status)
      if (status === 'live')
        returned.push(draft('revived', id, 1, 'one of its topics returned', { topics: children.length }));
      else left.push(draft('retired', id, 1, 'none of its topics is live', { topics: group.length }));
    if (past && children.length === 0) {
      topics.set(id, past.status === status ? past : { ...past, status });
      return;
    }
    const weight = children.reduce((sum, topic) => sum + topic.weight, 0);
    const mean = meanOf(children);
    const now: Topic = {
      id,
      level: 1,
      status,
      parent: null,
      label: past?.label ?? '',
      born: children.reduce((first, topic) => Math.min(first, topic.born), past?.born ?? state.streamTime),
      updated: children.reduce((newest, topic) => Math.max(newest, topic.updated), 0),
      documents: children.reduce((sum, topic) => sum + topic.documents, 0),
      earlier: 0,
      past: EMPTY_SERIES,
      weight,
      peak: Math.max(past?.peak ?? 0, weight),
      mean,
      anchor: past?.anchor ?? mean,
      trend: 0,
      trending: false,
      renamed: past?.renamed ?? false,
      pinned: false,
      muted: false,
    };
    topics.set(id, settled(past, now));
  });
  const sorted = new Map([...topics].sort(([a], [b]) => a - b));
  const alive = new Set(parents.filter(({ status }) => status === 'live').map(({ id }) => id));
  for (const { topic } of returned) alive.add(topic);
  const weightOf = (id: TopicId): number =>
    (groups[traced.topics.indexOf(id)] ?? []).reduce((sum, { weight }) => sum + weight, 0);
  const traces = traced.drafts.flatMap((event) =>
    event.type === 'split' && !alive.has(event.topic) ? apart(event, weightOf) : event,
  );
  return {
    state: { ...state, topics: sorted, nextTopic: traced.nextTopic },
    drafts: [...returned, ...traces, ...left],
  };
}

/** What leaves a parent that stays retired is born: readers know of no life that could be split. */
function apart({ into }: Draft, weightOf: (parent: TopicId) => number): Draft[] {
  const reason = 'topics of a retired parent live by themselves';
  return into.map((id) => draft('born', id, 1, reason, { weight: weightOf(id) }));
}
