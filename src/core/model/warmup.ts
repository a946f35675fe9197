/** The end of the warm-up: cells founded anew from a buffer that shows the stream better than its first documents. */
import { minuteOf } from '../history/buckets.ts';
import type { Seeder } from '../ports.ts';
import { Counts } from '../text/counts.ts';
import type { Cell, CellId, CellStats, ModelState, Stray, TopicId } from '../types.ts';
import { centre, stack } from '../vector.ts';
import { add, found } from './cells.ts';
import { survivor } from './join.ts';
import { pinnedTopics } from './members.ts';

import type { ModelOptions } from './options.ts';

/** Buffered documents a cell, on average, at the seeding; of a small buffer, fewer. */
const DOCUMENTS_PER_CELL = 8;
const LEAST_CELLS = 12;

/**
 * Clusters the buffer by k-means over centred vectors (k far above any number of topics: cells are small) and founds
 * the cells anew from it. Each takes over the topic that most of its documents had, so that regrouping keeps the ids
 * by overlap. What the model knew only of documents no longer in the buffer (deleted ones) goes; and of those whose cells
 * were forgotten meanwhile, as of a slow feed, the archive knows: they count there, and are not met again.
 */
export function seedAnew(state: ModelState, options: ModelOptions, seeder: Seeder): ModelState {
  const buffer = [...state.strays.values()].filter(({ cell }) => survivor(cell, state) !== null);
  const raw = stack(
    buffer.map((stray) => stray.vector),
    state.dim,
  );
  const enough = Math.max(LEAST_CELLS, Math.round(buffer.length / DOCUMENTS_PER_CELL));
  const k = Math.min(options.maxCells, enough, buffer.length);
  const cluster = seeder.seed(centre(raw, state.mean), k, options.seed);
  const cells = new Map<CellId, Cell>();
  const ids = new Map<number, CellId>();
  const votes = new Map<CellId, Map<TopicId, number>>();
  const placed = new Map<string, CellId>();
  // Equal documents of one span share their arrival and count once, as they did when they were absorbed.
  const counted = new Map<number, CellId>();
  let nextCell = state.nextCell;
  buffer.forEach((stray, i) => {
    const twin = counted.get(stray.arrival);
    if (twin !== undefined) {
      placed.set(stray.id, twin);
      return;
    }
    const c = cluster[i] as number;
    let id = ids.get(c);
    if (id === undefined) {
      id = nextCell++;
      ids.set(c, id);
    }
    const sums = alone(stray);
    const cell = cells.get(id);
    cells.set(id, cell ? add(cell, sums, options) : found(id, sums, options));
    const holder = survivor(stray.cell, state);
    const topic = holder === null ? null : (state.cells.get(holder)?.topic ?? null);
    if (topic !== null) {
      const counts = votes.get(id) ?? new Map<TopicId, number>();
      counts.set(topic, (counts.get(topic) ?? 0) + 1);
      votes.set(id, counts);
    }
    placed.set(stray.id, id);
    counted.set(stray.arrival, id);
  });
  for (const [id, counts] of votes) {
    const [topic] = [...counts].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] < a[0]) ? b : a));
    cells.set(id, { ...(cells.get(id) as Cell), topic });
  }
  keepPinned(state, cells, votes);
  const strays = new Map<string, Stray>();
  for (const [id, stray] of state.strays) {
    const cell = placed.get(id);
    if (cell !== undefined) strays.set(id, { ...stray, cell });
    else if (stray.topic === null) strays.set(id, stray);
  }
  return { ...state, cells: new Map([...cells].sort(([a], [b]) => a - b)), strays, nextCell, moved: new Map() };
}

/** A pinned topic that was outvoted has the cell with most of its documents; one that the buffer has none of, what it had. */
function keepPinned(
  state: ModelState,
  cells: Map<CellId, Cell>,
  votes: ReadonlyMap<CellId, ReadonlyMap<TopicId, number>>,
): void {
  const pinned = pinnedTopics(state);
  const taken = new Set([...cells.values()].map(({ topic }) => topic));
  for (const id of pinned) {
    if (taken.has(id)) continue;
    const free = [...votes].filter(([cell, counts]) => counts.has(id) && !pinned.has(cells.get(cell)?.topic ?? 0));
    const [best] = free.sort(([a, m], [b, n]) => (n.get(id) ?? 0) - (m.get(id) ?? 0) || a - b);
    if (best) cells.set(best[0], { ...(cells.get(best[0]) as Cell), topic: id });
    else for (const cell of state.cells.values()) if (cell.topic === id) cells.set(cell.id, cell);
  }
}

function alone(stray: Stray): CellStats {
  return {
    reference: stray.time,
    weight: 1,
    documents: 1,
    minutes: new Map([[minuteOf(stray.time), 1]]),
    sum: stray.vector,
    spread: 0,
    terms: Counts.from(stray.terms).damped(),
    exemplars: [stray.exemplar],
  };
}
