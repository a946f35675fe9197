/** How many documents each topic was given between two versions of the model. */
import { survivor } from '../model/join.ts';
import type { Cell, CellId, ModelState, TopicId } from '../types.ts';

type Growth = Map<TopicId | null, number>;

/**
 * Documents that cells took in between two versions, by the topic that each cell belongs to now; null are those of no
 * topic. Cells count, not topics: a cell that changes its topic brings no new documents along, and one that was merged
 * away since is in its survivor already. When the warm-up ends all cells are founded anew: then what came is shared out
 * by what each topic has.
 */
export function growth(
  before: Pick<ModelState, 'cells' | 'warming'>,
  after: Pick<ModelState, 'cells' | 'moved' | 'warming'>,
): Growth {
  if (before.warming && !after.warming) return shares(before.cells, after.cells);
  const had = new Map<CellId, number>();
  for (const { id, documents } of before.cells.values()) {
    const now = survivor(id, after);
    if (now !== null) had.set(now, (had.get(now) ?? 0) + documents);
  }
  const grown: Growth = new Map();
  for (const { id, topic, documents } of after.cells.values()) {
    const more = documents - (had.get(id) ?? 0);
    if (more > 0) grown.set(topic, (grown.get(topic) ?? 0) + more);
  }
  return grown;
}

/** The topic in which most documents of a topic of before are told now; null when its cells are nobody's, or forgotten. */
export function heir(topic: TopicId, before: Pick<ModelState, 'cells'>, after: Pick<ModelState, 'cells' | 'moved'>) {
  const parts: Growth = new Map();
  for (const { id, topic: owner, documents } of before.cells.values()) {
    const now = owner === topic ? survivor(id, after) : null;
    const into = now === null ? null : (after.cells.get(now)?.topic ?? null);
    if (into !== null) parts.set(into, (parts.get(into) ?? 0) + documents);
  }
  const [first] = [...parts].sort(([a, m], [b, n]) => n - m || Number(a) - Number(b));
  return first?.[0] ?? null;
}

function shares(before: ReadonlyMap<CellId, Cell>, after: ReadonlyMap<CellId, Cell>): Growth {
  const all = total(after);
  const part = all > 0 ? Math.max(0, all - total(before)) / all : 0;
  const grown: Growth = new Map();
  if (part === 0) return grown;
  for (const { topic, documents } of after.values()) grown.set(topic, (grown.get(topic) ?? 0) + documents * part);
  return grown;
}

function total(cells: ReadonlyMap<CellId, Cell>): number {
  let documents = 0;
  for (const cell of cells.values()) documents += cell.documents;
  return documents;
}
