/** Every value that crosses a room. Plain data: no methods, no classes, nothing mutable shared. */

/** Permanent, never reused; topics and parents draw from one sequence starting at 1. */
export type TopicId = number;
/** A small centroid's id; drawn from a sequence starting at 1, never reused. */
export type CellId = number;
/** +1 for each published model; 0 is the model before anything was absorbed. */
export type ModelVersion = number;
/** Milliseconds since 1970-01-01 UTC. */
export type Millis = number;

/** A document as the model meets it. `title`, `url`, `source` and `language` are shown, never modelled. */
export interface Document {
  readonly id: string;
  readonly text: string;
  /** Event time, ms. */
  readonly time: Millis;
  readonly title?: string;
  readonly url?: string;
  readonly source?: string;
  readonly language?: string;
}

/** Row-major matrix of unit rows; row i starts at `data[i * dim]`. */
export interface Embeddings {
  readonly rows: number;
  readonly dim: number;
  readonly data: Float32Array;
}

/** Term → how often it occurs in one document, or a decayed count over many. */
export interface Terms extends Iterable<[string, number]> {
  readonly size: number;
  get(term: string): number | undefined;
  has(term: string): boolean;
  keys(): Iterable<string>;
}

/** Documents of consecutive buckets of event time: counts[i] lie in [(first + i)·width, (first + i + 1)·width). */
export interface Row {
  readonly first: number;
  readonly counts: readonly number[];
}

/** Documents over event time, one row a resolution (see `RESOLUTIONS`); a row without counts has met nothing yet. */
export type Series = readonly Row[];

/** Minute of event time since 1970 → documents of it. */
export type Minutes = ReadonlyMap<number, number>;

/** Documents of one span with what was derived from them: index i means the same document everywhere. */
export interface EncodedBatch {
  readonly docs: readonly Document[];
  /** Kafka offset of each document. */
  readonly offsets: readonly bigint[];
  readonly vectors: Embeddings;
  readonly terms: readonly Terms[];
  /** Ids of documents that this span deletes. */
  readonly deleted: readonly string[];
}

/** The offsets [from, to) of one partition that a batch covers, holes included. */
export interface Span {
  /** The Kafka topic. */
  readonly topic: string;
  readonly partition: number;
  /** The life of the model between resets that this span belongs to. */
  readonly epoch: number;
  readonly from: bigint;
  readonly to: bigint;
}

/** A document's distribution over topics: weights sum to 1, heaviest first; [] is a stray. */
export type Theta = readonly { readonly topic: TopicId; readonly weight: number }[];

/** A document kept to show what a topic is about. */
export interface Exemplar {
  readonly id: string;
  /** At most 280 characters of the cleaned text. */
  readonly excerpt: string;
  readonly title?: string;
  readonly url?: string;
  readonly source?: string;
  readonly time: Millis;
  /** Cosine to the cell's centroid when it was met. */
  readonly score: number;
  /** Reservoir key in (0, 1): a function of id, score and seed, never of arrival; the largest stay. */
  readonly priority: number;
}

/** Additive sums over the documents of one span that fell into one cell. */
export interface CellStats {
  /** The newest event time among them, to which the sums refer, ms. */
  readonly reference: Millis;
  /** Σw, w = 2^(−(reference − time)/halfLife), float32. */
  readonly weight: number;
  /** Documents, undecayed, */
  readonly documents: number;
  /** and when they were. */
  readonly minutes: Minutes;
  /** Σw·x over the raw unit vectors x; shape (dim). */
  readonly sum: Float32Array;
  /** Σw·‖x − m‖² about the cell's own mean in this span, m = sum / weight. */
  readonly spread: number;
  /** Σw·(1 + ln count) per term, float32 values (see `Counts.damped`). */
  readonly terms: Terms;
  readonly exemplars: readonly Exemplar[];
}

/** A document that no cell holds closely: it travels whole, since it may found a cell. */
export interface OpenDocument {
  readonly id: string;
  readonly offset: bigint;
  readonly time: Millis;
  /** Raw unit vector; shape (dim). */
  readonly vector: Float32Array;
  /** How often it has each. */
  readonly terms: Terms;
  /** The topic of its revision 0, null for a stray. */
  readonly topic: TopicId | null;
  readonly exemplar: Exemplar;
}

/** How a feed lies in its encoder's space, in cosines between centred vectors (see `core/model/geometry.ts`). */
export interface Geometry {
  /** Of two documents beside what their topics have in common, as a standard deviation: what chance brings. */
  readonly chance: number;
  /** Of a topic to the nearest other; most are less near. */
  readonly neighbours: number;
}

