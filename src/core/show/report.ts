/** A model at one moment, all of it that a reader may want on one sheet. */
import type { View } from '../model/view.ts';
import type { Products } from '../ports.ts';
import type { Millis, ModelVersion, TopicEventRecord } from '../types.ts';
import { planeOf } from './layout.ts';
import { hierarchyOf, mapOf, streamsOf, trendingOf } from './overview.ts';
import { documentsOf, eventView, namesOf, type Picture, strayShare } from './picture.ts';
import { topicPage } from './topic.ts';
import type { EventView, Hierarchy, Streams, TopicMap, TopicPage, TopicRow } from './types.ts';

export interface Report {
  readonly model: ModelVersion;
  /** What the topics are of: a Kafka topic or a file. */
  readonly feed: string;
  /** Birth of the oldest topic, and the newest event time. */
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

export function reportOf(
  picture: Picture,
  parts: {
    readonly feed: string;
    readonly view: View;
    readonly events: readonly TopicEventRecord[];
    readonly products: Products;
    readonly excerpts: boolean;
  },
): Report {
  const { state, phi } = picture;
  const { feed, view, events, products } = parts;
  const live = [...phi.values()].filter(({ level }) => level === 0);
  return {
    model: state.version,
    feed,
    from: live.reduce((first, { born }) => Math.min(first, born), state.streamTime),
    to: state.streamTime,
    documents: documentsOf(state),
    stray: strayShare(picture),
    streams: streamsOf(picture),
    trending: trendingOf(picture),
    hierarchy: hierarchyOf(picture),
    map: mapOf(picture, planeOf(view.topicIds, view.topics, products)),
    topics: live.slice(0, TOPICS).flatMap(({ topic }) => topicPage(picture, topic, parts) ?? []),
    total: live.length,
    events: events.slice(-EVENTS).map((event) => eventView(picture, event, namesOf(events))),
  };
}
