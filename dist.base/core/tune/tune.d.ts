/** Super-tuning: candidates fitted on a feed's documents, judged on later ones, and the one that is promoted. */
import type { Products } from '../ports.ts';
import type { Bag } from '../text/wordpiece.ts';
import type { Embeddings } from '../types.ts';
import { type Adapter } from './adapter.ts';
import { type Figures } from './gate.ts';
import { type Changes } from './labelled.ts';
import { type Lsa } from './lsa.ts';
import { type FeedMap } from './map.ts';
import { type Task } from './objective.ts';
import { type Scatter } from './whitening.ts';
/** Documents as one encoder sees them: row i of `vectors` and `bags[i]` are of one text. */
export interface Seen {
    readonly vectors: Embeddings;
    /** Null where the encoder has no pieces of words: maps without words are all that can be fitted then. */
    readonly bags: readonly Bag[] | null;
}
export interface Labels {
    readonly training: readonly (string | null)[];
    readonly later: readonly (string | null)[];
}
export interface Feed {
    /** What is fitted on. */
    readonly training: Seen;
    /** Later documents, none of them in the training; and the two halves of each. */
    readonly later: Seen;
    readonly halves: readonly [Seen, Seen];
    /** Words of the later documents, which need not be the encoder's pieces; ids below `wordCount`. */
    readonly words: readonly Bag[];
    readonly wordCount: number;
    /** Pieces in the encoder's vocabulary; 0 where there are none. */
    readonly size: number;
    /** null for a document without one. They decide whether a map does harm; the task `labels` is fitted on those of the training. */
    readonly labels: Labels | null;
    /** Tasks that adapters are trained by: each is a candidate, alone and with maps on top. */
    readonly tasks: readonly Task[];
}
export interface TuneTools {
    readonly products: Products;
    readonly seed: number;
    /** Told each step before it is done. */
    readonly say?: (step: string) => void;
}
/** What a map is made of. */
export interface Recipe {
    readonly name: string;
    /** What the adapter below is trained by; null for none. */
    readonly adapter: Task | null;
    /** Shrinkage of the whitening: the less, the stronger it is; null for none. */
    readonly shrinkage: number | null;
    /** Weight of the words beside the vector; 0 for none. */
    readonly words: number;
}
export interface Candidate {
    readonly recipe: Recipe;
    readonly figures: Figures;
    /** Against labels: all later documents, and those of labels that a second fit was kept from. Null without labels. */
    readonly labelled: {
        readonly all: Changes;
        readonly unseen: Changes | null;
    } | null;
    /** Why it is refused; empty when it is accepted. */
    readonly refusals: readonly string[];
}
export interface Tuned {
    /** The encoder without a map. */
    readonly plain: Figures;
    readonly candidates: readonly Candidate[];
    /** Of the accepted the one with the largest gain in view; null when all are refused. */
    readonly chosen: Candidate | null;
    /** Of all candidates the one with the largest gain in view, whatever the gate says. */
    readonly best: Candidate;
    /** The map of the chosen, else of the best. */
    readonly map: FeedMap;
}
/** Throws RangeError when a set is empty, or labels are to be learnt from that are too few. */
export declare function tune(feed: Feed, tools: TuneTools): Tuned;
export interface Trial {
    readonly recipe: Recipe;
    readonly map: FeedMap;
    /** What the recipe gives without some of the labels, and the later documents of these; null where there are too few. */
    readonly unseen: {
        readonly map: FeedMap;
        readonly later: readonly number[];
    } | null;
}
/** The gate: `plain` are the figures without a map. */
export declare function judge(feed: Feed, plain: Figures, trial: Trial, tools: TuneTools): Candidate;
interface Fit {
    /** What a whitening is made of. */
    readonly scatter: Scatter;
    readonly lsa: Lsa | null;
    /** Each with the scatter of what it gives; one that could not be trained is missing. */
    readonly adapters: ReadonlyMap<Task, {
        readonly adapter: Adapter;
        readonly scatter: Scatter;
    }>;
}
interface Lessons {
    readonly tasks: readonly Task[];
    /** Of the training documents; null where there are none. */
    readonly labels: readonly (string | null)[] | null;
}
/** All parts of every recipe. */
export declare function fitted({ vectors, bags }: Seen, size: number, tools: TuneTools, { tasks, labels }?: Lessons): Fit;
export declare function mapOf({ adapter: task, shrinkage, words }: Recipe, fit: Fit): FeedMap;
/** The label-free figures of the later documents; without a map when it is null. */
export declare function measure({ later, halves, words, wordCount }: Feed, map: FeedMap | null, tools: TuneTools): Figures;
/** Some of the documents, in the order of `places`. */
export declare function part({ vectors, bags }: Seen, places: readonly number[]): Seen;
export {};
