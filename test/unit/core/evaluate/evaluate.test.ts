import { describe, expect, it } from 'vitest';
import {
  evaluate,
  type Observed,
  prequential,
  publishedWords,
  type Stream,
} from '../../../../src/core/evaluate/evaluate.ts';
import type { PhiRecord, Theta, TopicEvent } from '../../../../src/core/types.ts';
import { cell, state, topic, vector } from '../model/make.ts';

const theta = (...weights: [number, number][]): Theta => weights.map(([id, weight]) => ({ topic: id, weight }));

interface Made {
  readonly label: string | null;
  readonly pre: Theta;
  readonly pub: Theta;
  readonly fin: number | null;
  readonly text?: string;
}

const documents = (made: readonly Made[]): Observed[] =>
  made.map(({ label, pre, pub, fin, text = 'aa bb' }, at) => ({
    id: `d${at}`,
    text,
    terms: new Map(),
    label,
    prequential: pre,
    published: pub,
    final: fin,
  }));

const phi = (id: number, given: Partial<PhiRecord> = {}, words: string[] = []): PhiRecord => ({
  topic: id,
  level: 0,
  parent: null,
  label: '',
  keywords: words.map((word) => ({ word, probability: 0, relevance: 0 })),
  weight: 1,
  documents: 1,
  share: 0,
  trend: 0,
  exemplars: [],
  pinned: false,
  muted: false,
  born: 0,
  updated: 0,
  model: 1,
  ...given,
});

const merged = (from: number, into: number): TopicEvent => ({
  type: 'merged',
  topic: from,
  level: 0,
  into: [into],
  from: [],
  label: '',
  reason: '',
  numbers: {},
  time: 0,
  sequence: 1,
});

// Topic 3 went into 1 after it was published; 1 and 2 have the parent 10, 4 has none.
const stream: Stream = {
  documents: documents([
    { label: 'a', pre: theta([3, 0.8], [2, 0.2]), pub: theta([3, 1]), fin: 1 },
    { label: 'a', pre: theta([1, 0.6], [2, 0.4]), pub: theta([1, 1]), fin: 2 },
    { label: 'b', pre: [], pub: theta([4, 1]), fin: 4 },
    { label: 'b', pre: theta([4, 1]), pub: theta([4, 1]), fin: null },
    { label: null, pre: theta([1, 0.9]), pub: [], fin: 1 },
  ]),
  events: [merged(3, 1)],
  state: state({ topics: [topic(1, { parent: 10 }), topic(2, { parent: 10 }), topic(4), topic(10, { level: 1 })] }),
  phi: [
    phi(1, { parent: 10 }, ['aa', 'bb']),
    phi(2, { parent: 10 }, ['aa', 'cc']),
    phi(4, {}, ['dd', 'ee']),
    phi(10, { level: 1 }, ['aa', 'bb']),
  ],
  halfLife: 1000,
};

