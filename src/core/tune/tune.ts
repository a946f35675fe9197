/** Super-tuning: candidates fitted on a feed's documents, judged on later ones, and the one that is promoted. */
import type { Products } from '../ports.ts';
import { shuffled } from '../random.ts';
import type { Bag } from '../text/wordpiece.ts';
import type { Embeddings } from '../types.ts';
import { type Adapter, adapted, fitAdapter } from './adapter.ts';
import { type Figures, figuresOf, LEAST_VIEW, passes } from './gate.ts';
import { kmeans } from './kmeans.ts';
import { type Changes, changes, harmed } from './labelled.ts';
import { fitLsa, type Lsa } from './lsa.ts';
import { type FeedMap, mapped } from './map.ts';
import { classification, contrast, type Objective, type Task, unlearnable } from './objective.ts';
import { type Scatter, scatter, whitening } from './whitening.ts';

/** Documents as one encoder sees them: row i of `vectors` and `bags[i]` are of one text. */
export interface Seen {
  readonly vectors: Embeddings;
  /** Null where the encoder has no pieces of words: maps without words are all that can be fitted then. */
  readonly bags: readonly Bag[] | null;
}

export interface Labels {
  readonly training: readonly (string | null)[];
  readonly later: readonly (string | null)[];
}

export interface Feed {
  /** What is fitted on. */
  readonly training: Seen;
  /** Later documents, none of them in the training; and the two halves of each. */
  readonly later: Seen;
  readonly halves: readonly [Seen, Seen];
  /** Words of the later documents, which need not be the encoder's pieces; ids below `wordCount`. */
  readonly words: readonly Bag[];
  readonly wordCount: number;
  /** Pieces in the encoder's vocabulary; 0 where there are none. */
  readonly size: number;
  /** null for a document without one. They decide whether a map does harm; the task `labels` is fitted on those of the training. */
  readonly labels: Labels | null;
  /** Tasks that adapters are trained by: each is a candidate, alone and with maps on top. */
  readonly tasks: readonly Task[];
}

export interface TuneTools {
  readonly products: Products;
  readonly seed: number;
  /** Told each step before it is done. */
  readonly say?: (step: string) => void;
}

/** What a map is made of. */
export interface Recipe {
  readonly name: string;
  /** What the adapter below is trained by; null for none. */
  readonly adapter: Task | null;
  /** Shrinkage of the whitening: the less, the stronger it is; null for none. */
  readonly shrinkage: number | null;
  /** Weight of the words beside the vector; 0 for none. */
  readonly words: number;
}

/** Words are never tried without whitening: what they gain alone does not reach topics that are new. */
const RECIPES: readonly Recipe[] = [
  { name: 'whitening', adapter: null, shrinkage: 0.5, words: 0 },
  { name: 'whitening + words .4', adapter: null, shrinkage: 0.5, words: 0.4 },
  { name: 'whitening + words .6', adapter: null, shrinkage: 0.5, words: 0.6 },
  { name: 'strong whitening + words .4', adapter: null, shrinkage: 0.3, words: 0.4 },
];

/** Those without an adapter, and with one of each task: alone, and below what does best without. */
function recipesOf(tasks: readonly Task[]): Recipe[] {
  const withAdapter = (task: Task): Recipe[] => [
    { name: `adapter by ${task}`, adapter: task, shrinkage: null, words: 0 },
    { name: `adapter by ${task} + whitening`, adapter: task, shrinkage: 0.5, words: 0 },
    { name: `adapter by ${task} + whitening + words .4`, adapter: task, shrinkage: 0.5, words: 0.4 },
  ];
  return [...RECIPES, ...tasks.flatMap(withAdapter)];
}

export interface Candidate {
  readonly recipe: Recipe;
  readonly figures: Figures;
  /** Against labels: all later documents, and those of labels that a second fit was kept from. Null without labels. */
  readonly labelled: { readonly all: Changes; readonly unseen: Changes | null } | null;
  /** Why it is refused; empty when it is accepted. */
  readonly refusals: readonly string[];
}

export interface Tuned {
  /** The encoder without a map. */
  readonly plain: Figures;
  readonly candidates: readonly Candidate[];
  /** Of the accepted the one with the largest gain in view; null when all are refused. */
  readonly chosen: Candidate | null;
  /** Of all candidates the one with the largest gain in view, whatever the gate says. */
  readonly best: Candidate;
  /** The map of the chosen, else of the best. */
  readonly map: FeedMap;
}

/** Cells for the whitening: documents a cell at least, and cells at most. */
const CELL_DOCUMENTS = 20;
const CELLS = 300;
const CELL_ITERATIONS = 15;
/** Fewer documents with labels than this say nothing of harm. */
const LEAST_LABELLED = 50;

