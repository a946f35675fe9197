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
export declare const DEFAULT_OPTIONS: ModelOptions;
/** What a topic's score is made of: cosines of vectors from which the stream's mean was taken. */
export declare const SCORE: {
    /** Part of the stream's mean that is taken away. */
    readonly centring: 1;
    /** How much the cosine to the nearest of a topic's cells counts beside the cosine to the topic, */
    readonly shape: 0.5;
    /** and the cosine to its parent. */
    readonly lean: 1;
};
/** How fine topics are: see `chooseGrain`. */
export declare const GRAIN: {
    readonly rate: 0.1;
    readonly topic: 0.003;
    readonly parent: 0.04;
    /** What is there is split above so many times the threshold, and merged below so many: hysteresis. */
    readonly split: 1.15;
    readonly merge: 0.85;
    /** Granularity multiplies all thresholds. */
    readonly granularity: {
        readonly coarse: 2.5;
        readonly medium: 1;
        readonly fine: 0.4;
    };
};
/** When a group of cells is a topic. */
export declare const LIFE: {
    /** Decayed documents a group needs to be born: two, some days apart. */
    readonly birth: 1.5;
    /** A topic retires below this part of what a birth needs, */
    readonly keep: 0.5;
    /** or of the most that it has weighed: two half-lives without a document. */
    readonly faded: 0.25;
    /** The cells are regrouped after so many documents, or this growth of the stream while it is short, */
    readonly regroupEvery: 256;
    readonly regroupGrowth: 0.05;
    /** but no sooner than this part of the living weight is new, or so much event time has passed, ms. */
    readonly regroupPart: 0.05;
    readonly regroupTime: number;
    /** Cells² over documents since: regrouping takes time with the square of the cells, and so little for a document. */
    readonly regroupCells: 128;
    /** Documents that may found a cell, times `maxCells`, until as much is new as lives; what the radius follows. */
    readonly renewal: 5;
    /** A cell whose decayed weight falls below this is dropped. */
    readonly minCellWeight: 0.05;
    /** Θ leaves out topics with less than this probability. */
    readonly minTheta: 0.01;
    /** Most topics in one Θ, and scores that it is made of. */
    readonly maxTheta: 16;
    /** Exemplars kept in a cell, and shown for a topic. */
    readonly exemplars: 3;
    readonly shown: 5;
    /** Terms of one cell in one stats record. */
    readonly maxStatsTerms: 1000;
    /** What one and the same text may add, decayed; beyond it, it gets its Θ and adds nothing. */
    readonly copies: 8;
    /** Texts watched for that. */
    readonly watched: 512;
    /** Remembered mergers of cells, for stats made with an older model. */
    readonly maxMoved: 4096;
};
/** How sure Θ is before the feed has shown how sure it may be, and on which documents that is judged. */
export declare const CERTAINTY: {
    /** κ of the von Mises–Fisher components: how what the first topic leaves is shared among the others. */
    readonly concentration: 40;
    /** What is expected of any feed: means of a Gaussian prior, and its precision. */
    readonly prior: {
        readonly base: -1;
        readonly score: 3;
        readonly lead: 8;
        readonly known: 0;
    };
    readonly precision: 0.3;
    /** Mergers to come, which no document shows yet, mend some of what lies between two topics. */
    readonly merges: 0.2;
    /** Documents of the panel, and the fewest to judge by. */
    readonly panel: 512;
    readonly least: 24;
};
/** When a topic's rise is a trend: all three, against its own history. */
export declare const TREND: {
    /** Recent documents above what its history lets expect, in standard deviations of a Poisson count, */
    readonly deviations: 4;
    /** times what was to be expected, */
    readonly times: 2;
    /** and recent documents. */
    readonly least: 5;
    /** It has cooled below so many deviations. */
    readonly cooled: 1;
};
