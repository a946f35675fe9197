/**
 * Prints what assigning and absorbing cost: `npx tsx test/bench/model.ts` (ONLY=int16 for one kernel, to profile it).
 * The model has 1,000 cells under 200 topics of 384 dimensions, a large one (TOPICS=1000 for a larger one, CELLS=300 for as
 * many as `model.maxCells` allows by default), and a feed so busy that such speeds matter: 1,000 documents a second of event
 * time, 5 % of them beside the cells (OPEN=.05). Both kernels of Products, and batches of two sizes, side by side.
 */
import { EMPTY_SERIES, minuteOf } from '../../src/core/history/buckets.ts';
import { absorb } from '../../src/core/model/absorb.ts';
import { assign } from '../../src/core/model/assign.ts';
import { found } from '../../src/core/model/cells.ts';
import { DEFAULT_OPTIONS, LIFE, type ModelOptions } from '../../src/core/model/options.ts';
import { emptyState } from '../../src/core/model/state.ts';
import { type View, viewOf } from '../../src/core/model/view.ts';
import type { Products } from '../../src/core/ports.ts';
import { reservoirKey } from '../../src/core/random.ts';
import { Counts } from '../../src/core/text/counts.ts';
import type { Cell, EncodedBatch, Exemplar, ModelState, Topic } from '../../src/core/types.ts';
import { referenceProducts, stack } from '../../src/core/vector.ts';
import { kmeansSeeder } from '../../src/edges/kmeans.ts';
import { int16Products } from '../../src/edges/products/int16.ts';
import { normal, rng } from '../laws/stream.ts';

const DIM = 384;
const TOPICS = Number(process.env.TOPICS || 200);
const CELLS = Number(process.env.CELLS || 5 * TOPICS);
/** Part of the documents that lies beside the cells of its topic. */
const OPEN = Number(process.env.OPEN || 0.05);
const SMALL = 256;
const LARGE = 4096;
/** Documents of a round, */
const ROUND = 16_384;
/** of those that the slow kernel gets. */
const SLOW_ROUND = 2048;
const ROUNDS = 5;
/** Documents that each cell has seen already: a million in all, half a minute of a feed as fast as is asked for here, */
const SEEN = 1000;
/** of which so many are drawn; the others are like them. */
const DRAWN = 24;
const TERMS = 30;
const START = 1_700_000_000_000;

const options: ModelOptions = {
  ...DEFAULT_OPTIONS,
  maxCells: 1.25 * CELLS,
  maxTopics: Math.max(DEFAULT_OPTIONS.maxTopics, 1.25 * TOPICS),
};
const random = rng(1);

function direction(): Float32Array {
  const v = Float32Array.from({ length: DIM }, () => normal(random));
  const norm = Math.hypot(...v);
  return v.map((x) => x / norm);
}

/** Σ weight·vector, brought to length 1. */
function mixed(parts: readonly (readonly [weight: number, vector: Float32Array])[]): Float32Array {
  const v = Float32Array.from({ length: DIM }, (_, j) => parts.reduce((sum, [w, x]) => sum + w * (x[j] as number), 0));
  const norm = Math.hypot(...v);
  return v.map((x) => x / norm);
}

// All share a direction, as sentence vectors do. Topics come in pairs, with a cosine of about .4 between them; cells of
// a topic have one of .75, documents one of .7 to their cell.
const shared = direction();
const pairs = Array.from({ length: TOPICS / 2 }, direction);
const topics = Array.from({ length: TOPICS }, direction);
const cells = Array.from({ length: CELLS }, direction);
const topicOf = (cell: number): number => Math.floor((cell * TOPICS) / CELLS);
const vectorIn = (cell: number, beside = false): Float32Array =>
  mixed([
    [0.7, shared],
    [Math.sqrt(0.3), pairs[topicOf(cell) >> 1] as Float32Array],
    [Math.sqrt(0.45), topics[topicOf(cell)] as Float32Array],
    [Math.sqrt(0.25), beside ? direction() : (cells[cell] as Float32Array)],
    [beside ? 1.6 : 1.05, direction()],
  ]);

/** Half of the words are the topic's own, half everybody's; few words are frequent, as in a language. */
function termsIn(cell: number): Map<string, number> {
  const word = (own: boolean): string => {
    const rank = Math.floor(Math.exp(random() * Math.log(own ? 400 : 20_000)));
    return own ? `topic${topicOf(cell)}word${rank}` : `word${rank}`;
  };
  return new Map(Array.from({ length: TERMS }, (_, i) => [word(i % 2 === 0), 1]));
}

