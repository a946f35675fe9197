import type { Millis } from '../types.ts';

/** What a user may set of the model. The number of topics is not among them, only its bound. */
export interface ModelOptions {
  /** Seeds the warm-up and the reservoirs. */
  readonly seed: number;
  /** Event time after which a document weighs half, ms; Infinity never forgets. */
  readonly halfLife: Millis;
  /** Most topics alive at once; the lightest candidates wait beyond it. */
  readonly maxTopics: number;
  /** Most cells; beyond it the two nearest merge. */
  readonly maxCells: number;
  /** Documents in the warm-up buffer, after which the cells are seeded anew; 0 for none. */
  readonly warmup: number;
  /** Most documents kept while they wait for a topic. */
  readonly maxStrays: number;
  /** Most retired topics kept for their return. */
  readonly maxArchived: number;
  /** Most terms kept in a cell. */
  readonly maxTerms: number;
}

export const DEFAULT_OPTIONS: ModelOptions = {
  seed: 1,
  halfLife: 30 * 24 * 3600 * 1000,
  maxTopics: 500,
  maxCells: 300,
  warmup: 1024,
  maxStrays: 1024,
  maxArchived: 500,
  maxTerms: 400,
};

/**
 * Constants of the space of centred sentence vectors: properties of the geometry, not of a feed.
 * Cosines are of vectors from which the stream's mean was taken.
 */
export const GEOMETRY = {
  /** A document at least this near joins its nearest cell while there is room for more cells. */
  radius: 0.6,
  /** The radius never falls below this, however crowded the cells are. */
  minRadius: 0.4,
  /** Base cut: groups of cells at least this near are one topic, however fine the feed. */
  base: 0.3,
  /** Cut of a feed of broad subjects. */
  topical: 0.35,
  /** Exchange rate λ between distortion and rate: finer topics pay where a cloud has less than 2/λ dimensions. */
  rate: 0.15,
  /** A feed whose best cut has this many times the groups of the base cut tells stories. */
  storyRatio: 1.5,
  /** A topic claims a document at least this near to it. */
  claim: 0.1,
  /** Concentration κ of the von Mises–Fisher components behind Θ. */
  concentration: 20,
  /** A born topic this near to an archived one is its return. */
  revive: 0.7,
} as const;

/** When a group of cells is a topic. */
export const LIFE = {
  /** Decayed documents a group needs to be born in a feed of broad subjects, */
  minWeight: 3,
  /** and part of the stream's decayed weight. */
  minShare: 0.02,
  /** Decayed documents a story needs: two, some days apart. */
  minStory: 1.5,
  /** A topic retires below this part of what a birth needs. */
  keep: 0.5,
  /** The cells are regrouped after so many documents, or this growth of the stream while it is short. */
  regroupEvery: 256,
  regroupGrowth: 0.05,
  /** A cell whose decayed weight falls below this is dropped. */
  minCellWeight: 0.05,
  /** Θ leaves out topics with less than this probability. */
  minTheta: 0.01,
  /** Most topics in one Θ. */
  maxTheta: 8,
  /** Exemplars kept in a cell, and shown for a topic. */
  exemplars: 3,
  shown: 5,
  /** Terms of one cell in one stats record. */
  maxStatsTerms: 1000,
  /** Remembered mergers of cells, for stats made with an older model. */
  maxMoved: 4096,
} as const;
