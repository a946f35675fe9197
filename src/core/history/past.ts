/** What each topic had when. Cells keep it, as they keep words, so that a topic's past goes with them when they regroup. */
import type { Cell, ModelState, Series, TopicId } from '../types.ts';
import { EMPTY_SERIES, join } from './buckets.ts';

/** Documents over event time by topic; null: those of no topic. Parents have none of their own. */
export type Histories = ReadonlyMap<TopicId | null, Series>;

export function historiesOf({
  cells,
  topics,
  unclaimed,
}: Pick<ModelState, 'cells' | 'topics' | 'unclaimed'>): Histories {
  const histories = new Map<TopicId | null, Series>([[null, unclaimed]]);
  for (const { id, past, level } of topics.values()) if (level === 0) histories.set(id, past);
  for (const { topic, history } of cells.values())
    histories.set(topic, join(histories.get(topic) ?? EMPTY_SERIES, history));
  return histories;
}

/** A series with that of some cells. */
export function withCells(series: Series, cells: Iterable<Pick<Cell, 'history'>>): Series {
  let all = series;
  for (const { history } of cells) all = join(all, history);
  return all;
}
