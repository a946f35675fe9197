/** What each topic had when. Cells keep it, as they keep words, so that a topic's past goes with them when they regroup. */
import type { Cell, ModelState, Series, TopicId } from '../types.ts';
/** Documents over event time by topic; null: those of no topic. Parents have none of their own. */
export type Histories = ReadonlyMap<TopicId | null, Series>;
export declare function historiesOf({ cells, topics, unclaimed, }: Pick<ModelState, 'cells' | 'topics' | 'unclaimed'>): Histories;
/** A series with that of some cells. */
export declare function withCells(series: Series, cells: Iterable<Pick<Cell, 'history'>>): Series;
