import { describe, expect, it } from 'vitest';
import { draws } from '../../../../src/core/random.ts';
import type { Bag } from '../../../../src/core/text/wordpiece.ts';
import { type Feed, judge, measure, part, type Seen, tune } from '../../../../src/core/tune/tune.ts';
import type { Embeddings } from '../../../../src/core/types.ts';
import { referenceProducts as products } from '../../../../src/core/vector.ts';
import { bag, below, matrix, normals, unit } from './make.ts';

const DIM = 16;
/** Dimensions of subjects; the three after them are of styles. */
const SUBJECTS = 8;
const TOPICS = 12;
const tools = { products, seed: 1 };

/**
 * A feed of subjects in the first dimensions and of styles in the others: within a subject documents differ by style
 * more than subjects do from each other. `style` is the spread of the styles.
 */
function feedOf(seed: number, { style, known }: { style: number; known: number }): Feed {
  const normal = normals(seed);
  const next = draws(seed + 1);
  const subjects = Array.from({ length: TOPICS }, () =>
    Array.from({ length: DIM }, (_, d) => (d < SUBJECTS ? normal() : 0)),
  );
  const see = (of: readonly number[], styles: readonly (readonly number[])[], noise: number): Embeddings =>
    matrix(
      of.map((topic, i) =>
        unit(
          Array.from(
            { length: DIM },
            (_, d) =>
              ((subjects[topic] as number[])[d] as number) + ((styles[i] as number[])[d] as number) + noise * normal(),
          ),
        ),
      ),
    );
  const stylesOf = (n: number) =>
    Array.from({ length: n }, () =>
      Array.from({ length: DIM }, (_, d) => (d < SUBJECTS ? 0.25 * normal() : d < SUBJECTS + 3 ? style * normal() : 0)),
    );
  const bagOf = (topic: number): Bag => {
    const counts: Record<number, number> = {};
    for (let n = 0; n < 5; n++) {
      const id = next() < known ? topic * 4 + below(next, 4) : 60 + below(next, 40);
      counts[id] = (counts[id] ?? 0) + 1;
    }
    return bag(counts);
  };
  const draw = (n: number) => Array.from({ length: n }, () => below(next, TOPICS));
  const training = draw(400);
  const later = draw(160);
  const name = (topics: readonly number[]) => topics.map((topic) => `subject ${topic}`);
  // Styles are the document's own, so that its halves share it: the halves differ by what is left out.
  const styles = stylesOf(160);
  const restyled = () => stylesOf(160);
  const bags = later.map(bagOf);
  const seen = (vectors: Embeddings): Seen => ({ vectors, bags });
  return {
    training: { vectors: see(training, stylesOf(400), 0.05), bags: training.map(bagOf) },
    later: seen(see(later, styles, 0.05)),
    halves: [
      { vectors: see(later, restyled(), 0.05), bags: later.map(bagOf) },
      { vectors: see(later, restyled(), 0.05), bags: later.map(bagOf) },
    ],
    words: bags,
    wordCount: 100,
    size: 100,
    labels: { training: name(training), later: name(later) },
    tasks: [],
  };
}

describe.each([
  ['a feed whose documents differ by style', { style: 2.5, known: 0.5 }, 1],
  ['a feed with fewer words of its subjects', { style: 2.5, known: 0.3 }, 5],
] as const)('on %s', (_, shape, seed) => {
  const feed = feedOf(seed, shape);

  it('accepts whitening, which takes the style away', () => {
    const tuned = tune(feed, tools);
    const whitening = tuned.candidates.find(({ recipe }) => recipe.name === 'whitening');
    expect(whitening?.refusals).toEqual([]);
    expect(whitening?.figures.view).toBeGreaterThan(tuned.plain.view + 0.01);
    expect(whitening?.labelled?.all.nmi.after).toBeGreaterThan(whitening?.labelled?.all.nmi.before ?? 1);
    expect(tuned.chosen).not.toBeNull();
    const accepted = tuned.candidates.filter(({ refusals }) => refusals.length === 0);
    expect(tuned.chosen?.figures.view).toBe(Math.max(...accepted.map(({ figures }) => figures.view)));
    expect(tuned.map.whitening).not.toBeNull();
  });

  it('refuses an adapter that was made to do harm: it keeps the style and squeezes the subjects', () => {
    const at = (row: number, column: number) => (row === column ? 1 : 0);
    const down = matrix(Array.from({ length: DIM }, (_, d) => Array.from({ length: SUBJECTS }, (_, k) => at(d, k))));
    const up = matrix(
      Array.from({ length: SUBJECTS }, (_, k) => Array.from({ length: DIM }, (_, d) => -0.8 * at(k, d))),
    );
    const adapter = { dim: DIM, rank: SUBJECTS, down: down.data, up: up.data };
    const map = { adapter, whitening: null, words: null };
    const recipe = { name: 'planted', adapter: 'labels', shrinkage: null, words: 0 } as const;
    const unseen = { map, later: Array.from({ length: 80 }, (_, i) => i) };
    const { refusals } = judge(feed, measure(feed, null, tools), { recipe, map, unseen }, tools);
    expect(refusals.join()).toMatch(/view gains -/);
    expect(refusals).toContain('knn of held-out documents falls beyond chance');
    expect(refusals).toContain('knn of held-out labels falls beyond chance');
  });
});