const text = 'A sentence of an article about the state of the world, as it is today. '.repeat(8);

/** What documents of the stream look like; they come again and again. */
const pool = Array.from({ length: ROUND }, () => Math.floor(random() * CELLS));
const vectors = stack(
  pool.map((cell) => vectorIn(cell, random() < OPEN)),
  DIM,
);
const terms = pool.map((cell) => Counts.from(termsIn(cell)));

/** The documents [first, first + size) of the stream. */
function batchAt(first: number, size: number): EncodedBatch {
  const at = first % ROUND;
  const numbers = Array.from({ length: size }, (_, i) => first + i);
  return {
    docs: numbers.map((n) => ({
      id: `document-${n}`,
      text,
      time: START + n,
      title: 'A headline of a usual length for a newspaper',
      url: `https://news.example/articles/${n}`,
    })),
    offsets: numbers.map(BigInt),
    vectors: { rows: size, dim: DIM, data: vectors.data.slice(at * DIM, (at + size) * DIM) },
    terms: terms.slice(at, at + size),
    deleted: [],
  };
}

/** The model after SEEN documents in each of the planted cells. */
function matureState(products: Products, seen: ReadonlyMap<number, Cell>): ModelState {
  const empty = emptyState({ epoch: 0, encoder: 'planted', products: products.name, dim: DIM }, options);
  const mean = new Float64Array(DIM);
  for (const cell of seen.values())
    cell.mean.forEach((x, j) => {
      mean[j] = (mean[j] as number) + x / CELLS;
    });
  const live = topics.map((_, t): [number, Topic] => [
    t + 1,
    {
      id: t + 1,
      level: 0,
      status: 'live',
      parent: null,
      label: `topic ${t + 1}`,
      born: START,
      updated: START,
      documents: (SEEN * CELLS) / TOPICS,
      earlier: 0,
      past: EMPTY_SERIES,
      weight: (SEEN * CELLS) / TOPICS,
      peak: (SEEN * CELLS) / TOPICS,
      mean: new Float32Array(DIM),
      anchor: new Float32Array(DIM),
      trend: 0,
      trending: false,
      renamed: false,
      pinned: false,
      muted: false,
    },
  ]);
  return {
    ...empty,
    streamTime: START,
    mean: Float32Array.from(mean),
    count: SEEN * CELLS,
    warming: false,
    groupedAt: START,
    records: SEEN * 4,
    nextCell: CELLS + 1,
    nextTopic: TOPICS + 1,
    cells: seen,
    topics: new Map(live),
  };
}

/** What is left in the reservoir of a cell. */
function exemplarsOf(cell: number): Exemplar[] {
  const ids = Array.from({ length: SEEN }, (_, n) => `seen-${cell}-${n}`);
  const keys = ids.map((id) => ({ id, priority: reservoirKey(id, 0.7 ** 4, options.seed) }));
  return keys
    .sort((a, b) => b.priority - a.priority)
    .slice(0, LIFE.exemplars)
    .map(({ id, priority }) => ({ id, excerpt: text.slice(0, 280), time: START, score: 0.7, priority }));
}

/** A cell with SEEN documents. */
function seenCell(cell: number): [number, Cell] {
  const vectors = Array.from({ length: DRAWN }, () => vectorIn(cell));
  const each = SEEN / DRAWN;
  const sum = new Float32Array(DIM);
  for (const v of vectors) for (let j = 0; j < DIM; j++) sum[j] = (sum[j] as number) + each * (v[j] as number);
  const square = sum.reduce((s, x) => s + x * x, 0);
  const counts = new Map<string, number>();
  for (let n = 0; n < SEEN; n++) for (const term of termsIn(cell).keys()) counts.set(term, (counts.get(term) ?? 0) + 1);
  const stats = {
    reference: START,
    weight: SEEN,
    documents: SEEN,
    minutes: new Map([[minuteOf(START), SEEN]]),
    sum,
    // Σ‖x − m‖² of unit vectors.
    spread: SEEN - square / SEEN,
    terms: counts,
    exemplars: exemplarsOf(cell),
  };
  return [cell + 1, { ...found(cell + 1, stats, options), topic: topicOf(cell) + 1, records: SEEN }];
}

/** Seconds of each step, and documents that travelled whole. */
interface Costs {
  open: number;
  view: number;
  assign: number;
  absorb: number;
}

type Step = Exclude<keyof Costs, 'open'>;

