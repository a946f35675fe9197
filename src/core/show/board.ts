/** What may be asked of a replica about its topics; served over HTTP. */
import type { Command, TopicId } from '../types.ts';
import type { ListQuery } from './list.ts';
import type { Period } from './period.ts';
import type { Report } from './report.ts';
import type {
  EventList,
  EventView,
  Found,
  Hierarchy,
  Overview,
  Placed,
  Pulse,
  TopicList,
  TopicMap,
  TopicPage,
} from './types.ts';

export interface EventQuery {
  /** Events with a higher sequence, the oldest first; without it the newest. */
  readonly since?: number | undefined;
  readonly limit: number;
  /** Events of this topic only. */
  readonly topic?: TopicId | undefined;
}

/** What a follower is told, as it happens. */
export type News =
  | { readonly kind: 'pulse'; readonly pulse: Pulse }
  | { readonly kind: 'event'; readonly event: EventView };

export interface Board {
  pulse(): Pulse;
  overview(): Overview;
  topics(query: ListQuery): TopicList;
  /** null for a topic that nobody knows. */
  topic(id: TopicId): TopicPage | null;
  hierarchy(): Hierarchy;
  events(query: EventQuery): EventList;
  map(): TopicMap;
  /** Θ of texts by the newest model and the live encoder. Throws as `Encoder.encode`. */
  place(texts: readonly string[]): Promise<Placed>;
  /** The topics nearest in meaning. Throws as `Encoder.encode`. */
  search(query: string, most: number): Promise<Found>;
  /** Puts a command before the trainer; why it cannot be done, or null. Throws `transient` when it cannot be sent. */
  steer(command: Command): Promise<string | null>;
  /** All of it at once, of a period if there is one. Throws as `reportOf`. */
  report(feed: string, period?: Period): Report;
  /**
   * Calls `take` with all news until the function that is returned is called; `take` must not throw. With `since`, the
   * sequence of the event that it has met last, it is told of those it missed first, of the newest hundred at most.
   */
  follow(take: (news: News) => void, since?: number): () => void;
}
