/**
 * All figures of a stream. Two levels: topics, and their parents as they are at the end. Three phases:
 * prequential, by the model before it met the document: revision 0, or revision 1 where revision 0 came from model
 * version 0, which knows nothing; published, by the last revision, followed through merges; final, by the model as it
 * stands after the stream.
 */
import type { Millis, ModelState, PhiRecord, Terms, Theta, ThetaRecord, TopicEvent, TopicId } from '../types.ts';
import { type Calibration, type Claim, calibration } from './calibration.ts';
import { type Coherence, coherence, diversity, tokens } from './coherence.ts';
import { type Lineage, lineage } from './lineage.ts';
import { type Score, score } from './partition.ts';
import { completionPerplexity, type Perplexity } from './perplexity.ts';
import { wordModel } from './wordmodel.ts';

export const PHASES = ['prequential', 'published', 'final'] as const;
export type Phase = (typeof PHASES)[number];
export const LEVELS = ['topics', 'parents'] as const;
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
export function prequential(records: readonly Pick<ThetaRecord, 'theta' | 'revision' | 'model'>[]): Theta {
  const first = records.find(({ revision }) => revision === 0);
  if (first?.model !== 0) return first?.theta ?? [];
  return records.find(({ revision }) => revision === 1)?.theta ?? first.theta;
}

/** Topics of all documents in one phase and level, in order; null where there is none. */
export function assignment(
  documents: readonly Observed[],
  { phase, level, kin }: { readonly phase: Phase; readonly level: Level; readonly kin: Lineage },
): (TopicId | null)[] {
  return documents.map((document) => {
    const topic = phase === 'final' ? document.final : (document[phase][0]?.topic ?? null);
    if (topic === null) return null;
    if (level === 'parents') return kin.parent(topic);
    // What was said first is judged as it was said.
    return phase === 'prequential' ? topic : kin.survivor(topic);
  });
}

/** The words published at a level, most relevant first. A topic without a parent stands for itself. */
export function publishedWords(phi: readonly PhiRecord[], level: Level): { topic: TopicId; words: string[] }[] {
  return phi
    .filter((record) => (level === 'topics' ? record.level === 0 : record.level === 1 || record.parent === null))
    .map(({ topic, keywords }) => ({ topic, words: keywords.map(({ word }) => word) }));
}

/** `withCoherence` false leaves out what takes longest on a large corpus. */
export function evaluate(stream: Stream, { withCoherence }: { readonly withCoherence: boolean }): Evaluation {
  const { documents, events, state, phi, halfLife } = stream;
  const kin = lineage(events, state);
  const labelled = documents.flatMap(({ label }, at) => (label === null ? [] : [{ label, at }]));
  const labels = labelled.map(({ label }) => label);
  const phase = (level: Level, name: Phase): PhaseFigures => {
    const topics = assignment(documents, { phase: name, level, kin });
    const given = topics.filter((topic) => topic !== null);
    return {
      assigned: documents.length === 0 ? 0 : given.length / documents.length,
      topics: new Set(given).size,
      score:
        labels.length === 0
          ? null
          : score(
              labels,
              labelled.map(({ at }) => topics[at] as TopicId | null),
            ),
    };
  };
  const described = LEVELS.map((level) => publishedWords(phi, level).map(({ words }) => words));
  const coherent = withCoherence ? coherence(described, tokenised(documents)) : [];
  const level = (name: Level): LevelFigures => {
    const at = LEVELS.indexOf(name);
    const words = described[at] as string[][];
    return {
      phases: {
        prequential: phase(name, 'prequential'),
        published: phase(name, 'published'),
        final: phase(name, 'final'),
      },
      words: { described: words.length, diversity: diversity(words), coherence: coherent[at] ?? null },
    };
  };
  return {
    documents: documents.length,
    labelled: labels.length,
    labels: new Set(labels).size,
    levels: { topics: level('topics'), parents: level('parents') },
    calibration: {
      final: calibration(againstFinal(documents, kin)),
      labels: calibration(againstLabels(documents, kin)),
    },
    perplexity: completionPerplexity(completed(documents, kin), wordModel(state, halfLife)),
  };
}

function* tokenised(documents: readonly Observed[]): Generator<string[]> {
  for (const { text } of documents) yield tokens(text);
}

function* completed(documents: readonly Observed[], kin: Lineage) {
  for (const { id, terms, published } of documents) {
    yield { id, terms, theta: published.map(({ topic, weight }) => ({ topic: kin.survivor(topic), weight })) };
  }
}

function againstFinal(documents: readonly Observed[], kin: Lineage): Claim[] {
  return documents.flatMap(({ prequential: [first], final }) => {
    if (first === undefined) return [];
    const right = final !== null && kin.survivor(final) === kin.survivor(first.topic);
    return [{ confidence: first.weight, right }];
  });
}

function againstLabels(documents: readonly Observed[], kin: Lineage): Claim[] {
  const counts = new Map<TopicId, Map<string, number>>();
  const claims = documents.flatMap(({ label, prequential: [first] }) => {
    if (label === null || first === undefined) return [];
    const topic = kin.survivor(first.topic);
    const ofTopic = counts.get(topic) ?? new Map<string, number>();
    counts.set(topic, ofTopic.set(label, (ofTopic.get(label) ?? 0) + 1));
    return [{ topic, label, confidence: first.weight }];
  });
  const majority = new Map(
    Array.from(counts, ([topic, ofTopic]) => [topic, [...ofTopic].sort((a, b) => b[1] - a[1])[0]?.[0]]),
  );
  return claims.map(({ topic, label, confidence }) => ({ confidence, right: majority.get(topic) === label }));
}
