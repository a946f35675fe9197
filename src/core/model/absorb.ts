/** The trainer's half: the stats of one span → the next model. One record at a time, in the order of the log. */

import type { Products, Seeder } from '../ports.ts';
import {
  type BatchStats,
  type Cell,
  type CellId,
  CONTROL,
  type ModelState,
  type OpenDocument,
  type Panelist,
  type RevisedTheta,
  type Stray,
  type TopicEvent,
} from '../types.ts';
import { admit } from './admit.ts';
import { calibrate } from './calibrate.ts';
import { livingWeight } from './cells.ts';
import { counted } from './copies.ts';
import { crowd, drop, radiusAfter } from './crowd.ts';
import { measured } from './geometry.ts';
import { keptWith } from './halflife.ts';
import { join, meanWith, type OpenSet, openSet, textsOf } from './join.ts';
import { understood } from './late.ts';
import { LIFE, type ModelOptions } from './options.ts';
import { drawn, drawOf } from './panel.ts';
import { regroup } from './regroup.ts';
import { rehearsed } from './rehearse.ts';
import { revise } from './revise.ts';
import { begunAt, steer } from './steer.ts';
import { seedAnew } from './warmup.ts';

export interface AbsorbTools {
  readonly options: ModelOptions;
  readonly products: Products;
  readonly seeder: Seeder;
  /** Go on over a gap in the spans of a partition instead of refusing; default false. */
  readonly acceptLoss?: boolean;
}

export interface AbsorbResult {
  /** The very state that came in when there was nothing to absorb. */
  readonly state: ModelState;
  readonly events: readonly TopicEvent[];
  readonly revised: readonly RevisedTheta[];
}

/**
 * Pure and deterministic: equal states and stats give equal results, bit for bit. Births, merges and splits depend on
 * weights and records alone, never on how records are grouped into published versions. Throws as `admit` does.
 */
export function absorb(found: ModelState, made: BatchStats, tools: AbsorbTools): AbsorbResult {
  const { options, products } = tools;
  const stats = understood(found, made);
  if (!admit(found, stats, tools.acceptLoss ?? false)) return { state: found, events: [], revised: [] };
  const before = keptWith(found, options.halfLife);
  if (stats.span.partition === CONTROL) return steered(before, stats, tools);
  const grown = grow(before, stats, tools);
  const { events, regrouped, arrived } = grown;
  let { state } = grown;
  // What was said of documents is held against what is known now.
  if (before.count === 0)
    state = { ...state, panel: drawn(state, rehearsal(before, stats, grown, tools), stats.deleted) };
  if (regrouped) state = calibrate({ ...state, geometry: measured(state, products) }, events, options, products);
  // What was open is seen again.
  const waiting = regrouped === 'seeded' ? 'all' : regrouped ? 'claimed' : 'none';
  const review = { arrived, first: stats.model === 0, waiting } as const;
  const { revised, ...revision } = revise(state, review, options, products);
  return { state: revision.state, events, revised };
}

/** Commands among the stats: what is open is seen again when they changed what there is. */
function steered(before: ModelState, stats: BatchStats, { options, products }: AbsorbTools): AbsorbResult {
  const { span } = stats;
  const absorbed = withPartition(before.absorbed, span.partition, { epoch: span.epoch, offset: span.to });
  const begun: ModelState = { ...before, absorbed, records: before.records + 1 };
  const { state, events } = steer(begun, stats, options, products);
  const waiting = state.groupedAt === before.groupedAt && state.cells === before.cells ? 'none' : 'claimed';
  const { revised, ...revision } = revise(state, { arrived: [], first: false, waiting }, options, products);
  return { state: revision.state, events, revised };
}

interface Grown {
  readonly state: ModelState;
  readonly events: readonly TopicEvent[];
  readonly regrouped: false | 'due' | 'seeded';
  /** The open documents of the span, as they wait. */
  readonly arrived: readonly Stray[];
}

/** The model with the span's documents in it. */
function grow(before: ModelState, stats: BatchStats, { options, products, seeder }: AbsorbTools): Grown {
  const { span } = stats;
  const open = openSet(stats, before);
  // 1. Time, and the mean that centring takes away.
  const streamTime = Math.max(before.streamTime, stats.reference);
  let state: ModelState = {
    ...before,
    ...(before.count === 0 && before.topics.size > 0 ? begunAt(streamTime, before) : {}),
    ...meanWith(before, stats, open),
    streamTime,
    copies: counted(before.copies, textsOf(stats, open), streamTime, options.halfLife),
    absorbed: withPartition(before.absorbed, span.partition, { epoch: span.epoch, offset: span.to }),
    records: before.records + 1,
    pending: before.pending + stats.documents,
  };
  // 2. Sums into cells, open documents into cells or new ones.
  const { holders, ...joined } = join(state, stats, open, options, products);
  state = { ...state, ...joined };
  // 3. Among those that wait, and in the panel: who leaves, who arrives.
  state = forget(state, stats);
  const arrived = arrivals(state, stats, open, holders);
  // Drawn anew: a worker may still have had another half-life.
  const sampled = stats.sampled.map((document) => {
    const draw = drawOf(document, before.count, options);
    return { ...document, partition: span.partition, known: false, draw };
  });
  state = {
    ...state,
    strays: withArrivals(state.strays, arrived),
    nextArrival: state.nextArrival + stats.open.length,
    panel: drawn(state, sampled, stats.deleted),
  };
  // 4. The bounds on cells.
  const beyond = { documents: stats.documents, open: stats.open.length };
  state = { ...crowd(state, options, products), radius: radiusAfter(state, beyond, options) };
  // 5. Cells → topics, once enough was added.
  const events: TopicEvent[] = [];
  const due = regroupingDue(state, options);
  if (due) {
    const result = regroup(state, options, products);
    state = result.state;
    events.push(...result.events);
  }
  // 6. The end of the warm-up; then cells go that are as good as forgotten.
  const seeding = state.warming && warmedUp(state, options);
  if (seeding) {
    const result = regroup(seedAnew(state, options, seeder), options, products);
    state = { ...result.state, warming: false };
    events.push(...result.events);
  }
  const regrouped = seeding ? 'seeded' : due && 'due';
  if (regrouped) state = drop(state, options);
  return { state, events, regrouped, arrived: current(arrived, state.strays) };
}

