import { describe, expect, it } from 'vitest';
import { figures, fraction } from '../../../src/cli/figures.ts';
import { type Evaluation, evaluate } from '../../../src/core/evaluate/evaluate.ts';
import type { Theta } from '../../../src/core/types.ts';
import { cell, state, topic, vector } from '../core/model/make.ts';

const screen = { write: () => true, columns: 100 };
const theta = (id: number): Theta => [{ topic: id, weight: 0.75 }];

function evaluation({
  labels,
  withCoherence = true,
}: {
  labels: readonly (string | null)[];
  withCoherence?: boolean;
}): Evaluation {
  const terms = new Map([
    ['bread', 2],
    ['oven', 1],
  ]);
  return evaluate(
    {
      documents: labels.map((label, i) => ({
        id: `d${i}`,
        text: 'bread oven',
        terms,
        label,
        prequential: i === 0 ? [] : theta(1),
        published: theta(1),
        final: 1,
      })),
      events: [],
      state: state({ cells: [cell(1, vector(1), { topic: 1, terms })], topics: [topic(1)] }),
      phi: [],
      halfLife: 1000,
    },
    { withCoherence },
  );
}

describe('figures', () => {
  it('show each level and phase, the words, calibration and perplexity', () => {
    const lines = figures(evaluation({ labels: ['a', 'a', 'b', 'b'] }), { screen });
    expect(lines[0]).toMatch(/^LEVEL +PHASE +NMI +ARI +PURITY +B³ F1 +TOPICS +ASSIGNED$/);
    expect(lines[1]).toMatch(/^topics +prequential +0\.\d{3} .* 1 +75\.0 %$/);
    expect(lines.filter((line) => /^(topics|parents) +(prequential|published|final) /.test(line))).toHaveLength(6);
    const text = lines.join('\n');
    expect(text).toMatch(/^WORDS OF +DESCRIBED +DIVERSITY +NPMI +C_V$/m);
    expect(text).toMatch(/^parents +0 +– +– +–$/m);
    expect(text).toMatch(
      /calibration error of Θ: 0\.250 against the final pass \(0\.199 would be chance\), 0\.083 against the labels/,
    );
    expect(text).toMatch(/Perplexity of Θ·Φ: \d.*without topics \d.*knows 100\.0 % of the words/);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(120);
  });

  it('leave out what needs labels, and coherence where it was not asked for', () => {
    const text = figures(evaluation({ labels: [null, null], withCoherence: false }), { screen }).join('\n');
    expect(text).not.toMatch(/NMI|PURITY|NPMI|labels/);
    expect(text).toMatch(/^topics +final +1 +100\.0 %$/m);
  });

  it('show the final pass alone where it is asked for', () => {
    const lines = figures(evaluation({ labels: ['a', 'b'] }), { screen, phases: ['final'] });
    expect(lines).toHaveLength(3);
    expect(lines.join('\n')).not.toMatch(/prequential|published|WORDS|Perplexity/);
  });

  it('say nothing of calibration and perplexity without a document', () => {
    const text = figures(evaluation({ labels: [] }), { screen }).join('\n');
    expect(text).not.toMatch(/calibration|Perplexity/);
    expect(text).toMatch(/^topics +final +0 +0\.0 %$/m);
  });

  it('embolden the heads on a terminal alone', () => {
    const on = figures(evaluation({ labels: ['a'] }), { screen: { ...screen, isTTY: true } });
    const colour = (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb';
    expect(on[0]?.includes('\u001b[1m')).toBe(colour);
    expect(figures(evaluation({ labels: ['a'] }), { screen }).join('')).not.toContain('\u001b');
  });
});

describe('fraction', () => {
  it('has three decimals, and a dash where there is no figure', () => {
    expect([0.5, -0.0123, 1, null].map(fraction)).toEqual(['0.500', '-0.012', '1.000', '–']);
  });
});