/** Why the labels of the later documents can't tell whether a map does harm; null when they can. */
export function unjudgeable(labels: readonly (string | null)[]): string | null {
  const known = labels.filter((label) => label !== null).length;
  return known >= LEAST_LABELLED
    ? null
    : `${known} of the ${labels.length} newest documents, which maps are judged on, have a label, and fewer than ${LEAST_LABELLED} do not tell harm: name another field with --labels, or leave it out`;
}

/** Throws RangeError when a set is empty, or labels are to be learnt from that are too few. */
export function tune(feed: Feed, tools: TuneTools): Tuned {
  const { say = () => {} } = tools;
  say('fitting');
  const { tasks, labels } = feed;
  const refusal = tasks.includes('labels') ? unlearnable(labels?.training ?? []) : null;
  if (refusal !== null) throw new RangeError(refusal);
  const fit = fitted(feed.training, feed.size, tools, { tasks, labels: labels?.training ?? null });
  const unseen = feed.labels === null ? null : withoutSome(feed, feed.labels, tools);
  say('judging the encoder as it is');
  const plain = measure(feed, null, tools);
  const recipes = recipesOf(tasks).filter(({ words }) => words === 0 || fit.lsa !== null);
  const candidates = recipes.map((recipe): Candidate => {
    say(`judging ${recipe.name}`);
    const without =
      unseen !== null && fits(recipe, unseen.fit) ? { map: mapOf(recipe, unseen.fit), later: unseen.later } : null;
    return judge(feed, plain, { recipe, map: mapOf(recipe, fit), unseen: without }, tools);
  });
  const byView = [...candidates].sort((a, b) => b.figures.view - a.figures.view);
  const best = byView[0] as Candidate;
  const chosen = byView.find(({ refusals }) => refusals.length === 0) ?? null;
  return { plain, candidates, chosen, best, map: mapOf((chosen ?? best).recipe, fit) };
}

export interface Trial {
  readonly recipe: Recipe;
  readonly map: FeedMap;
  /** What the recipe gives without some of the labels, and the later documents of these; null where there are too few. */
  readonly unseen: { readonly map: FeedMap; readonly later: readonly number[] } | null;
}

/** The gate: `plain` are the figures without a map. */
export function judge(feed: Feed, plain: Figures, trial: Trial, tools: TuneTools): Candidate {
  const { recipe, map } = trial;
  const figures = measure(feed, map, tools);
  const labelled = feed.labels === null ? null : judgeLabels(feed, feed.labels.later, trial, tools);
  return { recipe, figures, labelled, refusals: refusalsOf(recipe, { plain, figures, labelled }) };
}

interface Fit {
  /** What a whitening is made of. */
  readonly scatter: Scatter;
  readonly lsa: Lsa | null;
  /** Each with the scatter of what it gives; one that could not be trained is missing. */
  readonly adapters: ReadonlyMap<Task, { readonly adapter: Adapter; readonly scatter: Scatter }>;
}

interface Lessons {
  readonly tasks: readonly Task[];
  /** Of the training documents; null where there are none. */
  readonly labels: readonly (string | null)[] | null;
}

/** All parts of every recipe. */
export function fitted(
  { vectors, bags }: Seen,
  size: number,
  tools: TuneTools,
  { tasks, labels }: Lessons = { tasks: [], labels: null },
): Fit {
  const { seed, say = () => {} } = tools;
  const adapters: (readonly [Task, { adapter: Adapter; scatter: Scatter }])[] = [];
  for (const task of tasks) {
    const objective = objectiveOf(task, vectors, labels);
    if (objective === null) continue;
    const epoch = (n: number, loss: number, heldOut: number) =>
      say(`training an adapter by ${task}, epoch ${n}: loss ${loss.toFixed(3)}, held-out ${heldOut.toFixed(3)}`);
    say(`training an adapter by ${task}`);
    const adapter = fitAdapter(vectors, objective, { seed, epoch });
    adapters.push([task, { adapter, scatter: scatterOf(adapted(adapter, vectors), tools) }]);
  }
  return {
    scatter: scatterOf(vectors, tools),
    lsa: bags === null ? null : fitLsa(bags, { size, seed }),
    adapters: new Map(adapters),
  };
}

function objectiveOf(task: Task, vectors: Embeddings, labels: Lessons['labels']): Objective | null {
  if (task === 'contrast') return contrast(vectors);
  return labels === null ? null : classification(vectors, labels);
}

function scatterOf(vectors: Embeddings, { products, seed }: TuneTools): Scatter {
  const k = Math.max(1, Math.min(CELLS, Math.floor(vectors.rows / CELL_DOCUMENTS)));
  const { centres, labels } = kmeans(vectors, { k, seed, products, iterations: CELL_ITERATIONS });
  return scatter(vectors, centres, labels);
}