describe('evaluate', () => {
  const { levels, calibration, ...found } = evaluate(stream, { withCoherence: true });

  it('counts documents, and scores those with a label', () => {
    expect(found).toMatchObject({ documents: 5, labelled: 4, labels: 2, perplexity: null });
    expect(levels.topics.phases.final.score).toMatchObject({ documents: 4, assigned: 0.75, topics: 3 });
    expect(levels.topics.phases.final).toMatchObject({ assigned: 0.8, topics: 3 });
  });

  it('takes the first topic as it was said, and the last one through merges', () => {
    const { prequential, published } = levels.topics.phases;
    // Topics 3 and 1 are two before the merge, one after it: labels a a b b in clusters 3 1 – 4, and 1 1 4 4.
    expect(prequential.score).toMatchObject({ topics: 3, completeness: expect.closeTo(0.5, 9), homogeneity: 1 });
    expect(published.score).toMatchObject({ topics: 2, nmi: 1, ari: 1, purity: 1, bcubedF1: 1 });
    expect(prequential.assigned).toBeCloseTo(0.8, 12);
  });

  it('scores parents as they are at the end; a topic without one stands for itself', () => {
    const { prequential, final } = levels.parents.phases;
    // 10 10 4 – in the end, and 10 10 – 4 at first.
    expect(final.score).toMatchObject({ topics: 2, homogeneity: expect.closeTo(1, 9) });
    expect(final.score?.nmi).toBeCloseTo(prequential.score?.nmi ?? Number.NaN, 12);
    expect(final.score?.nmi).toBeCloseTo((2 * Math.log(2)) / (Math.log(2) + 1.5 * Math.log(2)), 12);
  });

  it('measures Θ against the final pass, through merges, and against the topic’s label', () => {
    // Claims .8 (3 became 1: right), .6 (final 2: wrong), 1 (final none: wrong), .9 (right).
    expect(calibration.final).toMatchObject({ documents: 4, accuracy: 0.5 });
    expect(calibration.final?.error).toBeCloseTo((0.2 + 0.6 + 1 + 0.1) / 4, 12);
    // The document without a label has no part in it; topics 1 and 4 hold one label each.
    expect(calibration.labels).toMatchObject({ documents: 3, accuracy: 1 });
    expect(calibration.labels?.error).toBeCloseTo((0.2 + 0.4 + 0) / 3, 12);
  });

  it('judges the words of each level', () => {
    expect(publishedWords(stream.phi, 'topics').map((entry) => entry.topic)).toEqual([1, 2, 4]);
    expect(publishedWords(stream.phi, 'parents').map((entry) => entry.topic)).toEqual([4, 10]);
    expect(levels.topics.words).toMatchObject({ described: 3, diversity: 5 / 6 });
    expect(levels.parents.words).toMatchObject({ described: 2, diversity: 1 });
    expect(levels.parents.words.coherence?.unknown).toBe(2);
  });

  it('takes the most frequent label of a topic, where it holds several', () => {
    const mixed = documents(['a', 'b', 'b'].map((label) => ({ label, pre: theta([1, 0.5]), pub: [], fin: null })));
    const { calibration: of } = evaluate({ ...stream, documents: mixed }, { withCoherence: false });
    expect(of.labels).toMatchObject({ accuracy: 2 / 3 });
  });

  it('gives what needs no labels where there are none, and no coherence where it is not asked for', () => {
    const bare = stream.documents.map((document) => ({ ...document, label: null }));
    const blind = evaluate({ ...stream, documents: bare }, { withCoherence: false });
    expect(blind).toMatchObject({ labelled: 0, labels: 0 });
    expect(blind.levels.topics.phases.final).toEqual({ assigned: 0.8, topics: 3, score: null });
    expect(blind.levels.topics.words).toEqual({ described: 3, diversity: 5 / 6, coherence: null });
    expect(blind.calibration.labels).toBeNull();
    expect(blind.calibration.final?.documents).toBe(4);
  });

  it('has no figures of an empty stream', () => {
    const empty = evaluate({ ...stream, documents: [], phi: [] }, { withCoherence: true });
    expect(empty.levels.topics.phases.final).toEqual({ assigned: 0, topics: 0, score: null });
    expect(empty.levels.topics.words).toEqual({
      described: 0,
      diversity: null,
      coherence: { npmi: null, cv: null, unknown: 0 },
    });
    expect(empty.calibration).toEqual({ final: null, labels: null });
  });

  it('takes the perplexity of what was published, through merges', () => {
    const terms = new Map([
      ['bread', 8],
      ['oven', 2],
    ]);
    const model = state({
      cells: [
        cell(1, vector(1), { topic: 1, terms }),
        cell(2, vector(0, 1), { topic: 2, terms: new Map([['vote', 9]]) }),
      ],
      topics: [topic(1), topic(2)],
    });
    const told = (pub: Theta) =>
      documents([{ label: null, pre: [], pub, fin: null }]).map((document) => ({ ...document, terms }));
    const of = (pub: Theta) =>
      evaluate({ ...stream, documents: told(pub), state: model, halfLife: 1000 }, { withCoherence: false }).perplexity;
    // Topic 3 was merged into 1, which says both words; to topic 2 they are nearly impossible.
    expect(of(theta([3, 1]))).toEqual(of(theta([1, 1])));
    expect(of(theta([1, 1]))?.perplexity).toBeLessThan(of([])?.perplexity ?? 0);
    expect(of(theta([2, 1]))?.perplexity).toBeGreaterThan(100);
    expect(of([])?.perplexity).toBeCloseTo(of([])?.background ?? 0, 9);
  });
});

describe('prequential', () => {
  const record = (revision: number, model: number, id: number) => ({ revision, model, theta: theta([id, 1]) });

  it('is revision 0, whatever followed', () => {
    expect(prequential([record(0, 3, 1), record(1, 4, 2)])).toEqual(theta([1, 1]));
  });

  it('is revision 1 where revision 0 came from the model that knew nothing', () => {
    const none = { revision: 0, model: 0, theta: [] };
    expect(prequential([none, record(1, 1, 2), record(2, 5, 3)])).toEqual(theta([2, 1]));
    expect(prequential([none])).toEqual([]);
    expect(prequential([])).toEqual([]);
  });
});
