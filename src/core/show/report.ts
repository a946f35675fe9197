/** A model at one moment, all of it that a reader may want on one sheet. */

import { RESOLUTIONS } from '../history/buckets.ts';
import type { View } from '../model/view.ts';
import type { Products } from '../ports.ts';
import type { Millis, ModelVersion, TopicEventRecord } from '../types.ts';
import { planeOf } from './layout.ts';
import { hierarchyOf, mapOf, streamsOf, trendingOf } from './overview.ts';
import { during, type Period, stretchOf } from './period.ts';
import { eventView, namesOf, type Picture, strayShare } from './picture.ts';
import { topicPage } from './topic.ts';
import type { EventView, Hierarchy, Streams, TopicMap, TopicPage, TopicRow } from './types.ts';

export interface Report {
  readonly model: ModelVersion;
  /** What the topics are of: a Kafka topic or a file. */
  readonly feed: string;
  /** The period; without one from the birth of the oldest topic until the newest event time. */
  readonly from: Millis;
  readonly to: Millis;
  readonly documents: number;
  readonly stray: number;
  readonly streams: Streams;
  readonly trending: readonly TopicRow[];
  readonly hierarchy: Hierarchy;
  readonly map: TopicMap;
  /** The heaviest topics, each with all there is about it, and how many there are in all. */
  readonly topics: readonly TopicPage[];
  readonly total: number;
  readonly events: readonly EventView[];
}

/** Topics and events on one sheet at most. */
const TOPICS = 100;
const EVENTS = 200;

/** All that is known, or of a period. Throws as `during`. */
export function reportOf(
  whole: Picture,
  parts: {
    readonly feed: string;
    readonly view: View;
    readonly events: readonly TopicEventRecord[];
    readonly products: Products;
    readonly excerpts: boolean;
    readonly period?: Period | undefined;
  },
): Report {
  const { feed, view, events, products, period } = parts;
  const stretch = stretchOf(period ?? {}, whole.state.streamTime);
  const picture = period === undefined ? whole : during(whole, stretch, events);
  const { state, phi, window } = picture;
  const live = [...phi.values()].filter(({ level }) => level === 0);
  const then = ({ time }: { readonly time: Millis }): boolean =>
    period === undefined || (time >= stretch.from && time < stretch.to);
  const begin = window.from * (RESOLUTIONS[window.resolution] as (typeof RESOLUTIONS)[number]).width;
  const first = live.reduce((least, { born }) => Math.min(least, born), state.streamTime);
  return {
    model: state.version,
    feed,
    from: period === undefined ? first : Math.max(begin, stretch.from),
    to: Math.min(stretch.to, state.streamTime),
    documents: picture.documents,
    stray: strayShare(picture),
    streams: streamsOf(picture),
    trending: trendingOf(picture),
    hierarchy: hierarchyOf(picture),
    map: mapOf(picture, planeOf(view.topicIds, view.topics, products)),
    topics: live.slice(0, TOPICS).flatMap(({ topic }) => {
      const page = topicPage(picture, topic, parts);
      return page === null ? [] : [{ ...page, events: page.events.filter(then) }];
    }),
    total: live.length,
    events: events
      .filter(then)
      .slice(-EVENTS)
      .map((event) => eventView(picture, event, namesOf(events))),
  };
}
