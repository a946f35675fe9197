/**
 * All figures of a stream. Two levels: topics, and their parents as they are at the end. Three phases:
 * prequential, by the model before it met the document: revision 0, or revision 1 where revision 0 came from model
 * version 0, which knows nothing; published, by the last revision, followed through merges; final, by the model as it
 * stands after the stream.
 */
import type { Millis, ModelState, PhiRecord, Terms, Theta, ThetaRecord, TopicEvent, TopicId } from '../types.ts';
import { type Calibration } from './calibration.ts';
import { type Coherence } from './coherence.ts';
import { type Lineage } from './lineage.ts';
import { type Score } from './partition.ts';
import { type Perplexity } from './perplexity.ts';
export declare const PHASES: readonly ["prequential", "published", "final"];
export type Phase = (typeof PHASES)[number];
export declare const LEVELS: readonly ["topics", "parents"];
export type Level = (typeof LEVELS)[number];
/** A document and what was said about it. */
export interface Observed {
    readonly id: string;
    readonly text: string;
    readonly terms: Terms;
    /** null without one: then it is streamed, and not scored. */
    readonly label: string | null;
    readonly prequential: Theta;
    readonly published: Theta;
    readonly final: TopicId | null;
}
export interface Stream {
    readonly documents: readonly Observed[];
    readonly events: readonly TopicEvent[];
    /** After the stream. */
    readonly state: ModelState;
    /** What is published of the topics at the end. */
    readonly phi: readonly PhiRecord[];
    readonly halfLife: Millis;
}
export interface PhaseFigures {
    /** Part of all documents that have a topic. */
    readonly assigned: number;
    /** Topics that hold any of them. */
    readonly topics: number;
    /** Of the documents with a label; null when there are none. */
    readonly score: Score | null;
}
export interface WordFigures {
    /** Topics that have words. */
    readonly described: number;
    readonly diversity: number | null;
    /** null when it was not asked for. */
    readonly coherence: Coherence | null;
}
export interface LevelFigures {
    readonly phases: Readonly<Record<Phase, PhaseFigures>>;
    readonly words: WordFigures;
}
export interface Evaluation {
    readonly documents: number;
    /** Documents with a label, and different labels. */
    readonly labelled: number;
    readonly labels: number;
    readonly levels: Readonly<Record<Level, LevelFigures>>;
    /** Of the largest weight of the prequential Θ; documents without a topic are left out. null without any. */
    readonly calibration: {
        /** Right when the final pass gives the document the same topic, both followed through merges. */
        readonly final: Calibration | null;
        /** Right when the document's label is the most frequent one of its topic's labelled documents. */
        readonly labels: Calibration | null;
    };
    readonly perplexity: Perplexity | null;
}
/** Θ before the model met the document, from its records in the order of their revisions. */
export declare function prequential(records: readonly Pick<ThetaRecord, 'theta' | 'revision' | 'model'>[]): Theta;
/** Topics of all documents in one phase and level, in order; null where there is none. */
export declare function assignment(documents: readonly Observed[], { phase, level, kin }: {
    readonly phase: Phase;
    readonly level: Level;
    readonly kin: Lineage;
}): (TopicId | null)[];
/** The words published at a level, most relevant first. A topic without a parent stands for itself. */
export declare function publishedWords(phi: readonly PhiRecord[], level: Level): {
    topic: TopicId;
    words: string[];
}[];
/** `withCoherence` false leaves out what takes longest on a large corpus. */
export declare function evaluate(stream: Stream, { withCoherence }: {
    readonly withCoherence: boolean;
}): Evaluation;