/** Folds a round into a model, each batch assigned with the model of the one before and what that cost. */
function fold(
  before: ModelState,
  { products, size, documents }: Kind,
  first: number,
): { state: ModelState; costs: Costs } {
  const tools = { options, products, seeder: kmeansSeeder };
  const costs: Costs = { open: 0, view: 0, assign: 0, absorb: 0 };
  const timed = <T>(step: Step, work: () => T): T => {
    const start = performance.now();
    const result = work();
    costs[step] += (performance.now() - start) / 1000;
    return result;
  };
  let state = before;
  for (let at = first; at < first + documents; at += size) {
    const batch = batchAt(at, size);
    const span = { topic: 'documents', partition: 0, epoch: 0, from: BigInt(at), to: BigInt(at + size) };
    const view: View = timed('view', () => viewOf(state, options.halfLife));
    const { stats } = timed('assign', () => assign(view, batch, span, tools));
    costs.open += stats.open.length;
    const result = timed('absorb', () => absorb(state, stats, tools));
    state = { ...result.state, version: state.version + 1, statsOffset: state.statsOffset + 1n };
  }
  return { state, costs };
}

function bare({ products, size }: Kind, view: View): number {
  const batch = batchAt(0, size);
  const start = performance.now();
  products.products(batch.vectors, view.cells);
  products.products(batch.vectors, view.topics);
  const macs = size * (view.cells.rows + view.topics.rows) * DIM;
  return macs / (performance.now() - start) / 1e6;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

interface Kind {
  readonly products: Products;
  /** Documents in a batch, and in a round. */
  readonly size: number;
  readonly documents: number;
}

const kinds: readonly Kind[] = [
  { products: referenceProducts, size: SMALL, documents: SLOW_ROUND },
  { products: int16Products(), size: SMALL, documents: ROUND },
  { products: int16Products(), size: LARGE, documents: ROUND },
].filter(({ products }) => (process.env.ONLY ?? products.name) === products.name);

const seen = new Map(Array.from({ length: CELLS }, (_, c) => seenCell(c)));
const runs = kinds.map((kind) => ({
  kind,
  state: matureState(kind.products, seen),
  view: viewOf(matureState(kind.products, seen), options.halfLife),
  speeds: [] as number[],
  costs: [] as Costs[],
}));

for (let round = 0; round <= ROUNDS; round++) {
  // They take turns, so that what else the machine does meets all. The first round is for the compiler.
  for (const run of runs) {
    const speed = bare(run.kind, run.view);
    const { state, costs } = fold(run.state, run.kind, round * run.kind.documents);
    run.state = state;
    if (round === 0) continue;
    run.speeds.push(speed);
    run.costs.push(costs);
  }
}

const line = (name: string, figures: readonly string[]): void =>
  console.log(`${name.padEnd(38)}${figures.map((figure) => figure.padStart(16)).join('')}`);
const perDocument = (step: Step): string[] =>
  runs.map(({ kind, costs }) => `${((median(costs.map((c) => c[step])) * 1e6) / kind.documents).toFixed(1)} µs`);
const perSecond = (...steps: Step[]): string[] =>
  runs.map(({ kind, costs }) => {
    const seconds = median(costs.map((c) => steps.reduce((sum, step) => sum + c[step], 0)));
    return Math.round(kind.documents / seconds).toLocaleString('en');
  });
line(
  `${DIM} dimensions`,
  runs.map(({ kind }) => kind.products.name),
);
line(
  'documents in a batch',
  runs.map(({ kind }) => kind.size.toLocaleString('en')),
);
line(
  'cells under topics, at the end',
  runs.map(({ state }) => {
    const live = [...state.topics.values()].filter(({ status, level }) => status === 'live' && level === 0);
    return `${state.cells.size} / ${live.length}`;
  }),
);
line(
  'products alone, GMAC a second',
  runs.map(({ speeds }) => median(speeds).toFixed(1)),
);
line(
  'open documents',
  runs.map(({ kind, costs }) => `${((100 * median(costs.map(({ open }) => open))) / kind.documents).toFixed(1)} %`),
);
line('view, a document', perDocument('view'));
line('assign, a document', perDocument('assign'));
line('absorb, a document', perDocument('absorb'));
line('assign, documents a second', perSecond('assign'));
line('absorb, documents a second', perSecond('absorb'));
line('assign + absorb, documents a second', perSecond('assign', 'absorb'));
line('with a view for each batch', perSecond('view', 'assign', 'absorb'));
