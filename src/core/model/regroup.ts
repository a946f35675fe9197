/** Cells → topics → parents: who belongs together now, which topics that makes of the earlier ones, what happened. */
import { EMPTY_SERIES, join, oldest } from '../history/buckets.ts';
import { withCells } from '../history/past.ts';
import type { Products } from '../ports.ts';
import type { Cell, CellId, Millis, ModelState, Series, Topic, TopicEvent, TopicId } from '../types.ts';
import type { Points } from './agglomerate.ts';
import { archive, bounded, consolidate, fade } from './archive.ts';
import { weightAt } from './cells.ts';
import { thresholdsOf } from './geometry.ts';
import { chooseGrain, type GrainRule } from './grain.ts';
import { pointsOf } from './gram.ts';
import { type Draft, draft, type Group, trace } from './lineage.ts';
import { meanOf } from './mass.ts';
import { pinnedTopics, settled } from './members.ts';
import { notice } from './notice.ts';
import { GRAIN, LIFE, type ModelOptions } from './options.ts';
import { settleParents } from './parents.ts';
import { kept, membersOf, refine, type Thresholds } from './partition.ts';
import { tell } from './tell.ts';

/**
 * Pure. What has faded retires; cells and archived topics are grouped as finely as the feed asks for, beginning with
 * the groups of before; each group goes on as the topic with which it shares most, or is a new one, or the return of
 * an archived one; archived topics that are no longer worth telling apart become one; topics get their parents.
 */
export function regroup(
  before: ModelState,
  options: ModelOptions,
  products: Products,
): { state: ModelState; events: TopicEvent[] } {
  const { state, drafts } = fade(before, options);
  const cells = [...state.cells.values()];
  const archived = [...state.topics.values()].filter(({ status, level }) => status === 'archived' && level === 0);
  // Cells with the weight they had at their newest document: how documents lie in space is not forgotten with time,
  // and a slow feed's whole batch may be older than a half-life.
  const masses = [...cells, ...archived.map(({ peak, mean }) => ({ weight: peak, mean }))];
  const points = pointsOf(masses, state.mean, products);
  const grain = chooseGrain(points, scaledRule(options));
  const topicOf = [...cells.map(({ topic }) => topic), ...archived.map(({ id }) => id)];
  const refined = refine(
    points,
    Int32Array.from(topicOf, (id) => id ?? -1),
    around(grain.topics),
  );
  const liveOf = topicOf.map((id, i) => (i < cells.length ? id : null));
  const rows = kept(refined, liveOf, pinnedTopics(state), company(points, liveOf, thresholdsOf(state.geometry).near));
  const grouped = settleTopics({ state, cells, archived, points, rows }, options);
  const parentOf = topicOf.map((id) => (id === null ? null : (state.topics.get(id)?.parent ?? null)));
  const apart = around(grain.parents);
  const families = refine(
    points,
    Int32Array.from(parentOf, (id) => id ?? -1),
    apart,
  );
  const pointTopics = [
    ...cells.map(({ id }) => (grouped.state.cells.get(id) as Cell).topic),
    ...archived.map(({ id }) => grouped.merged.get(id) ?? id),
  ];
  const related = settleParents(grouped.state, { points, families, topicOf: pointTopics, merge: apart.merge });
  const after: ModelState = { ...related.state, groupedAt: state.streamTime, pending: 0 };
  return tell(before, after, [...drafts, ...grouped.drafts, ...related.drafts], options);
}

function scaledRule({ granularity }: ModelOptions): GrainRule {
  const scale = GRAIN.granularity[granularity];
  return { rate: GRAIN.rate * scale, topic: GRAIN.topic * scale, parent: GRAIN.parent * scale };
}

function around(threshold: number): Thresholds {
  return { split: threshold * GRAIN.split, merge: threshold * GRAIN.merge };
}

interface Grouped {
  readonly state: ModelState;
  readonly cells: readonly Cell[];
  /** Their points follow those of the cells. */
  readonly archived: readonly Topic[];
  readonly points: Points;
  /** Group of each point. */
  readonly rows: Int32Array;
}

interface Part extends Group {
  readonly cells: readonly Cell[];
  /** Their points. */
  readonly rows: readonly number[];
  /** Archived topics beside them. */
  readonly past: readonly { readonly topic: Topic; readonly point: number }[];
}