describe('an adapter', () => {
  it('is a candidate alone and with maps on top, judged by labels that a second training never met', () => {
    const feed = feedOf(1, { style: 2.5, known: 0.5 });
    const said: string[] = [];
    const tuned = tune({ ...feed, tasks: ['labels', 'contrast'] }, { ...tools, say: (step) => said.push(step) });
    const named = (name: string) => tuned.candidates.find(({ recipe }) => recipe.name === name);
    const alone = named('adapter by labels');
    expect(alone?.labelled?.all.nmi.after).toBeGreaterThan(alone?.labelled?.all.nmi.before ?? 1);
    expect(alone?.labelled?.unseen).not.toBeNull();
    for (const task of ['labels', 'contrast'])
      for (const top of ['', ' + whitening', ' + whitening + words .4'])
        expect(named(`adapter by ${task}${top}`)?.figures.erank).toBeGreaterThan(1);
    expect(said.filter((step) => step.startsWith('training an adapter by labels, epoch 1: loss'))).toHaveLength(2);
  });

  it('by labels is refused where there are too few of held-out labels to judge by', () => {
    const feed = feedOf(1, { style: 2.5, known: 0.5 });
    const later = (feed.labels?.later ?? []).map((label, i) => (i < 60 ? label : null));
    const tuned = tune({ ...feed, labels: { training: feed.labels?.training ?? [], later }, tasks: ['labels'] }, tools);
    for (const { recipe, refusals } of tuned.candidates)
      expect(refusals.some((why) => why.startsWith('there are too few'))).toBe(recipe.adapter === 'labels');
  });

  it('by labels needs labels', () => {
    const feed = feedOf(1, { style: 2.5, known: 0.5 });
    expect(() => tune({ ...feed, labels: null, tasks: ['labels'] }, tools)).toThrow(/two labels or more/);
  });
});

describe('tune', () => {
  const feed = feedOf(1, { style: 3, known: 0.5 });

  it('refuses what harms labels, whatever its view gains', () => {
    // Labels that say the style, not the subject.
    const styleOf = ({ vectors }: Seen) =>
      Array.from({ length: vectors.rows }, (_, i) =>
        (vectors.data[i * DIM + 9] as number) > 0
          ? (vectors.data[i * DIM + 10] as number) > 0
            ? 'a'
            : 'b'
          : (vectors.data[i * DIM + 10] as number) > 0
            ? 'c'
            : 'd',
      );
    const tuned = tune({ ...feed, labels: { training: styleOf(feed.training), later: styleOf(feed.later) } }, tools);
    const refusals = tuned.candidates.flatMap((each) => each.refusals);
    expect(refusals.join()).toMatch(/(nmi|bcubed|knn) of held-out (documents|labels) falls beyond chance/);
  });

  it('keeps half of the labels out of a second fit, and says nothing of them where they are few', () => {
    const tuned = tune(feed, tools);
    expect(tuned.candidates[0]?.labelled?.unseen).not.toBeNull();
    const few = {
      training: feed.labels?.training ?? [],
      later: (feed.labels?.later ?? []).map((label, i) => (i < 60 ? label : null)),
    };
    const sparse = tune({ ...feed, labels: few }, tools);
    expect(sparse.candidates[0]?.labelled?.all).toBeDefined();
    expect(sparse.candidates[0]?.labelled?.unseen).toBeNull();
    expect(tune({ ...feed, labels: null }, tools).candidates[0]?.labelled).toBeNull();
  });

  it('tries no words where there are no pieces', () => {
    const without = (seen: Seen): Seen => ({ ...seen, bags: null });
    const tuned = tune(
      {
        ...feed,
        training: without(feed.training),
        later: without(feed.later),
        halves: [without(feed.halves[0]), without(feed.halves[1])],
        size: 0,
      },
      tools,
    );
    expect(tuned.candidates.map(({ recipe }) => recipe.name)).toEqual(['whitening']);
  });

  it('with nothing accepted has the best all the same, for who insists', () => {
    // Halves of other documents: no map makes them agree.
    const mixed = (seen: Seen) =>
      part(
        seen,
        Array.from({ length: 160 }, (_, i) => (i * 7 + 11) % 160),
      );
    const tuned = tune({ ...feed, labels: null, halves: [mixed(feed.halves[0]), feed.halves[1]] }, tools);
    expect(tuned.chosen).toBeNull();
    expect(tuned.best.refusals.length).toBeGreaterThan(0);
    expect(tuned.map.whitening).not.toBeNull();
  });

  it('is the same to the last bit for the same seed', () => {
    const unlabelled = { ...feed, labels: null };
    expect(tune(unlabelled, tools)).toEqual(tune(unlabelled, tools));
  });
});