export function mapOf({ adapter: task, shrinkage, words }: Recipe, fit: Fit): FeedMap {
  const { lsa } = fit;
  const below = task === null ? null : (fit.adapters.get(task) ?? null);
  return {
    adapter: below?.adapter ?? null,
    whitening: shrinkage === null ? null : whitening((below ?? fit).scatter, shrinkage),
    words: words > 0 && lsa !== null ? { lsa, weight: words } : null,
  };
}

/** The label-free figures of the later documents; without a map when it is null. */
export function measure({ later, halves, words, wordCount }: Feed, map: FeedMap | null, tools: TuneTools): Figures {
  const through = ({ vectors, bags }: Seen) => (map === null ? vectors : mapped(map, vectors, bags));
  return figuresOf(
    { whole: through(later), halves: [through(halves[0]), through(halves[1])] },
    { words, size: wordCount },
    tools,
  );
}

/** A fit that never saw half of the labels, and the later documents of these. */
interface Unseen {
  readonly fit: Fit;
  readonly later: readonly number[];
}

function withoutSome({ training, size, tasks }: Feed, labels: Labels, tools: TuneTools): Unseen | null {
  const names = [...new Set(labels.later.filter((label) => label !== null))].sort();
  const order = shuffled(names.length, tools.seed);
  const kept = new Set(Array.from(order.subarray(0, Math.floor(names.length / 2)), (i) => names[i] as string));
  const out = new Set(names.filter((name) => !kept.has(name)));
  const later = placesOf(labels.later, (label) => label !== null && out.has(label));
  const training_ = placesOf(labels.training, (label) => label === null || !out.has(label));
  if (out.size < 2 || later.length < LEAST_LABELLED || training_.length < LEAST_LABELLED) return null;
  const lessons = { tasks, labels: training_.map((i) => labels.training[i] as string | null) };
  return { fit: fitted(part(training, training_), size, tools, lessons), later };
}

function placesOf(labels: readonly (string | null)[], wanted: (label: string | null) => boolean): number[] {
  return labels.flatMap((label, i) => (wanted(label) ? [i] : []));
}

/** Some of the documents, in the order of `places`. */
export function part({ vectors, bags }: Seen, places: readonly number[]): Seen {
  const { dim } = vectors;
  const data = new Float32Array(places.length * dim);
  places.forEach((i, at) => {
    data.set(vectors.data.subarray(i * dim, (i + 1) * dim), at * dim);
  });
  return {
    vectors: { rows: places.length, dim, data },
    bags: bags === null ? null : places.map((i) => bags[i] as Bag),
  };
}

function judgeLabels(
  { later }: Feed,
  labels: readonly (string | null)[],
  { map, unseen }: Trial,
  tools: TuneTools,
): Candidate['labelled'] {
  const compare = (places: readonly number[], by: FeedMap): Changes => {
    const { vectors, bags } = part(later, places);
    const named = places.map((i) => labels[i] as string);
    return changes({ before: vectors, after: mapped(by, vectors, bags), labels: named }, tools);
  };
  const known = placesOf(labels, (label) => label !== null);
  if (known.length < LEAST_LABELLED) return null;
  return {
    all: compare(known, map),
    unseen: unseen === null ? null : compare(unseen.later, unseen.map),
  };
}

/** Whether the fit has the adapter that the recipe asks for. */
function fits({ adapter }: Recipe, { adapters }: Fit): boolean {
  return adapter === null || adapters.has(adapter);
}

function refusalsOf(
  { adapter }: Recipe,
  { plain, figures, labelled }: Pick<Candidate, 'figures' | 'labelled'> & { readonly plain: Figures },
): string[] {
  const found: string[] = [];
  if (!passes(plain, figures)) {
    const gain = figures.view - plain.view;
    if (gain <= LEAST_VIEW) found.push(`view gains ${gain.toFixed(3)}, not more than ${LEAST_VIEW}`);
    if (figures.lex <= plain.lex) found.push('neighbours share fewer words');
    if (figures.erank <= plain.erank) found.push('fewer directions are in use');
  }
  for (const [name, set] of [
    ['held-out documents', labelled?.all],
    ['held-out labels', labelled?.unseen],
  ] as const) {
    if (set === null || set === undefined) continue;
    for (const measure of harmed(set)) found.push(`${measure} of ${name} falls beyond chance`);
  }
  // What was learnt from labels may hold for these alone.
  if (adapter === 'labels' && (labelled?.unseen ?? null) === null)
    found.push('there are too few documents of held-out labels to say what it does to new topics');
  return found;
}