/** How sure Θ may be that a document's nearest topic stays its topic, in log-odds, fitted to the feed (see `sureness`). */
export interface Certainty {
  readonly base: number;
  /** More for each unit of the topic's score, */
  readonly score: number;
  /** for each unit of the square root of its lead over the next, */
  readonly lead: number;
  /** and for a document that the model has absorbed. */
  readonly known: number;
}

/** How much of one and the same text was added lately. */
export interface Copies {
  /** Event time at which the counts are what they are, ms. */
  readonly reference: Millis;
  /** Decayed, by fingerprint; never more than was added. */
  readonly counts: ReadonlyMap<number, number>;
}

/** A document drawn to see whether what was said of it first holds in hindsight. */
export interface SampledDocument {
  readonly id: string;
  readonly offset: bigint;
  readonly time: Millis;
  /** Raw unit vector; shape (dim). */
  readonly vector: Float32Array;
  /** The topic it was given first, */
  readonly topic: TopicId;
  /** and the scores of its nearest topics then, that one's first, descending; shape (≤ maxTheta). */
  readonly scores: Float32Array;
  /** Key of the draw; the smallest stay. */
  readonly draw: number;
}

/** What somebody asks of the topics. */
export type Command =
  | { readonly kind: 'rename'; readonly topic: TopicId; readonly name: string }
  | { readonly kind: 'pin' | 'unpin' | 'mute' | 'unmute'; readonly topic: TopicId }
  | { readonly kind: 'merge'; readonly topic: TopicId; readonly into: TopicId }
  | { readonly kind: 'watch'; readonly phrase: string };

/** A command as it reaches the model: a phrase comes with its unit vector, shape (dim), and its terms. */
export type Order =
  | Exclude<Command, { readonly kind: 'watch' }>
  | (Extract<Command, { readonly kind: 'watch' }> & { readonly vector: Float32Array; readonly terms: Terms });

/** The number under which `absorbed` and spans of orders have the commands' Kafka topic, beside the documents' partitions. */
export const CONTROL = -1;

/** What a worker tells the trainer about one span. */
export interface BatchStats {
  /** The model version the worker assigned with. */
  readonly model: ModelVersion;
  readonly span: Span;
  /** The newest event time in the span, ms; 0 when it holds no document. */
  readonly reference: Millis;
  /** Good documents in the span, duplicates included. */
  readonly documents: number;
  readonly cells: ReadonlyMap<CellId, CellStats>;
  /** In offset order. */
  readonly open: readonly OpenDocument[];
  /** Ids whose newest document of the span was summed into a cell: an older one that waits is superseded. */
  readonly settled: readonly string[];
  /** Drawn for the panel, in offset order. */
  readonly sampled: readonly SampledDocument[];
  /** Ids of documents deleted in the span. */
  readonly deleted: readonly string[];
  /** Fingerprints of the texts that were summed into cells; one for all that are alike. */
  readonly texts: Float64Array;
  /** Of a span of commands, in offset order; it holds nothing else. */
  readonly orders: readonly Order[];
}

/** A small centroid with BETULA features (Lang & Schubert 2020): weight, mean, spread; sums that never cancel. */
export interface Cell {
  readonly id: CellId;
  /** The topic it belongs to; null while it is only a candidate. */
  readonly topic: TopicId | null;
  /** Decayed Σw at `reference`. */
  readonly weight: number;
  /** Documents ever added, undecayed, */
  readonly documents: number;
  /** and when they were. */
  readonly history: Series;
  /** Mean of the raw unit vectors; shape (dim). */
  readonly mean: Float32Array;
  /** Decayed Σw·‖x − mean‖² at `reference`. */
  readonly spread: number;
  /** The event time to which weight, spread and recent refer, ms. */
  readonly reference: Millis;
  /** Documents, decayed at `reference` by the short half-life of trends. */
  readonly recent: number;
  /** Decayed term counts, bounded, at the landmark of `reference` (see `landmarkOf`); */
  readonly terms: Terms;
  /** those of its latest records at the same landmark, not summed up yet (see `countsOf`). */
  readonly added: readonly Terms[];
  readonly exemplars: readonly Exemplar[];
  /** The number of stats records that have touched it. */
  readonly records: number;
}

