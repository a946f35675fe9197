import { describe, expect, it } from 'vitest';
import type { LevelFigures, PhaseFigures } from '../../../src/core/evaluate/evaluate.ts';
import type { Score } from '../../../src/core/evaluate/partition.ts';
import { emptyState } from '../../../src/core/model/state.ts';
import type { Measured } from '../../quality/measure.ts';
import { barsOf, peersOf } from '../../quality/peers.ts';
import { report as padded } from '../../quality/report.ts';

/** Without the spaces that line columns up. */
const report = (all: readonly Measured[]) => padded(all).replace(/ +/g, ' ');

const score = (nmi: number, ari: number, topics: number): Score => ({
  documents: 100,
  assigned: 1,
  labels: 5,
  topics,
  effectiveTopics: topics,
  nmi,
  ari,
  purity: 0.5,
  homogeneity: 0.5,
  completeness: 0.5,
  bcubedPrecision: 0.5,
  bcubedRecall: 0.5,
  bcubedF1: 0.5,
  bcubedF1Single: 0.5,
});
const phase = (nmi: number, given: { ari?: number; topics?: number; assigned?: number } = {}): PhaseFigures => {
  const { ari = 0.5, topics = 6, assigned = 0.99 } = given;
  return { assigned, topics, score: score(nmi, ari, topics) };
};
const level = (nmi: number, given: Parameters<typeof phase>[1] & { npmi?: number } = {}): LevelFigures => ({
  phases: { prequential: phase(nmi, given), published: phase(nmi, given), final: phase(nmi, given) },
  words: { described: 6, diversity: 0.8, coherence: { npmi: given.npmi ?? 0.06, cv: 0.59, unknown: 0 } },
});

function measured(corpus: string, topics: LevelFigures, parents: LevelFigures, error: number): Measured {
  const bin = { chance: 0.02, documents: 90, confidence: 0.9, accuracy: 0.9 };
  return {
    corpus,
    evaluation: {
      documents: 100,
      labelled: 100,
      labels: 5,
      levels: { topics, parents },
      calibration: { final: { ...bin, error, bins: [] }, labels: { ...bin, error: 0.2, bins: [] } },
      perplexity: { perplexity: 1234.4, background: 2345.6, words: 10, known: 1 },
    },
    stream: {
      documents: [],
      events: [],
      state: emptyState({ epoch: 0, encoder: '', products: '', dim: 1 }, { seed: 1, warmup: 0 }),
      phi: [],
      halfLife: 1,
    },
    bad: 0,
    seconds: 4,
    busy: 2,
  };
}

const rows = (text: string, begin: string) => text.split('\n').filter((line) => line.startsWith(begin));
const cells = (line = '') => line.split('|').map((cell) => cell.trim());

describe('the report', () => {
  const text = report([measured('bbc', level(0.7), level(0.85, { ari: 0.91 }), 0.051)]);

  it('puts both levels beside the recorded methods, the better one bold', () => {
    expect(rows(text, '| bbc (5) | Leitmotif, topics | 6 |')).toHaveLength(1);
    expect(text).toContain('**Leitmotif, parents**');
    expect(text).toContain('**.850 / .850 / .850**');
    expect(text).toMatch(/MiniBatchKMeans, told K \| 5 \| 100\.0 % \| \.806 \/ \.815 \/ \.870 \|/);
    expect(text).toMatch(/BERTopic offline \| 38 \| 80\.0 % \| – \/ – \/ \.540 \|/);
  });

  it('marks bars at the better level', () => {
    const [head, row] = text.split('\n').filter((line) => /^\| (corpus \| level|bbc \| parents) \|/.test(line));
    const of = (name: string) => cells(row)[cells(head).indexOf(name)];
    expect(of('NMI pre')).toBe('✓ .850 ≥ .830');
    expect(of('NMI fin')).toBe('✗ .850 < .870');
    expect(of('ARI fin')).toBe('✓ .910 ≥ .899');
    // The higher of BERTopic online and offline k-means.
    expect(of('NPMI')).toBe('✓ .060 ≥ .056');
    expect(of('C_v')).toBe('✓ .590 ≥ .590');
    expect(of('topics')).toBe('✓ 6 in 2.5–20');
    expect(of('assigned')).toBe('✓ .990 ≥ .970');
    expect(of('calibration')).toBe('✗ .051 > .050');
    expect(text).toContain('7 of 9 reached; ARI fin on 1 of 1 corpora, 5 of 6 asked ✗');
  });

  it('takes a whole row from one level, and reaches no bar by rounding', () => {
    const close = report([measured('bbc', level(0.8299), level(0.7, { npmi: 0.2, topics: 21 }), 0.05)]);
    const [row] = close.split('\n').filter((line) => line.startsWith('| bbc | topics | ✗'));
    expect(row).toContain('✗ .830 < .830');
    expect(row).not.toContain('.200');
    expect(row).toContain('✓ .050 ≤ .050');
    expect(report([measured('bbc', level(0.9, { topics: 21 }), level(0.7), 0)])).toContain('✗ 21 in 2.5–20');
  });

  it('shows a corpus that nobody recorded, without bars of others', () => {
    const unknown = report([measured('mine', level(0.5), level(0.4), 0.01)]);
    expect(rows(unknown, '| mine (5) |')).toHaveLength(1);
    expect(unknown).not.toContain('| MiniBatchKMeans');
    expect(unknown).toContain('✓ .010 ≤ .050');
  });

  it('tells calibration, perplexity and speed once a corpus', () => {
    expect(rows(text, '| bbc | topics |').at(-1)).toMatch(
      /\| \.051 \(\.020\) \| \.200 \| 1234 \(2346\) \| 100 \| 4\.0 \| 50 \|$/,
    );
  });
});

describe('the recorded figures', () => {
  it('are of four methods on each of six corpora', () => {
    for (const corpus of ['20ng', 'agnews', 'stackoverflow', 'crisislex', 'wikinews_stories', 'bbc']) {
      const peers = Object.values(peersOf(corpus));
      expect(peers).toHaveLength(4);
      for (const peer of peers) {
        expect(peer.nmi.final).toBeGreaterThan(0);
        for (const value of [
          peer.topics,
          peer.assigned,
          peer.ari.final,
          peer.purity,
          peer.bcubedF1.final,
          peer.diversity,
        ]) {
          expect(Number.isFinite(value)).toBe(true);
        }
      }
      expect(barsOf(corpus)?.final).toBeGreaterThan(0.5);
    }
    expect(peersOf('mine')).toEqual({});
    expect(barsOf('mine')).toBeNull();
  });

  it('have none where none was recorded', () => {
    expect(peersOf('20ng').bertopic).toMatchObject({ npmi: null, cv: null, nmi: { prequential: null, final: 0.423 } });
    expect(peersOf('agnews')['bertopic-online']?.npmi).toBe(-0.117);
  });
});
