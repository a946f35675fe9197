/** What holds of scores whatever the documents: bounds, symmetries, and windows counted one by one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibration } from '../../src/core/evaluate/calibration.ts';
import { coherence, diversity } from '../../src/core/evaluate/coherence.ts';
import { clustering, score } from '../../src/core/evaluate/partition.ts';

/** Documents as pairs of label and cluster. */
const pairs = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 1, maxLength: 40 });
const of = (documents: readonly (readonly [number, number])[]) =>
  clustering(
    documents.map(([label]) => label),
    documents.map(([, cluster]) => cluster),
  );
const CLOSE = 1e-9;

function expectSame(a: object, b: object): void {
  for (const [name, value] of Object.entries(a)) {
    expect(Math.abs(((b as Record<string, number>)[name] as number) - value), name).toBeLessThan(CLOSE);
  }
}

describe('clustering scores', () => {
  it('depend on neither the order of documents nor the names of labels and clusters', () => {
    fc.assert(
      fc.property(pairs, fc.nat(), (documents, turn) => {
        const turned = documents.map((_, i) => documents[(i + turn) % documents.length] as [number, number]);
        expectSame(of(documents), of(turned.reverse()));
        expectSame(of(documents), of(documents.map(([label, cluster]) => [97 - label, 7 * cluster + 3])));
      }),
    );
  });

  it('are 1 for equal partitions, whatever their names, and only then', () => {
    fc.assert(
      fc.property(pairs, (documents) => {
        for (const value of Object.values(of(documents.map(([label]) => [label, 100 - label])))) {
          expect(value).toBeCloseTo(1, 9);
        }
        const { nmi, ari, bcubedF1 } = of(documents);
        const table = new Map(documents.map(([label, cluster]) => [`${label} ${cluster}`, 1]));
        const counts = [0, 1].map((at) => new Set(documents.map((pair) => pair[at])).size);
        const equal = table.size === counts[0] && table.size === counts[1];
        for (const value of [nmi, ari, bcubedF1]) expect(value > 1 - CLOSE).toBe(equal);
      }),
    );
  });

  it('are symmetric where they should be: NMI, ARI, B³ F1; homogeneity of one is completeness of the other', () => {
    fc.assert(
      fc.property(pairs, (documents) => {
        const [a, b] = [of(documents), of(documents.map(([label, cluster]) => [cluster, label]))];
        expect(a.nmi).toBeCloseTo(b.nmi, 9);
        expect(a.ari).toBeCloseTo(b.ari, 9);
        expect(a.bcubedF1).toBeCloseTo(b.bcubedF1, 9);
        expect(a.homogeneity).toBeCloseTo(b.completeness, 9);
        expect(a.bcubedPrecision).toBeCloseTo(b.bcubedRecall, 9);
      }),
    );
  });

  it('lie in their bounds', () => {
    fc.assert(
      fc.property(pairs, (documents) => {
        const { ari, ...others } = of(documents);
        expect(ari).toBeLessThanOrEqual(1 + CLOSE);
        expect(ari).toBeGreaterThanOrEqual(-1);
        for (const value of Object.values(others)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + CLOSE);
        }
      }),
    );
  });

  it('NMI is the harmonic mean of homogeneity and completeness, B³ F1 that of precision and recall', () => {
    const harmonic = (a: number, b: number) => (a + b === 0 ? 0 : (2 * a * b) / (a + b));
    fc.assert(
      fc.property(pairs, (documents) => {
        const { nmi, homogeneity, completeness, bcubedF1, bcubedPrecision, bcubedRecall } = of(documents);
        expect(nmi).toBeCloseTo(harmonic(homogeneity, completeness), 9);
        expect(bcubedF1).toBeCloseTo(harmonic(bcubedPrecision, bcubedRecall), 9);
      }),
    );
  });

  it('without strays B³ is the same with each apart; no more topics are effective than there are', () => {
    fc.assert(
      fc.property(pairs, (documents) => {
        const labels = documents.map(([label]) => label);
        const all = score(
          labels,
          documents.map(([, cluster]) => cluster),
        );
        expect(all.bcubedF1Single).toBeCloseTo(all.bcubedF1, 12);
        expect(all.effectiveTopics).toBeGreaterThanOrEqual(1 - CLOSE);
        expect(all.effectiveTopics).toBeLessThanOrEqual(all.topics + CLOSE);
      }),
    );
  });
});