/** A recurring theme: the set of cells whose `topic` is its id; a parent: the set of topics whose `parent` is. */
export interface Topic {
  readonly id: TopicId;
  /** 0 topic, 1 parent; never changes. */
  readonly level: 0 | 1;
  readonly status: 'live' | 'archived';
  readonly parent: TopicId | null;
  readonly label: string;
  /** Stream time of its birth, or of the oldest that went into it, and of its newest document, ms. */
  readonly born: Millis;
  readonly updated: Millis;
  /** Documents ever given to it, undecayed; survives regrouping and retirement. */
  readonly documents: number;
  /** Those of them whose cells are forgotten: what it had before it last retired, */
  readonly earlier: number;
  /** and when they were. */
  readonly past: Series;
  /** Decayed weight at stream time, as of the last regrouping, and the most it has been since its birth or return. */
  readonly weight: number;
  readonly peak: number;
  /**
   * Mean raw vector as of the last regrouping, by decayed weights; of an archived topic by documents, undecayed, so
   * that it stays what it was; shape (dim).
   */
  readonly mean: Float32Array;
  /** `mean` at its birth or when it was last told to have drifted; shape (dim). */
  readonly anchor: Float32Array;
  /** Standard deviations of its recent documents above its own history. */
  readonly trend: number;
  /** Told to be trending, and not yet to have cooled. */
  readonly trending: boolean;
  /** Somebody gave it its label, which it keeps. */
  readonly renamed: boolean;
  /** Somebody wants it to stay: it is never merged, split or retired. */
  readonly pinned: boolean;
  /** Somebody does not want to hear of it: it never trends, and is hidden unless asked for. */
  readonly muted: boolean;
}

/** A document still waiting for a topic, or kept by the warm-up buffer. */
export interface Stray {
  readonly id: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly time: Millis;
  readonly vector: Float32Array;
  /** Kept during warm-up only, when cells may be founded anew; empty afterwards. */
  readonly terms: Terms;
  readonly exemplar: Exemplar;
  /** The cell that holds its weight. */
  readonly cell: CellId;
  /** Topic and revision last published for it. */
  readonly topic: TopicId | null;
  readonly revision: number;
  /** Order of arrival, for the bound; documents of one span with one and the same vector share it. */
  readonly arrival: number;
}

/** One of the panel, on which Θ is calibrated. `topic` is followed through merges. */
export interface Panelist extends SampledDocument {
  readonly partition: number;
  /** Whether the model that gave it its topic had absorbed it. */
  readonly known: boolean;
}

/** How far one input partition has been absorbed. */
export interface Absorbed {
  readonly epoch: number;
  readonly offset: bigint;
}

/** The whole model; immutable, shared structurally between versions. Maps are in ascending key order. */
export interface ModelState {
  readonly version: ModelVersion;
  readonly epoch: number;
  readonly seed: number;
  readonly dim: number;
  /** Name, checksum, pooling and precision of the encoder that made the vectors. */
  readonly encoder: string;
  /** The version with which that encoder came; 0 when the model began with it. Stats of an older model hold vectors of another. */
  readonly since: ModelVersion;
  /** Name of the Products kernel. */
  readonly products: string;
  /** Newest event time seen, ms; 0 before the first document. */
  readonly streamTime: Millis;
  /** Running mean of the stream's raw vectors, never decayed; shape (dim). */
  readonly mean: Float32Array;
  /** Documents behind `mean` (duplicates inside a span count once). */
  readonly count: number;
  /** Cosine (centred) from which a document joins a cell. */
  readonly radius: number;
  readonly geometry: Geometry;
  readonly certainty: Certainty;
  /** With which the counts of words and the draws of the panel were made, ms; 0 where that is not known. */
  readonly halfLife: Millis;
  /** True until the warm-up buffer was full and the model was seeded anew. */
  readonly warming: boolean;
  /** Stream time of the last regrouping, ms. */
  readonly groupedAt: Millis;
  /** Stats records absorbed. */
  readonly records: number;
  /** Documents absorbed since the last regrouping. */
  readonly pending: number;
  /** Offset of the next stats record to absorb. */
  readonly statsOffset: bigint;
  readonly absorbed: ReadonlyMap<number, Absorbed>;
  readonly nextCell: CellId;
  readonly nextTopic: TopicId;
  readonly nextArrival: number;
  /** Number of the next topic event. */
  readonly sequence: number;
  /** When the documents were whose cells are forgotten and belonged to no topic, or to none that is still known. */
  readonly unclaimed: Series;
  readonly copies: Copies;
  /** Cells merged away lately → their survivors, oldest first, bounded. */
  readonly moved: ReadonlyMap<CellId, CellId>;
  readonly cells: ReadonlyMap<CellId, Cell>;
  readonly topics: ReadonlyMap<TopicId, Topic>;
  /** By document id, in order of arrival. */
  readonly strays: ReadonlyMap<string, Stray>;
  /** By document id, in ascending order of their draw. */
  readonly panel: ReadonlyMap<string, Panelist>;
}

