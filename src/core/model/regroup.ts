/** Cells → topics: who belongs together now, which topics that makes of the earlier ones, and what happened. */
import { labels } from '../phi/records.ts';
import type { Products } from '../ports.ts';
import type { Cell, CellId, EventType, Millis, ModelState, Topic, TopicEvent, TopicId } from '../types.ts';
import { dot } from '../vector.ts';
import { agglomerate, cosineLinkage, groupsAfter } from './agglomerate.ts';
import { weightAt } from './cells.ts';
import { chooseGrain } from './grain.ts';
import { resultantGram } from './gram.ts';
import { GEOMETRY, LIFE, type ModelOptions } from './options.ts';

interface Group {
  readonly cells: Cell[];
  /** Decayed to stream time. */
  weight: number;
  /** Its newest event time, and its weight decayed to that only. */
  newest: Millis;
  peak: number;
  /** Weight that comes from each live topic of before. */
  readonly from: Map<TopicId, number>;
  topic: TopicId | null;
}

type Draft = { -readonly [K in 'type' | 'topic' | 'into' | 'from' | 'reason' | 'numbers']: TopicEvent[K] };

/**
 * Pure. Groups all cells by centroid cosine; each group inherits the topic with which it shares most weight
 * (heaviest overlaps first), so ids stay. A group without one is born, is split from the topic it left, or revives an
 * archived one; a topic whose cells went to another merges into it; one that is too light retires to the archive.
 */
export function regroup(
  state: ModelState,
  options: ModelOptions,
  products: Products,
): { state: ModelState; events: TopicEvent[] } {
  const { groups, stories } = groupsOf(state, options, products);
  const total = groups.reduce((sum, group) => sum + group.weight, 0);
  const need = stories ? LIFE.minStory : Math.max(LIFE.minWeight, LIFE.minShare * total);
  // Enough gathered, and some of it since the last regrouping: what has faded is not born of its past alone.
  const gathering = (group: Group): boolean => group.peak >= need && group.newest >= state.groupedAt;
  const drafts: Draft[] = [];
  const topics = new Map(state.topics);
  let nextTopic = state.nextTopic;

  // 1. Ids stay where most of their weight is.
  const pairs = groups.flatMap((group, g) => [...group.from].map(([topic, weight]) => ({ g, topic, weight })));
  pairs.sort((a, b) => b.weight - a.weight || a.topic - b.topic || a.g - b.g);
  const placed = new Set<TopicId>();
  for (const { g, topic } of pairs) {
    const group = groups[g] as Group;
    if (group.topic !== null || placed.has(topic)) continue;
    group.topic = topic;
    placed.add(topic);
  }

  // 2. Topics that have become too light let go of their group.
  for (const group of groups) {
    if (group.topic === null || group.weight >= need * LIFE.keep || gathering(group)) continue;
    placed.delete(group.topic);
    group.topic = null;
  }

  // 3. Topics whose cells are all forgotten retire at once: a theme that is back in this very span finds its own id.
  const retire = (topic: Topic, weight: number): void => {
    drafts.push(event('retired', topic.id, 'too few documents of late', { weight, needed: need * LIFE.keep }));
    topics.set(topic.id, { ...topic, status: 'archived' });
  };
  const held = new Set(groups.flatMap((group) => [...group.from.keys()]));
  for (const topic of state.topics.values())
    if (topic.status === 'live' && topic.level === 0 && !held.has(topic.id)) retire(topic, 0);

  // 4. Groups heavy enough become topics, the heaviest first, while there is room.
  let live = placed.size;
  for (const group of [...groups].sort((a, b) => b.weight - a.weight)) {
    if (group.topic !== null || !gathering(group) || live >= options.maxTopics) continue;
    live++;
    const numbers = { weight: group.peak, needed: need, cells: group.cells.length };
    const returning = archivedLike(group, topics, state, options.halfLife);
    const parent = mainOrigin(group, placed);
    if (returning) {
      group.topic = returning.topic.id;
      topics.set(group.topic, { ...returning.topic, status: 'live' });
      drafts.push(event('revived', group.topic, 'its theme returned', { ...numbers, cosine: returning.cosine }));
    } else {
      group.topic = nextTopic++;
      topics.set(group.topic, newTopic(group.topic, state));
      drafts.push(
        parent === null
          ? event('born', group.topic, 'enough documents gathered that no topic held', numbers)
          : { ...event('split', parent, 'part of it went its own way', numbers), into: [group.topic] },
      );
    }
    placed.add(group.topic);
  }

  // 5. Topics left without a group: merged where most of their weight went, else retired.
  for (const topic of state.topics.values()) {
    if (topic.status !== 'live' || !held.has(topic.id) || placed.has(topic.id)) continue;
    const heir = heaviestHeir(groups, topic.id);
    if (heir && heir.topic !== null) {
      drafts.push({
        ...event('merged', topic.id, 'the two had become one', {
          weight: heir.from.get(topic.id) ?? 0,
          survivor: heir.weight,
        }),
        into: [heir.topic],
      });
      topics.delete(topic.id);
    } else retire(topic, heir?.weight ?? 0);
  }
  return finish(
    { ...state, stories, groupedAt: state.streamTime },
    { groups, topics, drafts: joinSplits(drafts), nextTopic, options },
  );
}

