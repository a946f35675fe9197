import { describe, expect, it } from 'vitest';
import { clustering, score } from '../../../../src/core/evaluate/partition.ts';

describe('clustering', () => {
  // Three documents of label a, two of them in cluster 1; the third, and all three of label b, in cluster 2.
  const labels = ['a', 'a', 'a', 'b', 'b', 'b'];
  const clusters = [1, 1, 2, 2, 2, 2];
  const scores = clustering(labels, clusters);
  const mutual = (2 / 6) * Math.log((2 * 6) / (3 * 2)) + (1 / 6) * Math.log(6 / (3 * 4)) + (3 / 6) * Math.log(18 / 12);
  const ofLabels = Math.log(2);
  const ofClusters = -(1 / 3) * Math.log(1 / 3) - (2 / 3) * Math.log(2 / 3);

  it('has the mutual information over the arithmetic mean of the entropies, and over each', () => {
    expect(scores.nmi).toBeCloseTo(mutual / ((ofLabels + ofClusters) / 2), 12);
    expect(scores.homogeneity).toBeCloseTo(mutual / ofLabels, 12);
    expect(scores.completeness).toBeCloseTo(mutual / ofClusters, 12);
  });

  it('has the Rand index adjusted for chance', () => {
    // Of 15 pairs 6 share a label, 7 a cluster, 4 both; chance gives 6 · 7 / 15 = 2.8.
    expect(scores.ari).toBeCloseTo((4 - 2.8) / ((6 + 7) / 2 - 2.8), 12);
    // Two and two crossed: 0 pairs together where chance gives 2 · 2 / 6.
    expect(clustering(['a', 'a', 'b', 'b'], [1, 2, 1, 2]).ari).toBeCloseTo((0 - 2 / 3) / (2 - 2 / 3), 12);
  });

  it('has purity and B³', () => {
    expect(scores.purity).toBeCloseTo(5 / 6, 12);
    expect(clustering(['b', 'b', 'a'], [1, 1, 1]).purity).toBeCloseTo(2 / 3, 12);
    // Precision 1, 1, 1/4 and thrice 3/4; recall 2/3, 2/3, 1/3 and thrice 1.
    expect(scores.bcubedPrecision).toBeCloseTo(4.5 / 6, 12);
    expect(scores.bcubedRecall).toBeCloseTo(14 / 3 / 6, 12);
    expect(scores.bcubedF1).toBeCloseTo(42 / 55, 12);
  });

  it('is 1 in all for one document, and for one cluster of one label', () => {
    for (const count of [1, 5]) {
      const same = Array.from({ length: count }, () => 'x');
      for (const value of Object.values(clustering(same, same))) expect(value).toBe(1);
    }
  });

  it('refuses what is not one of each', () => {
    expect(() => clustering(['a'], [])).toThrow(/1 labels and 0 clusters/);
    expect(() => clustering([], [])).toThrow(RangeError);
  });
});

describe('score', () => {
  it('counts what has no topic as one cluster, and B³ once more with each apart', () => {
    const found = score(['a', 'a', 'b', 'b'], [1, null, null, 2]);
    expect(found).toMatchObject({ documents: 4, assigned: 0.5, labels: 2, topics: 2 });
    expect(found.effectiveTopics).toBeCloseTo(2, 12);
    // Precision 1, 1/2, 1/2, 1 and recall 1/2 throughout; apart, precision 1 and recall 1/2.
    expect(found.bcubedF1).toBeCloseTo(0.6, 12);
    expect(found.bcubedF1Single).toBeCloseTo(2 / 3, 12);
    expect(found.nmi).toBeCloseTo(clustering(['a', 'a', 'b', 'b'], ['p', 'q', 'q', 'r']).nmi, 12);
  });

  it('counts as many topics as equal ones would be as diverse', () => {
    const { topics, effectiveTopics } = score(['a', 'a', 'a', 'a'], [1, 1, 1, 2]);
    expect(topics).toBe(2);
    expect(effectiveTopics).toBeCloseTo(Math.exp(-0.75 * Math.log(0.75) - 0.25 * Math.log(0.25)), 12);
    expect(score(['a', 'b'], [null, null])).toMatchObject({ topics: 0, effectiveTopics: 0, assigned: 0 });
  });
});