/** Windows as gensim slides them, one after the other: the left token goes, the right one comes. */
function counted(texts: readonly (readonly string[])[], window: number) {
  const single = new Map<string, number>();
  const joint = new Map<string, number>();
  let windows = 0;
  const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const text of texts) {
    const held = new Set(text.slice(0, window));
    for (let start = 0; start === 0 || start + window <= text.length; start++) {
      if (start > 0) {
        held.delete(text[start - 1] as string);
        held.add(text[start + window - 1] as string);
      }
      windows += 1;
      for (const a of held) for (const b of held) add(joint, `${a} ${b}`);
      for (const a of held) add(single, a);
    }
  }
  return (a: string, b: string) => {
    const p = (count: number | undefined) => (count ?? 0) / windows;
    const together = p(joint.get(`${a} ${b}`)) + 1e-12;
    return Math.log(together / (p(single.get(a)) * p(single.get(b)))) / -Math.log(together);
  };
}

describe('coherence', () => {
  const word = fc.constantFrom(...'abcdefgh');
  const corpora = fc.array(fc.array(word, { maxLength: 45, size: 'max' }), { minLength: 1, maxLength: 8 });
  const topics = fc.array(fc.uniqueArray(word, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 4 });

  it('is what windows counted one by one give', () => {
    fc.assert(
      fc.property(corpora, topics, (texts, lists) => {
        const held = new Set(texts.flat());
        const known = lists.map((list) => list.filter((w) => held.has(w))).filter((list) => list.length > 1);
        const [found] = coherence([lists], texts);
        if (known.length === 0) {
          expect(found).toMatchObject({ npmi: null, cv: null });
          return;
        }
        const [near, wide] = [counted(texts, 10), counted(texts, 110)];
        const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
        const npmi = known.map((list) => mean(list.flatMap((a) => list.filter((b) => b !== a).map((b) => near(a, b)))));
        const cosine = (a: number[], b: number[]) => {
          const inner = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * (y[i] as number), 0);
          return inner(a, b) / Math.sqrt(inner(a, a) * inner(b, b));
        };
        const cv = known.map((list) => {
          const vectors = list.map((a) => list.map((b) => wide(a, b)));
          const all = list.map((_, j) => vectors.reduce((sum, vector) => sum + (vector[j] as number), 0));
          return mean(vectors.map((vector) => cosine(vector, all)));
        });
        expect(found?.npmi).toBeCloseTo(mean(npmi), 9);
        const defined = cv.filter((value) => !Number.isNaN(value));
        expect(found?.cv).toBeCloseTo(mean(defined), 6);
      }),
      { numRuns: 300 },
    );
  });

  it('of several lists over one reading is that of each alone', () => {
    fc.assert(
      fc.property(corpora, topics, topics, (texts, a, b) => {
        expect(coherence([a, b], texts)).toEqual([...coherence([a], texts), ...coherence([b], texts)]);
      }),
    );
  });

  it('NPMI lies in [−1, 1], diversity in (0, 1]', () => {
    fc.assert(
      fc.property(corpora, topics, (texts, lists) => {
        const npmi = coherence([lists], texts)[0]?.npmi ?? 0;
        expect(Math.abs(npmi)).toBeLessThanOrEqual(1 + CLOSE);
        expect(diversity(lists)).toBeGreaterThan(0);
        expect(diversity(lists)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('calibration', () => {
  const claims = fc.array(fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }), right: fc.boolean() }), {
    minLength: 1,
  });

  it('lies in [0, 1], is no less than the difference of the means, and none for one sure and right', () => {
    fc.assert(
      fc.property(claims, (list) => {
        const found = calibration(list);
        if (found === null) throw new Error('no calibration');
        expect(found.error).toBeGreaterThanOrEqual(Math.abs(found.confidence - found.accuracy) - CLOSE);
        expect(found.error).toBeLessThanOrEqual(1 + CLOSE);
        expect(calibration(list.map(() => ({ confidence: 1, right: true })))?.error).toBe(0);
        expect(calibration([...list].reverse())?.error).toBeCloseTo(found.error, 9);
      }),
    );
  });
});
