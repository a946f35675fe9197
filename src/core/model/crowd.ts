/** The bounds on cells: what is forgotten goes, what is too many merges. */
import { withCells } from '../history/past.ts';
import type { Products } from '../ports.ts';
import type { Cell, CellId, ModelState, TopicId } from '../types.ts';
import { agglomerate, groupsAfter, type Join, type Points, resultantLinkage } from './agglomerate.ts';
import { livingWeight, mergeCells, weightAt } from './cells.ts';
import { thresholdsOf } from './geometry.ts';
import { pointsOf } from './gram.ts';
import { pinnedTopics } from './members.ts';
import { LIFE, type ModelOptions } from './options.ts';
import { membersOf } from './partition.ts';

/** How fast the radius follows the feed: the most it moves for a record, and the documents in which it would. */
const RADIUS_STEP = 0.2;
const RADIUS_DOCUMENTS = 1024;

/** Part of `maxCells` left after a crowd was thinned, so that it is not thinned again for every record. */
const KEPT = 0.8;

/** Part of `maxCells` below which there is room for more. */
const ROOM = 0.75;

/** Candidates whose decayed weight is next to nothing go. Call after regrouping, which lets go of a faded topic's cells. */
export function drop(state: ModelState, options: ModelOptions): ModelState {
  const faded = (cell: Cell): boolean =>
    cell.topic === null && weightAt(cell, state.streamTime, options.halfLife) < LIFE.minCellWeight;
  const gone = [...state.cells.values()].filter(faded);
  if (gone.length === 0) return state;
  const kept = [...state.cells].filter(([, cell]) => !faded(cell));
  return { ...state, cells: new Map(kept), unclaimed: withCells(state.unclaimed, gone) };
}

/**
 * While there are more than `maxCells`, joins the two whose union loses least resultant length, cells of one topic
 * first.
 */
export function crowd(state: ModelState, options: ModelOptions, products: Products): ModelState {
  const { cells } = state;
  if (cells.size <= options.maxCells) return state;
  const list = [...cells.values()];
  const now = (cell: Cell): number => weightAt(cell, state.streamTime, options.halfLife);
  const points = pointsOf(
    list.map((cell) => ({ weight: now(cell), mean: cell.mean })),
    state.mean,
    products,
  );
  const joins = thinned(points, list, { maxCells: options.maxCells, apart: pinnedTopics(state) });
  const root = groupsAfter(list.length, joins, joins.length);
  const kept: Cell[] = [];
  const moved = new Map<CellId, CellId>(state.moved);
  for (const rows of membersOf(root)) {
    if (rows.length === 0) continue;
    const group = rows.map((row) => list[row] as Cell);
    const survivor = mergeCells(group, options);
    kept.push(survivor);
    for (const { id } of group) {
      if (id === survivor.id) continue;
      moved.delete(id);
      moved.set(id, survivor.id);
    }
  }
  for (const id of moved.keys()) {
    // While it warms up all are known: the seeding takes what waits in a cell that is not found for forgotten.
    if (state.warming || moved.size <= LIFE.maxMoved) break;
    moved.delete(id);
  }
  return { ...state, cells: new Map(kept.sort((a, b) => a.id - b.id).map((cell) => [cell.id, cell])), moved };
}

/** Cells of topics `apart` join only those of the same one, whatever else must. */
function thinned(
  points: Points,
  cells: readonly Cell[],
  { maxCells, apart }: { readonly maxCells: number; readonly apart: ReadonlySet<TopicId> },
): Join[] {
  const atMost = Math.ceil(maxCells * KEPT);
  const kinds = cells.map((cell) => cell.topic ?? -1);
  const joins = agglomerate(points, resultantLinkage, { atMost, kinds });
  if (cells.length - joins.length <= maxCells) return joins;
  const loose = cells.map(({ topic }) => (topic !== null && apart.has(topic) ? topic : -1));
  return agglomerate(points, resultantLinkage, { atMost, kinds: loose });
}

/**
 * The radius after a record of so many documents, of which some were beyond it: while cells are many, the cosine beyond
 * which lies the wanted part of the feed's documents, found by stochastic approximation (Robbins & Monro 1951); while
 * there is room for more, it closes up to the radius that the space has (`thresholdsOf`). What is wanted is that
 * `LIFE.renewal` times as many documents as there may be cells lie beyond it before as much is new as lives: all of a
 * short stream, few of a long one. It stays above what a topic claims.
 */
export function radiusAfter(
  state: ModelState,
  { documents, open }: { readonly documents: number; readonly open: number },
  { maxCells, halfLife }: Pick<ModelOptions, 'maxCells' | 'halfLife'>,
): number {
  const { radius, cells, warming, geometry } = state;
  if (warming || documents === 0) return radius;
  const pace = RADIUS_STEP * -Math.expm1(-documents / RADIUS_DOCUMENTS);
  const wanted = Math.min(1, (LIFE.renewal * maxCells) / livingWeight(state, halfLife));
  const beyond = cells.size < maxCells * ROOM ? 0 : open / documents;
  const { claim, radius: most } = thresholdsOf(geometry);
  return Math.min(most, Math.max(claim, radius + pace * (wanted - beyond)));
}
