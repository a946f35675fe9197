/** What a page, a report or a program is shown of a model: plain JSON, without vectors. Times are ms since 1970, UTC. */
import type { EventType, Keyword, Millis, ModelVersion, TopicId } from '../types.ts';

/** A topic by its name. */
export interface TopicRef {
  readonly topic: TopicId;
  readonly label: string;
}

/** Documents of consecutive stretches of event time: counts[i] from `from + i·width` on. */
export interface Timeline {
  readonly from: Millis;
  /** ms. */
  readonly width: Millis;
  readonly counts: readonly number[];
}

/** Why a topic is said to rise: documents of late, and how many its own history let expect. */
export interface Rise {
  readonly recent: number;
  readonly expected: number;
  /** Standard deviations of a Poisson count. */
  readonly deviations: number;
}

/** `gone`: merged into another, or dropped from the archive. */
export type TopicStatus = 'live' | 'archived' | 'gone';

export interface TopicRow extends TopicRef {
  readonly level: 0 | 1;
  readonly status: TopicStatus;
  readonly parent: TopicId | null;
  /** Its first words, most relevant first. */
  readonly words: readonly string[];
  /** Decayed documents; share: their part of the stream's. */
  readonly weight: number;
  readonly share: number;
  readonly documents: number;
  readonly trending: boolean;
  readonly pinned: boolean;
  readonly muted: boolean;
  readonly rise: Rise;
  readonly born: Millis;
  readonly updated: Millis;
  readonly history: Timeline;
}

export interface TopicList {
  readonly model: ModelVersion;
  /** That fit the query, on all pages. */
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly topics: readonly TopicRow[];
}

/** A document that shows what a topic is about. All of it is text from outside. */
export interface ShownDocument {
  readonly id: string;
  readonly title: string | null;
  /** As the feed gave it: it may be anything. */
  readonly url: string | null;
  readonly source: string | null;
  /** At most 280 characters; null when excerpts are switched off. */
  readonly excerpt: string | null;
  readonly time: Millis;
}

export interface Neighbour extends TopicRef {
  /** Cosine of the centred centroids, in [−1, 1]. */
  readonly cosine: number;
}

/** One step in a topic's life, as told. */
export interface EventView extends TopicRef {
  readonly sequence: number;
  readonly type: EventType;
  readonly level: 0 | 1;
  readonly into: readonly TopicRef[];
  readonly from: readonly TopicRef[];
  readonly reason: string;
  readonly numbers: Readonly<Record<string, number>>;
  readonly time: Millis;
  readonly model: ModelVersion;
}

/** In order of their sequence. */
export interface EventList {
  readonly events: readonly EventView[];
  /** Give it as `since` to get what comes after. */
  readonly next: number;
  /** The sequence of the oldest event that is still held here; null without any. */
  readonly oldest: number | null;
}

export interface TopicPage extends TopicRow {
  readonly model: ModelVersion;
  readonly keywords: readonly Keyword[];
  readonly exemplars: readonly ShownDocument[];
  readonly ancestor: TopicRef | null;
  readonly children: readonly TopicRow[];
  readonly neighbours: readonly Neighbour[];
  readonly events: readonly EventView[];
  readonly lineage: {
    /** The topics it was split from. */
    readonly origins: readonly TopicRef[];
    /** The topics split from it. */
    readonly parts: readonly TopicRef[];
    /** The topics merged into it. */
    readonly absorbed: readonly TopicRef[];
    /** The topic it was merged into. */
    readonly survivor: TopicRef | null;
  };
}

export interface HierarchyLeaf extends TopicRef {
  readonly share: number;
  readonly documents: number;
  readonly trending: boolean;
}

export interface HierarchyBranch extends TopicRef {
  readonly share: number;
  readonly documents: number;
  readonly topics: readonly HierarchyLeaf[];
}

export interface Hierarchy {
  readonly model: ModelVersion;
  /** Heaviest first. */
  readonly parents: readonly HierarchyBranch[];
  /** Topics without a parent. */
  readonly alone: readonly HierarchyLeaf[];
  /** Part of the stream's weight that no topic claims. */
  readonly stray: number;
}

export interface MapPoint extends HierarchyLeaf {
  readonly parent: TopicId | null;
  readonly parentLabel: string | null;
  /** Distances in the plane stand for distances of meaning, as far as two dimensions can. */
  readonly x: number;
  readonly y: number;
}

export interface TopicMap {
  readonly model: ModelVersion;
  readonly points: readonly MapPoint[];
}

/** Documents over time by topic, for a streamgraph: the largest topics, all others, and those of no topic. */
export interface Streams {
  readonly from: Millis;
  readonly width: Millis;
  readonly topics: readonly (TopicRef & { readonly counts: readonly number[] })[];
  readonly others: readonly number[];
  readonly stray: readonly number[];
}

export type Phase = 'starting' | 'restoring' | 'running' | 'draining' | 'outdated' | 'stopped';

/** How a replica does; what changes with every batch. */
export interface Pulse {
  readonly phase: Phase;
  /** For people. */
  readonly detail: string;
  readonly trainer: boolean;
  readonly model: ModelVersion;
  readonly streamTime: Millis;
  /** Documents that the model was made of. */
  readonly documents: number;
  /** Documents a second, over the last half minute: absorbed, and arriving. */
  readonly rate: number;
  readonly input: number;
  /** Documents that wait in the log. */
  readonly lag: number;
  /** Seconds until they are absorbed, at these rates; null for never, and while it cannot be told. */
  readonly catchUp: number | null;
  /** It does not keep up: what waits grows, or is worked off only after a while. */
  readonly behind: boolean;
  /** How well it keeps up and what to do when it does not, for people. */
  readonly statement: string;
  readonly topics: number;
  readonly parents: number;
  readonly stray: number;
  /** Of the newest event; −1 before the first. */
  readonly sequence: number;
}

export interface Overview {
  readonly pulse: Pulse;
  readonly streams: Streams;
  /** Rising topics, steepest first. */
  readonly trending: readonly TopicRow[];
  readonly events: readonly EventView[];
}

export interface PlacedText {
  readonly theta: readonly (TopicRef & { readonly weight: number })[];
  readonly parent: TopicRef | null;
  /** Highest score of a topic, a mean of cosines, in [−1, 1]. */
  readonly score: number;
}

export interface Placed {
  readonly model: ModelVersion;
  readonly encoder: string;
  /** In the order of the texts. */
  readonly results: readonly PlacedText[];
}

export interface Found {
  readonly model: ModelVersion;
  /** Nearest in meaning first. */
  readonly topics: readonly (TopicRow & { readonly cosine: number })[];
}
