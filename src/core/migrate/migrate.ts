/** From one encoder to another without losing topics: a map from documents that both have seen, and what it is worth. */
import { measured } from '../model/geometry.ts';
import { standings } from '../model/theta.ts';
import { viewOf } from '../model/view.ts';
import type { Products } from '../ports.ts';
import type { CellId, Embeddings, Millis, ModelState, TopicEvent, TopicId } from '../types.ts';
import { centre, row, stack } from '../vector.ts';
import { type Affine, type Decompose, procrustes } from './affine.ts';
import { moved, type Pairs } from './move.ts';

/** What hangs on the documents alone, and so holds for every version of a model. */
export interface Plan {
  readonly map: Affine;
  /** What the map was fitted on. */
  readonly fitted: Pairs;
  /** Documents that had no part in it. */
  readonly heldOut: Pairs;
}

/** How many of the held-out documents keep their topic. */
export interface Agreement {
  readonly documents: number;
  /** Part of all that keep it; a stray that stays one keeps it too. */
  readonly all: number;
  /** Those whose topic leads the next by more than the median lead, */
  readonly sureDocuments: number;
  /** and the part of them that keep it. */
  readonly sure: number;
}

export interface Migration {
  /** Its version is the one before plus 1. */
  readonly state: ModelState;
  readonly events: readonly TopicEvent[];
  readonly agreement: Agreement;
}

export interface MigrateTools {
  /** Id of the new encoder. */
  readonly encoder: string;
  readonly halfLife: Millis;
  readonly products: Products;
}

/** Every so manieth document is held out. */
const HELD_OUT = 5;
/** Fewer documents than this say nothing of a map, nor of what it is worth. */
export const LEAST_PAIRS = 200;

/** Throws RangeError for fewer documents than `LEAST_PAIRS`. */
export function planOf(pairs: Pairs, decompose: Decompose): Plan {
  const { rows } = pairs.old;
  if (rows < LEAST_PAIRS) throw new RangeError(`${rows} documents are too few for a map: give ${LEAST_PAIRS} or more`);
  const every = Array.from({ length: rows }, (_, i) => i);
  const out = (i: number): boolean => i % HELD_OUT === HELD_OUT - 1;
  const fitted = part(
    pairs,
    every.filter((i) => !out(i)),
  );
  return { map: procrustes(fitted.old, fitted.fresh, decompose), fitted, heldOut: part(pairs, every.filter(out)) };
}

function part({ old, fresh, places }: Pairs, rows: readonly number[]): Pairs {
  const of = (all: Embeddings) =>
    stack(
      rows.map((i) => row(all, i)),
      all.dim,
    );
  return {
    old: of(old),
    fresh: of(fresh),
    places: places === null ? null : rows.map((i) => places[i] as (typeof places)[number]),
  };
}

/** Pure. The model as the new encoder would have it; nothing is refused here. */
export function migrated(before: ModelState, { map, fitted, heldOut }: Plan, tools: MigrateTools): Migration {
  const { encoder, halfLife } = tools;
  const version = before.version + 1;
  const refresh = { pairs: fitted, cells: cellsOf(before, fitted.old, tools) };
  const arrived = moved(before, { map, encoder, version, halfLife, refresh });
  const there = { ...arrived, geometry: measured(arrived, tools.products) };
  const then = standingsOf(before, heldOut.old, tools);
  const now = standingsOf(there, heldOut.fresh, tools);
  // What is remembered of scores is told in those of the new space.
  const ratio = sum(now.map(({ score }) => score)) / sum(then.map(({ score }) => score));
  const state = { ...(ratio > 0 ? rescored(there, ratio) : there), version };
  const topic = ({ theta }: (typeof then)[number]): TopicId | null => theta[0]?.topic ?? null;
  const kept = then.map((standing, i) => topic(standing) === topic(now[i] as typeof standing));
  const leads = then.map(({ scores }) => (scores[0] ?? 0) - (scores[1] ?? 0));
  const claimed = then.flatMap((standing, i) => (topic(standing) === null ? [] : [leads[i] as number]));
  const median = claimed.sort((a, b) => a - b)[claimed.length >> 1] ?? 0;
  const sure = kept.filter((_, i) => topic(then[i] as (typeof then)[number]) !== null && (leads[i] as number) > median);
  const agreement = {
    documents: kept.length,
    all: partOf(kept),
    sureDocuments: sure.length,
    sure: partOf(sure),
  };
  const byTopic = then.map((standing, i) => ({ topic: topic(standing), kept: kept[i] as boolean }));
  const events = eventsOf(state, before.encoder, byTopic);
  return { state: { ...state, sequence: state.sequence + events.length }, events, agreement };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function partOf(kept: readonly boolean[]): number {
  return kept.length === 0 ? 0 : kept.filter(Boolean).length / kept.length;
}

function standingsOf(state: ModelState, vectors: Embeddings, { halfLife, products }: MigrateTools) {
  const view = viewOf(state, halfLife);
  return standings(view, centre(vectors, view.mean), products);
}

/** The nearest cell of each document; null without cells. */
function cellsOf(state: ModelState, vectors: Embeddings, { halfLife, products }: MigrateTools): (CellId | null)[] {
  const view = viewOf(state, halfLife);
  return standings(view, centre(vectors, view.mean), products).map(({ cell }) => view.cellIds[cell] ?? null);
}

/** Scores are cosines, which are smaller in one space than in another: certainty for a score stays what it was. */
function rescored(state: ModelState, ratio: number): ModelState {
  const { certainty, panel } = state;
  return {
    ...state,
    certainty: { ...certainty, score: certainty.score / ratio, lead: certainty.lead / Math.sqrt(ratio) },
    panel: new Map(
      [...panel].map(([id, panelist]) => [id, { ...panelist, scores: panelist.scores.map((score) => score * ratio) }]),
    ),
  };
}

/** One for each live topic and parent, with what became of its documents among those held out. */
function eventsOf(
  state: ModelState,
  was: string,
  documents: readonly { readonly topic: TopicId | null; readonly kept: boolean }[],
): TopicEvent[] {
  const parentOf = (id: TopicId | null) => (id === null ? null : (state.topics.get(id)?.parent ?? null));
  return [...state.topics.values()]
    .filter(({ status }) => status === 'live')
    .map(({ id, level, label }, i) => {
      const own = documents.filter(({ topic }) => (level === 0 ? topic : parentOf(topic)) === id);
      return {
        type: 'migrated',
        topic: id,
        level,
        into: [],
        from: [],
        label,
        reason: `its documents are seen by ${state.encoder} now, before by ${was}`,
        numbers: { documents: own.length, kept: own.filter(({ kept }) => kept).length },
        time: state.streamTime,
        sequence: state.sequence + i,
      };
    });
}
