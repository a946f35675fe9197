/** A model as it is looked at: one version with what is derived from it once, for all that is shown of it. */
import { EMPTY_SERIES, fitting, join, RESOLUTIONS, within } from '../history/buckets.ts';
import { type Histories, historiesOf } from '../history/past.ts';
import { recentHalfLife, remaining } from '../model/decay.ts';
import { cellsByTopic, topicsByParent } from '../model/members.ts';
import { rise } from '../model/notice.ts';
import { phiRecords } from '../phi/records.ts';
import type { Millis, ModelState, PhiRecord, Row, Series, Topic, TopicEventRecord, TopicId } from '../types.ts';
import { claimedCells } from './claimed.ts';
import type { EventView, Rise, Timeline, TopicRef, TopicRow } from './types.ts';

export interface Picture {
  readonly state: ModelState;
  readonly halfLife: Millis;
  /** Live topics and parents by id, heaviest first. */
  readonly phi: ReadonlyMap<TopicId, PhiRecord>;
  /** Of each topic, live or retired, and parent, and null for the documents of no topic. */
  readonly histories: Histories;
  /** Part of the weight that topics claim and Φ does not count yet. */
  readonly claimed: number;
  /** The stretch of time that all timelines show. */
  readonly window: Window;
  /** Documents of late, of each live topic. */
  readonly recent: ReadonlyMap<TopicId, number>;
  /** How topics rose when they were told to, where that is looked at instead of now. */
  readonly risen: ReadonlyMap<TopicId, Rise>;
  /** Documents that it is of. */
  readonly documents: number;
}

/** Buckets [from, to) of one resolution. */
export interface Window {
  readonly resolution: number;
  readonly from: number;
  readonly to: number;
}

export function pictureOf(state: ModelState, halfLife: Millis): Picture {
  // Else each topic would seem to end where the newest documents begin.
  const { cells, part } = claimedCells(state, halfLife);
  const histories = historiesOf({ ...state, cells });
  const phi = new Map(phiRecords(state, halfLife).map((record) => [record.topic, record]));
  const all = new Map(histories);
  for (const [parent, children] of topicsByParent(state))
    all.set(parent, joined(children.map(({ id }) => histories.get(id) ?? EMPTY_SERIES)));
  const short = recentHalfLife(halfLife);
  const recent = new Map<TopicId, number>();
  for (const [id, cells] of cellsByTopic(state)) {
    const left = cells.map((cell) => cell.recent * remaining(state.streamTime - cell.reference, short));
    recent.set(
      id,
      left.reduce((sum, documents) => sum + documents, 0),
    );
  }
  const window = windowOf(joined([...histories.values()]));
  const documents = documentsOf(state);
  return { state, halfLife, phi, histories: all, claimed: part, window, recent, risen: new Map(), documents };
}

function joined(list: readonly Series[]): Series {
  return list.reduce(join, EMPTY_SERIES);
}

function windowOf(series: Series): Window {
  const resolution = fitting(series);
  const { first, counts } = series[resolution] as Row;
  return { resolution, from: first, to: first + counts.length };
}

/** From the first bucket of one resolution that any series has to the last. */
export function spanOf(histories: Histories, resolution: number): { readonly from: number; readonly to: number } {
  const rows = [...histories.values()].map((series) => series[resolution] as Row).filter(({ counts }) => counts.length);
  return {
    from: Math.min(...rows.map(({ first }) => first)),
    to: Math.max(...rows.map(({ first, counts }) => first + counts.length)),
  };
}

export function timelineOf(
  { histories, window }: Pick<Picture, 'histories' | 'window'>,
  topic: TopicId | null,
): Timeline {
  const { resolution, from, to } = window;
  const { width } = RESOLUTIONS[resolution] as (typeof RESOLUTIONS)[number];
  const counts = within(histories.get(topic) ?? EMPTY_SERIES, resolution, from, to);
  return { from: from * width, width, counts };
}

/** First words that a row shows. */
const WORDS = 8;

export function rowOf(
  picture: Picture,
  { id, level, status, parent, label, documents, trend, ...topic }: Topic,
): TopicRow {
  const { state, phi, halfLife } = picture;
  const record = phi.get(id);
  const recent = picture.recent.get(id) ?? 0;
  const risen = rise(record?.weight ?? 0, recent, state.streamTime - topic.born, halfLife);
  return {
    topic: id,
    level,
    status,
    parent,
    label: record?.label ?? label,
    words: (record?.keywords ?? []).slice(0, WORDS).map(({ word }) => word),
    weight: record?.weight ?? 0,
    share: record?.share ?? 0,
    documents: record?.documents ?? documents,
    trending: topic.trending,
    pinned: topic.pinned,
    muted: topic.muted,
    rise: picture.risen.get(id) ?? { recent, expected: risen.expected, deviations: trend },
    born: topic.born,
    updated: record?.updated ?? topic.updated,
    history: timelineOf(picture, id),
  };
}

/** The name of a topic; of one that the model no longer knows the last that was told of it. */
export function refOf({ state, phi }: Pick<Picture, 'state' | 'phi'>, topic: TopicId, told?: string): TopicRef {
  return { topic, label: phi.get(topic)?.label || state.topics.get(topic)?.label || told || `topic ${topic}` };
}

/** The last name under which each topic was told of. */
export function namesOf(events: readonly TopicEventRecord[]): ReadonlyMap<TopicId, string> {
  return new Map(events.map(({ topic, label }) => [topic, label]));
}

export function eventView(
  picture: Pick<Picture, 'state' | 'phi'>,
  event: TopicEventRecord,
  names: ReadonlyMap<TopicId, string> = new Map(),
): EventView {
  const { sequence, type, topic, level, label, reason, numbers, time, model } = event;
  const refs = (ids: readonly TopicId[]) => ids.map((id) => refOf(picture, id, names.get(id)));
  const [into, from] = [refs(event.into), refs(event.from)];
  return { sequence, type, topic, label, level, into, from, reason, numbers, time, model };
}

/** Part of the stream's weight that no topic claims. */
export function strayShare({ state, phi, claimed: soon }: Pick<Picture, 'state' | 'phi' | 'claimed'>): number {
  if (state.cells.size === 0) return 0;
  let claimed = soon;
  for (const { level, share } of phi.values()) if (level === 0) claimed += share;
  return Math.min(1, Math.max(0, 1 - claimed));
}

/** Documents that a model was made of: of its cells, and of the topics whose cells are forgotten. */
export function documentsOf({ cells, topics }: ModelState): number {
  let documents = 0;
  for (const cell of cells.values()) documents += cell.documents;
  for (const { level, earlier } of topics.values()) if (level === 0) documents += earlier;
  return documents;
}