function partsOf({ state, cells, archived, points, rows }: Grouped, options: ModelOptions): Part[] {
  const { revive } = thresholdsOf(state.geometry);
  return membersOf(rows).map((group) => {
    const own = group.filter((i) => i < cells.length);
    const past = group.filter((i) => i >= cells.length);
    const held = own.map((i) => cells[i] as Cell);
    const newest = held.reduce((time, cell) => Math.max(time, cell.reference), 0);
    const at = (time: number): number => held.reduce((sum, cell) => sum + weightAt(cell, time, options.halfLife), 0);
    const weight = at(state.streamTime);
    const from = new Map<TopicId, number>();
    for (const cell of held) {
      if (cell.topic === null) continue;
      from.set(cell.topic, (from.get(cell.topic) ?? 0) + weightAt(cell, state.streamTime, options.halfLife));
    }
    let returning: Group['returning'] = null;
    for (const i of past) {
      const cosine = cosineTo(points, i, own);
      if (cosine >= revive && (returning === null || cosine > returning.cosine))
        returning = { topic: (archived[i - cells.length] as Topic).id, cosine };
    }
    return {
      cells: held,
      rows: own,
      past: past.map((point) => ({ topic: archived[point - cells.length] as Topic, point })),
      weight,
      from,
      // Enough is left now, or was when the newest came since the last regrouping: what has faded is not born of its past.
      ready: weight >= LIFE.birth || (newest >= state.groupedAt && at(newest) >= LIFE.birth),
      returning,
    };
  });
}

/** Whether the cosine between a point and the resultant of a topic's is at least `least`. */
function company(
  points: Points,
  topicOf: readonly (TopicId | null)[],
  least: number,
): (point: number, topic: TopicId) => boolean {
  const rows = new Map<TopicId, number[]>();
  topicOf.forEach((topic, i) => {
    if (topic === null) return;
    const own = rows.get(topic);
    if (own) own.push(i);
    else rows.set(topic, [i]);
  });
  return (point, topic) => cosineTo(points, point, rows.get(topic) ?? []) >= least;
}

/** Cosine between a point and the resultant of some others; 0 without any. */
function cosineTo({ n, gram }: Points, point: number, others: readonly number[]): number {
  let product = 0;
  let square = 0;
  for (const i of others) {
    product += gram[point * n + i] as number;
    for (const j of others) square += gram[i * n + j] as number;
  }
  const norms = square * (gram[point * n + point] as number);
  return norms > 0 ? product / Math.sqrt(norms) : 0;
}

/** What a topic has of those that went into it: their documents from before they last retired, and all the way back. */
type Inherited = Pick<Topic, 'earlier' | 'past' | 'born'>;

