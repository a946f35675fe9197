/** Small streams with planted themes, and a model that lives on them: what the laws of the core are tried on. */
import { type AbsorbResult, absorb } from '../../src/core/model/absorb.ts';
import { type Assigned, assign } from '../../src/core/model/assign.ts';
import { DEFAULT_OPTIONS, LIFE, type ModelOptions } from '../../src/core/model/options.ts';
import { emptyState } from '../../src/core/model/state.ts';
import { viewOf } from '../../src/core/model/view.ts';
import type { Seeder } from '../../src/core/ports.ts';
import {
  type BatchStats,
  CONTROL,
  type EncodedBatch,
  type Millis,
  type ModelState,
  type Order,
  type Span,
  type TopicEvent,
} from '../../src/core/types.ts';
import { referenceProducts, stack } from '../../src/core/vector.ts';

export const HOUR: Millis = 3_600_000;
export const START: Millis = 1_700_000_000_000;

/** Mulberry32: uniform numbers in [0, 1) from a seed. */
export function rng(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function unit(values: ArrayLike<number>): Float32Array {
  const length = Math.hypot(...Array.from(values));
  return Float32Array.from(values, (x) => x / length);
}

/**
 * A unit vector near a mixture of themes. Theme t is axis t + 1; all share axis 0, as sentence vectors share a mean.
 * `noise` is the expected length of what is added to the theme's own unit.
 */
export function themed(
  mix: Readonly<Record<number, number>>,
  at: { dim: number; noise: number; random: () => number },
) {
  const v = Array.from({ length: at.dim }, () => (at.noise * normal(at.random)) / Math.sqrt(at.dim));
  v[0] = (v[0] as number) + 0.7;
  for (const [theme, part] of Object.entries(mix)) v[Number(theme) + 1] = (v[Number(theme) + 1] as number) + part;
  return unit(v);
}

export interface Doc {
  readonly id: string;
  readonly time: Millis;
  readonly vector: Float32Array;
  readonly terms?: readonly (readonly [string, number])[];
  readonly text?: string;
}

export function batchOf(
  docs: readonly Doc[],
  { dim, from = 0n, deleted = [] }: { dim: number; from?: bigint; deleted?: readonly string[] },
): EncodedBatch {
  return {
    docs: docs.map(({ id, time, text }) => ({ id, time, text: text ?? `text of ${id}` })),
    offsets: docs.map((_, i) => from + BigInt(i)),
    vectors: stack(
      docs.map((doc) => doc.vector),
      dim,
    ),
    terms: docs.map((doc) => new Map(doc.terms ?? [])),
    deleted,
  };
}

/** Three Lloyd iterations from evenly spaced rows: enough of k-means for the laws. */
export const plainSeeder: Seeder = {
  name: 'plain',
  seed({ rows, dim, data }, k) {
    const at = (i: number): Float32Array => data.subarray(i * dim, (i + 1) * dim);
    let centres = Array.from({ length: k }, (_, c) => Float64Array.from(at(Math.floor((c * rows) / k))));
    const cluster = new Int32Array(rows);
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < rows; i++) {
        const distances = centres.map((centre) =>
          at(i).reduce((sum, x, j) => sum + (x - (centre[j] as number)) ** 2, 0),
        );
        cluster[i] = distances.indexOf(Math.min(...distances));
      }
      centres = centres.map((centre, c) => {
        const members = [...cluster.keys()].filter((i) => cluster[i] === c);
        return members.length === 0
          ? centre
          : centre.map((_, j) => members.reduce((sum, i) => sum + (at(i)[j] as number), 0) / members.length);
      });
    }
    return cluster;
  },
};

export function toolsFor(options: Partial<ModelOptions> = {}, seeder: Seeder = plainSeeder) {
  return { options: { ...DEFAULT_OPTIONS, ...options }, products: referenceProducts, seeder };
}

/** One record's way through the model. */
export interface Turn {
  readonly before: ModelState;
  readonly batch: EncodedBatch;
  readonly assigned: Assigned;
  readonly stats: BatchStats;
  readonly result: AbsorbResult;
  /** The state after it, as published. */
  readonly after: ModelState;
}

export interface Push {
  readonly partition?: number;
  readonly deleted?: readonly string[];
  /** How many versions the worker's model is behind. */
  readonly lag?: number;
  /** Counts as many documents as a regrouping needs. */
  readonly due?: boolean;
  /** False adds nothing to the version: the record is published with the next. */
  readonly publish?: boolean;
}

/** A model with one worker a partition; each push is a span. */
export function createModel(options: Partial<ModelOptions>, dim: number, seeder: Seeder = plainSeeder) {
  const tools = toolsFor(options, seeder);
  const turns: Turn[] = [];
  const published = [emptyState({ epoch: 0, encoder: 'planted', products: 'reference-f32', dim }, tools.options)];
  let state = published[0] as ModelState;
  const offsets = new Map<number, bigint>();
  let ordered = 0n;
  return {
    tools,
    turns,
    get state() {
      return state;
    },
    /** What somebody wants of the topics. */
    order(order: Order): readonly TopicEvent[] {
      const span: Span = { topic: 'stats', partition: CONTROL, epoch: 0, from: ordered, to: ++ordered };
      const nothing = { documents: 0, cells: new Map(), open: [], settled: [], sampled: [], deleted: [] };
      const stats = {
        model: state.version,
        span,
        reference: 0,
        ...nothing,
        texts: new Float64Array(),
        orders: [order],
      };
      const result = absorb(state, stats, tools);
      state = { ...result.state, version: state.version + 1 };
      published.push(state);
      return result.events;
    },
    push(docs: readonly Doc[], how: Push = {}): Turn {
      const partition = how.partition ?? 0;
      const from = offsets.get(partition) ?? 0n;
      const span: Span = { topic: 'documents', partition, epoch: 0, from, to: from + BigInt(docs.length) + 1n };
      offsets.set(partition, span.to);
      const seen = published[Math.max(0, published.length - 1 - (how.lag ?? 0))] as ModelState;
      const batch = batchOf(docs, { dim, from, deleted: how.deleted ?? [] });
      const assigned = assign(viewOf(seen, tools.options.halfLife), batch, span, tools);
      const stats = how.due ? { ...assigned.stats, documents: LIFE.regroupEvery } : assigned.stats;
      const before = state;
      const result = absorb(before, stats, tools);
      const publish = how.publish ?? true;
      state = publish
        ? { ...result.state, version: before.version + 1, statsOffset: BigInt(turns.length + 1) }
        : result.state;
      if (publish) published.push(state);
      const turn = { before, batch, assigned, stats, result, after: state };
      turns.push(turn);
      return turn;
    },
  };
}

export type Model = ReturnType<typeof createModel>;

/** Σ of the cells' weights at stream time. */
export function massOf(state: ModelState): number {
  let mass = 0;
  for (const cell of state.cells.values()) mass += cell.weight;
  return mass;
}