function groupsOf(state: ModelState, options: ModelOptions, products: Products): { groups: Group[]; stories: boolean } {
  const cells = [...state.cells.values()];
  // Each cell with the weight it had at its newest document: how documents lie in space is not forgotten with time,
  // and a slow feed's whole batch may be older than a half-life.
  const gram = resultantGram(cells, state.mean, (cell) => cell.weight, products);
  const n = cells.length;
  const scatters = cells.map((cell, i) => {
    const square = gram[i * n + i] as number;
    return { weight: cell.weight, square, scatter: cell.spread + square / cell.weight };
  });
  const joins = agglomerate(gram, n, cosineLinkage, { below: GEOMETRY.base });
  const grain = chooseGrain(scatters, joins, GEOMETRY);
  const root = groupsAfter(n, joins, grain.joins);
  const byRoot = new Map<number, Group>();
  cells.forEach((cell, i) => {
    const key = root[i] as number;
    let group = byRoot.get(key);
    if (!group) {
      group = { cells: [], weight: 0, newest: 0, peak: 0, from: new Map(), topic: null };
      byRoot.set(key, group);
    }
    const weight = weightAt(cell, state.streamTime, options.halfLife);
    group.cells.push(cell);
    group.weight += weight;
    if (cell.topic !== null) group.from.set(cell.topic, (group.from.get(cell.topic) ?? 0) + weight);
  });
  for (const group of byRoot.values()) {
    group.newest = group.cells.reduce((time, cell) => Math.max(time, cell.reference), 0);
    group.peak = group.cells.reduce((sum, cell) => sum + weightAt(cell, group.newest, options.halfLife), 0);
  }
  return { groups: [...byRoot.values()], stories: grain.stories };
}

function event(type: EventType, topic: TopicId, reason: string, numbers: Readonly<Record<string, number>>): Draft {
  return { type, topic, into: [], from: [], reason, numbers };
}

/** Several parts that leave one topic at once are one event. */
function joinSplits(drafts: readonly Draft[]): Draft[] {
  const joined: Draft[] = [];
  for (const draft of drafts) {
    const earlier =
      draft.type === 'split' ? joined.find((d) => d.type === 'split' && d.topic === draft.topic) : undefined;
    if (earlier) earlier.into = [...earlier.into, ...draft.into];
    else joined.push(draft);
  }
  return joined;
}

function newTopic(id: TopicId, state: ModelState): Topic {
  return {
    id,
    level: 0,
    status: 'live',
    parent: null,
    label: '',
    born: state.streamTime,
    updated: state.streamTime,
    documents: 0,
    weight: 0,
    mean: new Float32Array(state.dim),
  };
}

/** The live topic that gave at least half of the group's weight; null when there is none. */
function mainOrigin(group: Group, live: ReadonlySet<TopicId>): TopicId | null {
  for (const [topic, weight] of group.from) if (weight >= group.weight / 2 && live.has(topic)) return topic;
  return null;
}

function heaviestHeir(groups: readonly Group[], topic: TopicId): Group | null {
  let best: Group | null = null;
  for (const group of groups) {
    const weight = group.from.get(topic);
    if (weight !== undefined && (!best || weight > (best.from.get(topic) as number))) best = group;
  }
  return best;
}

