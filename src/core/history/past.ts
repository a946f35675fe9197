/**
 * What each topic had when: kept by cells, as words are, so that a topic's past goes with its cells when they regroup.
 * Gathered from the versions of a model as they come.
 */
import { survivor } from '../model/join.ts';
import type { CellId, ModelState, TopicId } from '../types.ts';
import { add, EMPTY_SERIES, join, type Series, scaled } from './buckets.ts';

/** Documents over event time by topic; null: those of no topic. Parents have none of their own. */
export type Histories = ReadonlyMap<TopicId | null, Series>;

export interface Past {
  readonly cells: ReadonlyMap<CellId, Series>;
  /** Of cells that are forgotten, by the topic that they last belonged to. */
  readonly forgotten: Histories;
}

export const NO_PAST: Past = { cells: new Map(), forgotten: new Map() };

type Before = Pick<ModelState, 'cells' | 'warming'>;
type After = Pick<ModelState, 'cells' | 'moved' | 'warming' | 'topics' | 'streamTime'>;

/** The past after one more version: what a cell took in since belongs to the stream time of that version. */
export function remembered(past: Past, before: Before, after: After): Past {
  if (before.warming && !after.warming) return foundedAnew(past, before, after);
  const cells = new Map<CellId, Series>();
  const forgotten = new Map(past.forgotten);
  const had = new Map<CellId, number>();
  for (const { id, topic, documents } of before.cells.values()) {
    const series = past.cells.get(id) ?? EMPTY_SERIES;
    const now = survivor(id, after);
    if (now === null) put(forgotten, topic, series);
    else {
      put(cells, now, series);
      had.set(now, (had.get(now) ?? 0) + documents);
    }
  }
  for (const { id, documents } of after.cells.values()) {
    const more = documents - (had.get(id) ?? 0);
    if (more > 0) cells.set(id, add(cells.get(id) ?? EMPTY_SERIES, after.streamTime, more));
  }
  for (const [topic, series] of forgotten) {
    if (topic === null || after.topics.has(topic)) continue;
    forgotten.delete(topic);
    put(forgotten, heir(topic, before, after), series);
  }
  return { cells, forgotten };
}

/** When the warm-up ends all cells are founded anew, of the same documents: each takes its part of the whole past. */
function foundedAnew(past: Past, before: Before, after: After): Past {
  const all = [...after.cells.values()];
  const documents = all.reduce((sum, cell) => sum + cell.documents, 0);
  const old = [...before.cells.values()].reduce((sum, cell) => sum + cell.documents, 0);
  const known = [...past.cells.values()].reduce(join, EMPTY_SERIES);
  const whole = add(known, after.streamTime, Math.max(0, documents - old));
  const cells = new Map(all.map((cell) => [cell.id, scaled(whole, cell.documents / documents)]));
  return { cells, forgotten: past.forgotten };
}

/** The topic in which most documents of a topic of before are told now; null when its cells are nobody's, or forgotten. */
function heir(topic: TopicId, before: Before, after: After): TopicId | null {
  const parts = new Map<TopicId, number>();
  for (const { id, topic: owner, documents } of before.cells.values()) {
    const now = owner === topic ? survivor(id, after) : null;
    const into = now === null ? null : (after.cells.get(now)?.topic ?? null);
    if (into !== null) parts.set(into, (parts.get(into) ?? 0) + documents);
  }
  const [first] = [...parts].sort(([a, m], [b, n]) => n - m || a - b);
  return first?.[0] ?? null;
}

export function historiesOf(past: Past, { cells }: Pick<ModelState, 'cells'>): Histories {
  const histories = new Map(past.forgotten);
  for (const [id, series] of past.cells) put(histories, cells.get(id)?.topic ?? null, series);
  return histories;
}

function put<K>(into: Map<K, Series>, key: K, series: Series): void {
  const known = into.get(key);
  into.set(key, known ? join(known, series) : series);
}