/** The first span, had its older half been met first. */
function rehearsal(before: ModelState, stats: BatchStats, { state, arrived }: Grown, tools: AbsorbTools): Panelist[] {
  const half = arrived.length >> 1;
  const met = new Set(arrived.slice(0, half).map(({ offset }) => offset));
  const open = stats.open.filter(({ offset }) => met.has(offset));
  const { state: early } = grow(before, { ...stats, documents: half, open }, tools);
  return rehearsed({ state, early, half }, arrived, tools.options, tools.products);
}

/** Enough is new, for a stream so short, and for cells so many and a living weight so large or after so long a time. */
function regroupingDue(state: ModelState, { halfLife }: ModelOptions): boolean {
  const { pending, count, streamTime, groupedAt } = state;
  if (pending < Math.min(LIFE.regroupEvery, count * LIFE.regroupGrowth)) return false;
  if (streamTime - groupedAt >= LIFE.regroupTime) return true;
  if (pending < state.cells.size ** 2 / LIFE.regroupCells) return false;
  return pending >= LIFE.regroupPart * livingWeight(state, halfLife);
}

/** The buffer is full, or as many again were absorbed without filling it: few ids, written again and again. */
function warmedUp({ strays, count }: ModelState, { warmup }: ModelOptions): boolean {
  return strays.size > 0 && (strays.size >= warmup || count >= 2 * warmup);
}

function withPartition<T>(map: ReadonlyMap<number, T>, partition: number, value: T): Map<number, T> {
  return new Map(
    [...map]
      .filter(([p]) => p !== partition)
      .concat([[partition, value]])
      .sort((a, b) => a[0] - b[0]),
  );
}

/** Deleted ids leave the exemplars and those that wait; superseded ones wait no longer. What they added to sums stays. */
function forget(state: ModelState, { deleted, settled }: BatchStats): ModelState {
  const waiting = (id: string): boolean => state.strays.has(id);
  let { cells, strays } = state;
  if (deleted.some(waiting) || settled.some(waiting)) {
    const gone = new Set([...deleted, ...settled]);
    strays = new Map([...strays].filter(([id]) => !gone.has(id)));
  }
  if (deleted.length > 0) {
    const gone = new Set(deleted);
    const shown = (cell: Cell): boolean => cell.exemplars.some((e) => gone.has(e.id));
    cells = new Map(
      [...cells].map(([id, cell]) => [
        id,
        shown(cell) ? { ...cell, exemplars: cell.exemplars.filter((e) => !gone.has(e.id)) } : cell,
      ]),
    );
  }
  return { ...state, cells, strays };
}

/** The open documents of the span as they will wait; those deleted or superseded in it do not. Equal ones arrive as one. */
function arrivals(state: ModelState, stats: BatchStats, open: OpenSet, holders: readonly CellId[]): Stray[] {
  const gone = new Set([...stats.deleted, ...stats.settled]);
  return stats.open.flatMap((doc: OpenDocument, i) =>
    gone.has(doc.id)
      ? []
      : {
          id: doc.id,
          partition: stats.span.partition,
          offset: doc.offset,
          time: doc.time,
          vector: doc.vector,
          terms: state.warming ? doc.terms : new Map<string, number>(),
          exemplar: doc.exemplar,
          cell: holders[i] as CellId,
          topic: doc.topic,
          revision: 0,
          arrival: state.nextArrival + (open.first[i] as number),
        },
  );
}

function withArrivals(strays: ModelState['strays'], arrived: readonly Stray[]): ModelState['strays'] {
  if (arrived.length === 0) return strays;
  const all = new Map(strays);
  // Those that waited came earlier; of one id the last stays.
  const newest = new Map(arrived.map((stray) => [stray.id, stray]));
  for (const id of newest.keys()) all.delete(id);
  for (const stray of [...newest.values()].sort((a, b) => a.arrival - b.arrival)) all.set(stray.id, stray);
  return all;
}

/** The seeding writes new cells into those that wait: the same documents as they are now. */
function current(arrived: readonly Stray[], strays: ModelState['strays']): Stray[] {
  return arrived.map((stray) => {
    const now = strays.get(stray.id);
    return now?.offset === stray.offset && now.partition === stray.partition ? now : stray;
  });
}
