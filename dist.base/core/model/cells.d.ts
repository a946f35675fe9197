import { Counts } from '../text/counts.ts';
import type { Cell, CellId, CellStats, Exemplar, Millis, ModelState } from '../types.ts';
import { type ModelOptions } from './options.ts';
type Forgetting = Pick<ModelOptions, 'halfLife' | 'maxTerms'>;
/** What is left of a cell's weight at a later event time. */
export declare function weightAt(cell: Cell, time: Millis, halfLife: Millis): number;
/** What is left of all cells' weight at stream time. */
export declare function livingWeight({ cells, streamTime }: Pick<ModelState, 'cells' | 'streamTime'>, halfLife: Millis): number;
/** The largest reservoir keys stay; one exemplar an id. */
export declare function keepExemplars(a: readonly Exemplar[], b: readonly Exemplar[], most: number): readonly Exemplar[];
/** All term counts of a cell, at the landmark of its reference. */
export declare function countsOf({ terms, added }: Pick<Cell, 'terms' | 'added'>): Counts;
/** A cell that holds the stats alone. */
export declare function found(id: CellId, stats: CellStats, options: Forgetting): Cell;
/** The cell with the stats of one span added. */
export declare function add(cell: Cell, stats: CellStats, options: Forgetting): Cell;
/** Cells as one, under the id and topic of the heaviest (at the latest of their references); of one cell the very same. */
export declare function mergeCells(cells: readonly Cell[], options: Forgetting): Cell;
export {};