/** The archived topic nearest to a group, when it is near enough to be its return. */
function archivedLike(
  group: Group,
  topics: ReadonlyMap<TopicId, Topic>,
  state: ModelState,
  halfLife: number,
): { topic: Topic; cosine: number } | null {
  const away = (mean: ArrayLike<number>): Float32Array =>
    Float32Array.from(mean, (x, j) => x - (state.mean[j] as number));
  const centroid = away(meanOf(group.cells, state, halfLife).mean);
  const length = (v: Float32Array): number => Math.sqrt(dot(v, 0, v, 0, v.length));
  let best: { topic: Topic; cosine: number } | null = null;
  for (const topic of topics.values()) {
    if (topic.status !== 'archived') continue;
    const other = away(topic.mean);
    const cosine = dot(centroid, 0, other, 0, other.length) / (length(centroid) * length(other) || 1);
    if (cosine >= GEOMETRY.revive && (!best || cosine > best.cosine)) best = { topic, cosine };
  }
  return best;
}

/** Mean of cells by their weights at stream time. */
function meanOf(
  cells: readonly Cell[],
  state: ModelState,
  halfLife: number,
): { mean: Float32Array; documents: number; updated: number } {
  const sum = new Float64Array(state.dim);
  let weight = 0;
  for (const cell of cells) {
    const w = weightAt(cell, state.streamTime, halfLife);
    weight += w;
    for (let j = 0; j < state.dim; j++) sum[j] = (sum[j] as number) + w * (cell.mean[j] as number);
  }
  return {
    mean: Float32Array.from(sum, (s) => s / (weight || 1)),
    documents: cells.reduce((n, cell) => n + cell.documents, 0),
    updated: cells.reduce((newest, cell) => Math.max(newest, cell.reference), 0),
  };
}

interface Outcome {
  readonly groups: readonly Group[];
  readonly topics: Map<TopicId, Topic>;
  readonly drafts: readonly Draft[];
  readonly nextTopic: TopicId;
  readonly options: ModelOptions;
}

/** Writes the outcome into a new state: cells know their topic, topics their figures, the archive its bound. */
function finish(
  state: ModelState,
  { groups, topics, drafts, nextTopic, options }: Outcome,
): { state: ModelState; events: TopicEvent[] } {
  const cells = new Map<CellId, Cell>(state.cells);
  for (const group of groups) {
    for (const cell of group.cells) if (cell.topic !== group.topic) cells.set(cell.id, { ...cell, topic: group.topic });
    if (group.topic === null) continue;
    const topic = topics.get(group.topic) as Topic;
    const now = { ...meanOf(group.cells, state, options.halfLife), weight: group.weight };
    if (topic.weight !== now.weight || topic.updated !== now.updated || topic.documents !== now.documents)
      topics.set(topic.id, { ...topic, ...now });
  }
  const archived = [...topics.values()].filter((topic) => topic.status === 'archived');
  archived.sort((a, b) => a.updated - b.updated || a.id - b.id);
  for (const topic of archived.slice(0, Math.max(0, archived.length - options.maxArchived))) topics.delete(topic.id);

  const next: ModelState = { ...state, cells, topics, nextTopic, pending: 0, sequence: state.sequence + drafts.length };
  if (drafts.length === 0) return { state: next, events: [] };
  const named = nameTopics(state, next, drafts, options);
  const events = drafts.map((draft, i) => ({
    ...draft,
    label: named.names.get(draft.topic) ?? state.topics.get(draft.topic)?.label ?? '',
    time: state.streamTime,
    sequence: state.sequence + i,
  }));
  return { state: { ...next, topics: named.topics }, events };
}

/** Topics that events speak of get the label they have now; those that left keep the one they had. */
function nameTopics(
  before: ModelState,
  after: ModelState,
  drafts: readonly Draft[],
  options: ModelOptions,
): { topics: Map<TopicId, Topic>; names: ReadonlyMap<TopicId, string> } {
  const spoken = new Set(drafts.flatMap((draft) => [draft.topic, ...draft.into]));
  const now = labels(after, options.halfLife, spoken);
  const left = new Set([...spoken].filter((id) => !now.has(id)));
  const then = left.size > 0 ? labels(before, options.halfLife, left) : new Map<TopicId, string>();
  const names = new Map([...then, ...now]);
  const topics = new Map(after.topics);
  for (const [id, label] of names) {
    const topic = topics.get(id);
    if (topic && label && label !== topic.label) topics.set(id, { ...topic, label });
  }
  return { topics, names };
}
