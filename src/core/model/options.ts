import type { Millis } from '../types.ts';

/** How fine topics are, as people wish; the feed decides the rest. */
export type Granularity = 'coarse' | 'medium' | 'fine';

/** What a user may set of the model. The number of topics is not among them, only its bound. */
export interface ModelOptions {
  /** Seeds the warm-up and the reservoirs. */
  readonly seed: number;
  /** Event time after which a document weighs half, ms; Infinity never forgets. */
  readonly halfLife: Millis;
  readonly granularity: Granularity;
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
  granularity: 'medium',
  maxTopics: 500,
  maxCells: 300,
  warmup: 1024,
  maxStrays: 1024,
  maxArchived: 500,
  maxTerms: 4000,
};

/** What a topic's score is made of: cosines of vectors from which the stream's mean was taken. */
export const SCORE = {
  /** Part of the stream's mean that is taken away. */
  centring: 1,
  /** How much the cosine to the nearest of a topic's cells counts beside the cosine to the topic, */
  shape: 0.5,
  /** and the cosine to its parent. */
  lean: 1,
} as const;

/** How fine topics are: see `chooseGrain`. */
export const GRAIN = {
  rate: 0.1,
  topic: 0.003,
  parent: 0.04,
  /** What is there is split above so many times the threshold, and merged below so many: hysteresis. */
  split: 1.15,
  merge: 0.85,
  /** Granularity multiplies all thresholds. */
  granularity: { coarse: 2.5, medium: 1, fine: 0.4 },
} as const;

/** When a group of cells is a topic. */
export const LIFE = {
  /** Decayed documents a group needs to be born: two, some days apart. */
  birth: 1.5,
  /** A topic retires below this part of what a birth needs, */
  keep: 0.5,
  /** or of the most that it has weighed: two half-lives without a document. */
  faded: 0.25,
  /** The cells are regrouped after so many documents, or this growth of the stream while it is short, */
  regroupEvery: 256,
  regroupGrowth: 0.05,
  /** but no sooner than this part of the living weight is new, or so much event time has passed, ms. */
  regroupPart: 0.05,
  regroupTime: 10 * 60 * 1000,
  /** Cells² over documents since: regrouping takes time with the square of the cells, and so little for a document. */
  regroupCells: 128,
  /** Documents that may found a cell, times `maxCells`, until as much is new as lives; what the radius follows. */
  renewal: 5,
  /** A cell whose decayed weight falls below this is dropped. */
  minCellWeight: 0.05,
  /** Θ leaves out topics with less than this probability. */
  minTheta: 0.01,
  /** Most topics in one Θ, and scores that it is made of. */
  maxTheta: 16,
  /** Exemplars kept in a cell, and shown for a topic. */
  exemplars: 3,
  shown: 5,
  /** Terms of one cell in one stats record. */
  maxStatsTerms: 1000,
  /** What one and the same text may add, decayed; beyond it, it gets its Θ and adds nothing. */
  copies: 8,
  /** Texts watched for that. */
  watched: 512,
  /** Remembered mergers of cells, for stats made with an older model; before the seeding all are. */
  maxMoved: 4096,
} as const;

/** How sure Θ is before the feed has shown how sure it may be, and on which documents that is judged. */
export const CERTAINTY = {
  /** κ of the von Mises–Fisher components: how what the first topic leaves is shared among the others. */
  concentration: 40,
  /** What is expected of any feed: means of a Gaussian prior, and its precision. */
  prior: { base: -1, score: 3, lead: 8, known: 0 },
  precision: 0.3,
  /** Mergers to come, which no document shows yet, mend some of what lies between two topics. */
  merges: 0.2,
  /** Documents of the panel, and the fewest to judge by. */
  panel: 512,
  least: 24,
} as const;

/** When a topic's rise is a trend: all three, against its own history. */
export const TREND = {
  /** Recent documents above what its history lets expect, in standard deviations of a Poisson count, */
  deviations: 4,
  /** times what was to be expected, */
  times: 2,
  /** and recent documents. */
  least: 5,
  /** It has cooled below so many deviations. */
  cooled: 1,
} as const;