/** A Θ that replaces an earlier one of the same document. */
export interface RevisedTheta {
  readonly id: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly time: Millis;
  readonly theta: Theta;
  readonly score: number;
  readonly revision: number;
  /** Raw unit vector of the document, by which a later model can place it anew; shape (dim). */
  readonly vector: Float32Array;
}

/** The value published for each document on `<p>.theta`. */
export interface ThetaRecord {
  readonly id: string;
  /** Where the document came from. */
  readonly partition: number;
  readonly offset: bigint;
  readonly time: Millis;
  readonly theta: Theta;
  /** The parent of its heaviest topic, once there are parents. */
  readonly parent: TopicId | null;
  /** Highest score of a topic, a mean of cosines, in [−1, 1]. */
  readonly score: number;
  readonly revision: number;
  readonly model: ModelVersion;
  readonly encoder: string;
}

/** A word of a topic: Φ itself and what a person should read first. */
export interface Keyword {
  readonly word: string;
  /** Φ: smoothed relative frequency. */
  readonly probability: number;
  /** How well it tells the topic from others: class-based TF-IDF, times how evenly the topic's cells have it. */
  readonly relevance: number;
}

/** The value published for each topic on `<p>.phi`. */
export interface PhiRecord {
  readonly topic: TopicId;
  readonly level: 0 | 1;
  readonly parent: TopicId | null;
  readonly label: string;
  /** Up to 50, in the order of `keywords`. */
  readonly keywords: readonly Keyword[];
  /** Decayed weight at `updated`. */
  readonly weight: number;
  readonly documents: number;
  /** Part of the stream's decayed weight. */
  readonly share: number;
  /** Standard deviations of its recent documents above its own history. */
  readonly trend: number;
  readonly exemplars: readonly Exemplar[];
  readonly born: Millis;
  readonly updated: Millis;
  readonly pinned: boolean;
  readonly muted: boolean;
  readonly model: ModelVersion;
}

export const EVENT_TYPES = [
  'born',
  'split',
  'merged',
  'retired',
  'revived',
  'drifted',
  'relabelled',
  'trending',
  'cooled',
  'migrated',
  'renamed',
  'pinned',
  'unpinned',
  'muted',
  'unmuted',
  'watched',
  'refused',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** One step in a topic's life; replaying them rebuilds the table of topics. */
export interface TopicEvent {
  readonly type: EventType;
  /** The topic it is about: for a merge the one that was absorbed. */
  readonly topic: TopicId;
  readonly level: 0 | 1;
  /** merged: [survivor]; split: the new ids; else []. */
  readonly into: readonly TopicId[];
  /** Where its documents come from: split-offs name the topic they left; else []. */
  readonly from: readonly TopicId[];
  readonly label: string;
  /** A sentence for people. */
  readonly reason: string;
  /** The numbers behind the reason. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Stream time, ms. */
  readonly time: Millis;
  /** +1 for each event of the model. */
  readonly sequence: number;
}

/** An event as published, stamped with the model version that shows it. */
export interface TopicEventRecord extends TopicEvent {
  readonly model: ModelVersion;
}

/** The changelog's head: everything about the model that has no record of its own, and the list of those that have. */
export interface Head extends Omit<ModelState, 'cells' | 'topics' | 'strays' | 'panel'> {
  /** Every live key of the changelog with the version at which it was last written. */
  readonly live: ReadonlyMap<string, ModelVersion>;
}

/** A cell without its words. */
export type BareCell = Omit<Cell, 'terms' | 'added'>;

/**
 * One record of the changelog; its key is `cell/<id>`, `words/<cell>`, `added/<cell>/<place>`, `topic/<id>`, `stray/` or
 * `panel/<partition>/<offset>`, or `head`. A cell's words are many and are summed up seldom, so they are not written
 * with it every time; nor are those of its latest records, of which each is written once.
 */
export interface ModelRecord {
  readonly version: ModelVersion;
  readonly entry:
    | { readonly kind: 'cell'; readonly cell: BareCell }
    | { readonly kind: 'words'; readonly cell: CellId; readonly terms: Terms }
    | { readonly kind: 'added'; readonly cell: CellId; readonly place: number; readonly terms: Terms }
    | { readonly kind: 'topic'; readonly topic: Topic }
    | { readonly kind: 'stray'; readonly stray: Stray }
    | { readonly kind: 'panelist'; readonly panelist: Panelist }
    | { readonly kind: 'head'; readonly head: Head };
}
