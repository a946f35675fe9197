/** States written by hand. Without a word about it a cell is one document's at time 0, and nothing is forgotten. */
import { EMPTY_SERIES, minuteOf } from '../../../../src/core/history/buckets.ts';
import { DEFAULT_OPTIONS, type ModelOptions } from '../../../../src/core/model/options.ts';
import { emptyState } from '../../../../src/core/model/state.ts';
import type {
  BatchStats,
  Cell,
  CellStats,
  Exemplar,
  ModelState,
  OpenDocument,
  Panelist,
  Stray,
  Topic,
} from '../../../../src/core/types.ts';

export const DIM = 4;
export const HALF_LIFE = 1000;

export const options = (given: Partial<ModelOptions> = {}): ModelOptions => ({
  ...DEFAULT_OPTIONS,
  halfLife: Number.POSITIVE_INFINITY,
  ...given,
});

export const vector = (...values: number[]) => Float32Array.from({ length: DIM }, (_, j) => values[j] ?? 0);

/** A unit vector `degrees` from axis `from` towards axis `to`. */
export function turned(from: number, to: number, degrees: number): Float32Array {
  const v = vector();
  v[from] = Math.cos((degrees * Math.PI) / 180);
  v[to] = Math.sin((degrees * Math.PI) / 180);
  return v;
}

export const exemplar = (id: string, given: Partial<Exemplar> = {}): Exemplar => ({
  id,
  excerpt: `text of ${id}`,
  time: 0,
  score: 0.5,
  priority: 0.5,
  ...given,
});

export const cell = (id: number, mean: Float32Array, given: Partial<Cell> = {}): Cell => ({
  id,
  topic: null,
  weight: 1,
  documents: 1,
  history: EMPTY_SERIES,
  mean,
  spread: 0,
  reference: 0,
  recent: 1,
  terms: new Map(),
  added: [],
  exemplars: [],
  records: 1,
  ...given,
});

export const topic = (id: number, given: Partial<Topic> = {}): Topic => ({
  id,
  level: 0,
  status: 'live',
  parent: null,
  label: `label ${id}`,
  born: 0,
  updated: 0,
  documents: 0,
  earlier: 0,
  past: EMPTY_SERIES,
  weight: 0,
  peak: 0,
  mean: vector(),
  anchor: given.mean ?? vector(),
  trend: 0,
  trending: false,
  renamed: false,
  pinned: false,
  muted: false,
  ...given,
});

export const stray = (id: string, given: Partial<Stray> = {}): Stray => ({
  id,
  partition: 0,
  offset: 0n,
  time: 0,
  vector: vector(1),
  terms: new Map(),
  exemplar: exemplar(id),
  cell: 1,
  topic: null,
  revision: 0,
  arrival: 1,
  ...given,
});

export const panelist = (id: string, given: Partial<Panelist> = {}): Panelist => ({
  id,
  partition: 0,
  offset: 0n,
  time: 0,
  vector: vector(1),
  topic: 1,
  scores: Float32Array.of(0.5),
  known: false,
  draw: 0,
  ...given,
});

const byKey = <K, V>(list: readonly V[], key: (value: V) => K): Map<K, V> => new Map(list.map((v) => [key(v), v]));

type Given = Partial<Omit<ModelState, 'cells' | 'topics' | 'strays' | 'panel'>> & {
  readonly cells?: readonly Cell[];
  readonly topics?: readonly Topic[];
  readonly strays?: readonly Stray[];
  readonly panel?: readonly Panelist[];
};

/** No mean is taken away, and no warm-up. */
export function state({ cells = [], topics = [], strays = [], panel = [], ...given }: Given = {}): ModelState {
  return {
    ...emptyState({ epoch: 0, encoder: 'planted', products: 'reference-f32', dim: DIM }, { seed: 1, warmup: 0 }),
    version: 1,
    count: cells.reduce((sum, { documents }) => sum + documents, 0),
    nextCell: 100,
    nextTopic: 100,
    ...given,
    cells: byKey(cells, (c) => c.id),
    topics: byKey(topics, (t) => t.id),
    strays: byKey(strays, (s) => s.id),
    panel: byKey(panel, (p) => p.id),
  };
}

export const sums = (sum: Float32Array, given: Partial<CellStats> = {}): CellStats => ({
  reference: 0,
  weight: 1,
  documents: 1,
  minutes: new Map([[minuteOf(given.reference ?? 0), given.documents ?? 1]]),
  sum,
  spread: 0,
  terms: new Map(),
  exemplars: [],
  ...given,
});

export const open = (id: string, v: Float32Array, given: Partial<OpenDocument> = {}): OpenDocument => ({
  id,
  offset: 0n,
  time: 0,
  vector: v,
  terms: new Map(),
  topic: null,
  exemplar: exemplar(id),
  ...given,
});

export const stats = (given: Partial<BatchStats> = {}): BatchStats => ({
  model: 1,
  span: { topic: 'documents', partition: 0, epoch: 0, from: 0n, to: 10n },
  reference: 0,
  documents: 1,
  cells: new Map(),
  open: [],
  settled: [],
  sampled: [],
  texts: new Float64Array(),
  deleted: [],
  orders: [],
  ...given,
});
