/** Another half-life than that of the last run: what hangs on it beside weights, which decay from now on. */
import { Counts } from '../text/counts.ts';
import type { Cell, Millis, ModelState, Panelist, Terms } from '../types.ts';
import { landmarkOf, regained, remaining } from './decay.ts';
import { byDraw } from './panel.ts';

/**
 * The state as if it had been kept with a half-life (ms, Infinity for none) so far: counts of words go to its landmarks,
 * draws of the panel to its scale; else words would count 2^16 times too much or too little, and no document would ever be
 * drawn again. The very same with the half-life of before. A state that does not know its own is taken to be right.
 */
export function keptWith(state: ModelState, halfLife: Millis): ModelState {
  const { halfLife: before } = state;
  if (before === halfLife) return state;
  if (before === 0) return { ...state, halfLife };
  const panel = [...state.panel.values()].map((panelist) => redrawn(panelist, before, halfLife)).sort(byDraw);
  return {
    ...state,
    halfLife,
    cells: new Map([...state.cells].map(([id, cell]) => [id, recounted(cell, before, halfLife)])),
    panel: new Map(panel.map((panelist) => [panelist.id, panelist])),
  };
}

/** Each count is worth at the cell's reference what it was. */
function recounted(cell: Cell, before: Millis, after: Millis): Cell {
  const { reference } = cell;
  const factor =
    remaining(reference - landmarkOf(reference, before), before) *
    regained(landmarkOf(reference, after), reference, after);
  const brought = (terms: Terms): Counts => Counts.from(terms).scaled(factor);
  return { ...cell, terms: brought(cell.terms), added: cell.added.map(brought) };
}

/** A document's draw, in which its time stands in half-lives. */
function redrawn(panelist: Panelist, before: Millis, after: Millis): Panelist {
  return { ...panelist, draw: panelist.draw + panelist.time * Math.LN2 * (1 / before - 1 / after) };
}
