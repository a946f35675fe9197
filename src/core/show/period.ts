/** A model as it is looked at for a stretch of event time: the same pictures, of the documents of that time. */
import { LeitmotifError } from '../errors.ts';
import { RESOLUTIONS } from '../history/buckets.ts';
import type { Histories } from '../history/past.ts';
import type { Millis, PhiRecord, Row, TopicEventRecord, TopicId } from '../types.ts';
import { type Picture, spanOf, timelineOf, type Window } from './picture.ts';
import type { Rise } from './types.ts';

/** A time, or so long before the newest document. */
export type Moment = { readonly time: Millis } | { readonly ago: Millis };

/** [since, until); without one of them as far as the model knows. */
export interface Period {
  readonly since?: Moment | undefined;
  readonly until?: Moment | undefined;
}

/** The period in event time, ms. */
export interface Stretch {
  readonly from: Millis;
  readonly to: Millis;
}

export function stretchOf({ since, until }: Period, newest: Millis): Stretch {
  const at = (moment: Moment): Millis => ('time' in moment ? moment.time : newest - moment.ago);
  return {
    from: since === undefined ? Number.NEGATIVE_INFINITY : at(since),
    to: until === undefined ? newest + 1 : at(until),
  };
}

/**
 * The picture of a stretch. Documents and shares are those of the buckets that begin in it, in the finest resolution that
 * reaches back so far; topics without any are left out, and so are those that have retired and documents of another time. Words and weights are the
 * model's. Trending is what began to trend then, or still does when the stretch has the newest document.
 * @param events all that is told, by sequence
 * Throws `fatal`, stage `config`, when nothing is known of that time.
 */
export function during(picture: Picture, stretch: Stretch, events: readonly TopicEventRecord[]): Picture {
  const { state } = picture;
  const window = windowIn(picture, stretch);
  const gone = (topic: TopicId | null): boolean => topic !== null && state.topics.get(topic)?.status === 'archived';
  const histories = new Map([...picture.histories].filter(([topic]) => !gone(topic)));
  const narrowed = { histories, window };
  const documents = (topic: TopicId | null): number =>
    timelineOf(narrowed, topic).counts.reduce((sum, count) => sum + count, 0);
  const own = new Map([...picture.phi.keys()].map((topic) => [topic, documents(topic)]));
  const leaves = [...picture.phi.values()].filter(({ level }) => level === 0);
  const all = leaves.reduce((sum, { topic }) => sum + (own.get(topic) ?? 0), documents(null));
  const records = [...picture.phi.values()].flatMap((record): PhiRecord[] => {
    const count = own.get(record.topic) ?? 0;
    if (count === 0) return [];
    const exemplars = record.exemplars.filter(({ time }) => time >= stretch.from && time < stretch.to);
    return [{ ...record, documents: count, share: count / all, exemplars }];
  });
  records.sort((a, b) => b.documents - a.documents || a.topic - b.topic);
  const risen = new Map<TopicId, Rise>();
  for (const { type, topic, numbers, time } of events) {
    if (type !== 'trending' || time < stretch.from || time >= stretch.to) continue;
    const { recent = 0, expected = 0, deviations = 0 } = numbers;
    risen.set(topic, { recent, expected, deviations });
  }
  const toTheEnd = stretch.to > state.streamTime;
  const topics = new Map(
    [...state.topics].map(([id, topic]) => [id, { ...topic, trending: risen.has(id) || (toTheEnd && topic.trending) }]),
  );
  return {
    ...picture,
    ...narrowed,
    state: { ...state, topics },
    phi: new Map(records.map((record) => [record.topic, record])),
    claimed: 0,
    risen,
    documents: all,
  };
}

/** The buckets that begin in a stretch. */
function windowIn({ histories, state }: Picture, { from, to }: Stretch): Window {
  const spans = RESOLUTIONS.map((_, resolution) => spanOf(histories, resolution));
  const oldest = (spans.at(-1)?.from ?? 0) * widthOf(RESOLUTIONS.length - 1);
  // Fine rows are the first to forget: one will do that reaches back before the stretch, or that has forgotten nothing.
  const all = spans.map((_, resolution) => heldIn(histories, resolution));
  const fine = RESOLUTIONS.findIndex(({ width, most }, r) => {
    const whole = ((spans[r]?.to ?? 0) - most) * width;
    return whole <= from || all[r] === all.at(-1);
  });
  const resolution = fine === -1 ? RESOLUTIONS.length - 1 : fine;
  const width = widthOf(resolution);
  const known = spans[resolution] as { readonly from: number; readonly to: number };
  const first = Math.max(known.from, Math.ceil(from / width));
  const last = Math.min(known.to, Math.ceil(to / width));
  if (first < last) return { resolution, from: first, to: last };
  const [begin, end] = [oldest, state.streamTime].map(said);
  throw new LeitmotifError(
    'fatal',
    'config',
    `no document is known from ${said(from)} until ${said(to)}: give --since and --until between ${begin} and ${end}`,
  );
}

/** Documents that the rows of a resolution hold. */
function heldIn(histories: Histories, resolution: number): number {
  let held = 0;
  for (const series of histories.values()) for (const count of (series[resolution] as Row).counts) held += count;
  return held;
}

function widthOf(resolution: number): Millis {
  return (RESOLUTIONS[resolution] as (typeof RESOLUTIONS)[number]).width;
}

function said(time: Millis): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? 'the beginning' : date.toISOString();
}
