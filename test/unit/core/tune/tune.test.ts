import { describe, expect, it } from 'vitest';
import { draws } from '../../../../src/core/random.ts';
import type { Bag } from '../../../../src/core/text/wordpiece.ts';
import { figuresOf, passes, type Views } from '../../../../src/core/tune/gate.ts';
import { type Feed, part, type Seen, tune } from '../../../../src/core/tune/tune.ts';
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
    const harmful = (vectors: Embeddings): Embeddings =>
      matrix(
        Array.from({ length: vectors.rows }, (_, i) =>
          unit(
            Array.from(vectors.data.slice(i * DIM, (i + 1) * DIM), (value, d) => (d < SUBJECTS ? 0.2 * value : value)),
          ),
        ),
      );
    const views: Views = { whole: feed.later.vectors, halves: [feed.halves[0].vectors, feed.halves[1].vectors] };
    const after: Views = { whole: harmful(views.whole), halves: [harmful(views.halves[0]), harmful(views.halves[1])] };
    const words = { words: feed.words, size: feed.wordCount };
    expect(passes(figuresOf(views, words, tools), figuresOf(after, words, tools))).toBe(false);
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