function settleTopics(
  grouped: Grouped,
  options: ModelOptions,
): { state: ModelState; drafts: Draft[]; merged: ReadonlyMap<TopicId, TopicId> } {
  const { state } = grouped;
  const { revive, kin } = thresholdsOf(state.geometry);
  const parts = partsOf(grouped, options);
  const live = new Set<TopicId>();
  for (const topic of state.topics.values()) if (topic.status === 'live' && topic.level === 0) live.add(topic.id);
  const traced = trace(parts, { level: 0, live, nextTopic: state.nextTopic, room: options.maxTopics });
  const drafts = [...traced.drafts];
  const merged = new Map(traced.merged);
  const topics = new Map(state.topics);
  const inherited = new Map<TopicId, Inherited>();
  const inherit = (heir: TopicId, { earlier, past, born }: Inherited): void => {
    const own = inherited.get(heir) ?? topics.get(heir);
    inherited.set(heir, {
      earlier: (own?.earlier ?? 0) + earlier,
      past: join(own?.past ?? EMPTY_SERIES, past),
      born: Math.min(own?.born ?? born, born),
    });
  };
  for (const [topic, heir] of traced.merged) {
    inherit(heir, topics.get(topic) as Topic);
    topics.delete(topic);
  }
  for (const topic of traced.lost) {
    // Crowded out: the cells of others hold its documents, but for those from before it last retired.
    const past = topics.get(topic) as Topic;
    if (past.earlier > 0) topics.set(topic, archive(past, past.earlier));
    else topics.delete(topic);
    drafts.push(draft('retired', topic, 0, 'there are more topics than cells to hold them', { weight: 0 }));
  }
  const cells = new Map<CellId, Cell>(state.cells);
  parts.forEach((part, g) => {
    const id = traced.topics[g] as TopicId | null;
    for (const cell of part.cells) if (cell.topic !== id) cells.set(cell.id, { ...cell, topic: id });
    // Archived topics that the grain no longer tells apart are one; and one with this, when they are as alike as a
    // theme and its return.
    const others = part.past.filter(({ topic }) => topic.id !== id);
    others.sort((a, b) => b.topic.documents - a.topic.documents || a.topic.id - b.topic.id);
    const heirs: { id: TopicId; points: readonly number[]; least: number }[] =
      id === null ? [] : [{ id, points: part.rows, least: revive }];
    for (const { topic, point } of others) {
      const near = heirs.map((heir) => ({ ...heir, cosine: cosineTo(grouped.points, point, heir.points) }));
      const heir = near.filter(({ cosine, least }) => cosine >= least).sort((a, b) => b.cosine - a.cosine)[0];
      if (!heir) {
        heirs.push({ id: topic.id, points: [point], least: kin });
        continue;
      }
      if (heir.id === id) inherit(id, topic);
      else topics.set(heir.id, consolidate(topics.get(heir.id) as Topic, topic));
      merged.set(topic.id, heir.id);
      topics.delete(topic.id);
      const numbers = { documents: topic.documents, cosine: heir.cosine };
      drafts.push({ ...draft('merged', topic.id, 0, 'the two are not worth telling apart', numbers), into: [heir.id] });
    }
  });
  // Revived topics bring what they had.
  parts.forEach((part, g) => {
    const id = traced.topics[g] as TopicId | null;
    if (id === null) return;
    const past = topics.get(id);
    const now = figures(part, options);
    const own = past?.born ?? birthOf(part.cells, state, options);
    const held = inherited.get(id) ?? { earlier: past?.earlier ?? 0, past: past?.past ?? EMPTY_SERIES, born: own };
    const fresh = past?.status !== 'live';
    const topic: Topic = {
      id,
      level: 0,
      status: 'live',
      parent: past?.parent ?? null,
      label: past?.label ?? '',
      born: Math.min(own, held.born),
      trend: past?.trend ?? 0,
      trending: past?.trending ?? false,
      renamed: past?.renamed ?? false,
      pinned: past?.pinned ?? false,
      muted: past?.muted ?? false,
      ...now,
      documents: now.documents + held.earlier,
      earlier: held.earlier,
      past: held.past,
      peak: fresh ? now.weight : Math.max(past.peak * keptPart(parts, part, id), now.weight),
      anchor: fresh ? now.mean : past.anchor,
    };
    const noticed = notice(topic, part.cells, state, options);
    drafts.push(...noticed.drafts);
    topics.set(id, settled(past, noticed.topic));
  });
  const bound = bounded(topics, options);
  const sorted = new Map([...bound].sort(([a], [b]) => a - b));
  let unclaimed: Series = state.unclaimed;
  for (const [id, { past }] of topics) if (!bound.has(id)) unclaimed = join(unclaimed, past);
  return { state: { ...state, cells, topics: sorted, nextTopic: traced.nextTopic, unclaimed }, drafts, merged };
}

/**
 * When a topic of some cells was born: with the newest document of the first of them. One that the model begins with, with its
 * first documents where these lie more than a half-life before: of a slow feed the first batch spans months.
 */
function birthOf(cells: readonly Cell[], { groupedAt, streamTime }: ModelState, { halfLife }: ModelOptions): Millis {
  const newest = cells.reduce((first, cell) => Math.min(first, cell.reference), streamTime);
  if (groupedAt > 0) return newest;
  const first = oldest(withCells(EMPTY_SERIES, cells));
  return first !== null && first.to < newest - halfLife ? first.from : newest;
}

/** Part of a topic's weight of before that is still in its group: what it gave away is no height to fall from. */
function keptPart(parts: readonly Part[], part: Part, topic: TopicId): number {
  const whole = parts.reduce((sum, { from }) => sum + (from.get(topic) ?? 0), 0);
  return whole > 0 ? (part.from.get(topic) ?? 0) / whole : 1;
}

function figures({ cells, weight }: Part, { halfLife }: ModelOptions) {
  const updated = cells.reduce((newest, cell) => Math.max(newest, cell.reference), 0);
  return {
    weight,
    // At a time of its own: the mean is the same at any, and no weight vanishes.
    mean: meanOf(cells.map((cell) => ({ weight: weightAt(cell, updated, halfLife), mean: cell.mean }))),
    documents: cells.reduce((sum, cell) => sum + cell.documents, 0),
    updated,
  };
}
