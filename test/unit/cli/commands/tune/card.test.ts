import { beforeAll, describe, expect, it } from 'vitest';
import { type CardInput, cardOf } from '../../../../../src/cli/commands/tune/card.ts';
import { runJob } from '../../../../../src/core/tune/job.ts';
import { referenceProducts as products } from '../../../../../src/core/vector.ts';
import { tinyJob } from '../../../../support/tuning-job.ts';

let input: CardInput;
beforeAll(async () => {
  const job = { ...(await tinyJob()), labels: null };
  const outcome = runJob(job, { products, say: () => {}, epoch: () => {} });
  input = {
    outcome,
    job,
    promoted: outcome.tuned.best,
    forced: false,
    labels: null,
    teacher: 'all-MiniLM-L6-v2/53aa51172d14/mean/int8/256',
    licence: 'Apache-2.0.',
    data: { source: 'news.jsonl', from: 0, split: 86_400_000, to: 2 * 86_400_000 },
  };
});

describe('cardOf', () => {
  it('says data, split, task, teacher, licence, seed and every figure', () => {
    const card = cardOf(input);
    expect(card).toMatch(/^---\n[\s\S]*base_model: all-MiniLM-L6-v2\n---\n/);
    expect(card).toContain('**Teacher:** `all-MiniLM-L6-v2/53aa51172d14/mean/int8/256`');
    expect(card).toContain('300 documents of news.jsonl from 1970-01-01T00:00:00.000Z on');
    expect(card).toContain('the 100 documents from 1970-01-02T00:00:00.000Z to 1970-01-03T00:00:00.000Z');
    expect(card).toContain('**Seed:** 1');
    expect(card).toContain('**Licence:** Apache-2.0.');
    for (const { recipe, figures } of input.outcome.tuned.candidates)
      expect(card).toContain(
        `| ${recipe.name} | ${figures.view.toFixed(3)} | ${figures.lex.toFixed(3)} | ${figures.erank.toFixed(1)} |`,
      );
    for (const { epoch, loss, cosine } of input.outcome.learning?.epochs ?? [])
      expect(card).toContain(`| ${epoch} | ${loss.toFixed(3)} | ${cosine.toFixed(3)} |`);
    expect(card).not.toContain('--force');
  });

  it('says when it was forced, and when a student comes without a map', () => {
    expect(cardOf({ ...input, forced: true })).toContain(
      '**The gate refused this map; it was promoted by `--force`.**',
    );
    expect(cardOf({ ...input, promoted: null })).toContain('it comes without one');
  });

  it('says which labels there were, and whether they were learnt from', () => {
    expect(cardOf({ ...input, labels: 'section' })).toContain('the field section for judging alone');
    const promoted = input.promoted === null ? null : { ...input.promoted };
    if (promoted === null) throw new Error('nothing is promoted');
    const learnt = { ...promoted, recipe: { ...promoted.recipe, adapter: 'labels' as const } };
    expect(cardOf({ ...input, labels: '#', promoted: learnt })).toContain('learnt from their hashtags');
  });

  it('shows changes against labels with their intervals', () => {
    const change = { before: 0.5, after: 0.55, low: -0.01, high: 0.08 };
    const changes = { nmi: change, bcubed: change, knn: change };
    const [first, ...rest] = input.outcome.tuned.candidates;
    if (first === undefined) throw new Error('no candidate');
    const tuned = {
      ...input.outcome.tuned,
      candidates: [{ ...first, labelled: { all: changes, unseen: null } }, ...rest],
    };
    const card = cardOf({ ...input, outcome: { ...input.outcome, tuned } });
    expect(card).toContain('| whitening, held-out documents | 0.500 +0.050 (−0.010 to +0.080) |');
    expect(card).toContain('| whitening, held-out labels | – | – | – |');
  });
});
