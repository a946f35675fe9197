/** The panel: documents drawn from what still counts of the stream, newer ones likelier, to judge Θ by. */
import { uniform } from '../random.ts';
import type { Document, ModelState, Panelist } from '../types.ts';
import { CERTAINTY, type ModelOptions } from './options.ts';

/**
 * Key of the draw of a document met by a model that knew `count` others: those with the smallest keys are a sample in
 * which a document's chance is proportional to its weight, count · 2^(time / halfLife). They are the logarithms
 * of the exponential keys −ln(u) / weight of Efraimidis & Spirakis (2006), which neither overflow nor need an origin of
 * time.
 */
export function drawOf(
  { id, time }: Pick<Document, 'id' | 'time'>,
  count: number,
  { halfLife, seed }: Pick<ModelOptions, 'halfLife' | 'seed'>,
): number {
  // Another seed than that of exemplars: the two samples are independent.
  const key = Math.log(-Math.log(uniform(id, seed ^ 0x5bd1e995))) - Math.log(count + 1);
  return Number.isFinite(halfLife) ? key - (time / halfLife) * Math.LN2 : key;
}

type Drawn = Pick<Panelist, 'id' | 'draw'>;

export function byDraw(a: Drawn, b: Drawn): number {
  return a.draw - b.draw || (a.id < b.id ? -1 : 1);
}

/**
 * Of documents of one batch, in their order, as many as the panel has room for, without loss: those with the smallest draws, of
 * each id the last one written.
 */
export function shortlisted<T extends Drawn>(documents: readonly T[]): readonly T[] {
  if (documents.length <= CERTAINTY.panel) return documents;
  const last = new Map(documents.map((document) => [document.id, document]));
  const kept = new Set([...last.values()].sort(byDraw).slice(0, CERTAINTY.panel));
  return documents.filter((document) => kept.has(document));
}

/** The draw below which a document is wanted: ∞ while there is room. */
export function wantedBelow(panel: ModelState['panel']): number {
  if (panel.size < CERTAINTY.panel) return Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (const { draw } of panel.values()) largest = Math.max(largest, draw);
  return largest;
}

/** Without what was deleted, and with those that arrive and whose topic is still known: else nothing can be said of it. */
export function drawn(
  { panel, topics }: Pick<ModelState, 'panel' | 'topics'>,
  arriving: readonly Panelist[],
  deleted: readonly string[],
): ModelState['panel'] {
  const judged = arriving.filter(({ topic }) => topics.get(topic)?.level === 0);
  if (judged.length === 0 && !deleted.some((id) => panel.has(id))) return panel;
  const gone = new Set(deleted);
  const all = new Map(panel);
  // A document written again is drawn anew.
  for (const panelist of judged) all.set(panelist.id, panelist);
  const kept = [...all.values()].filter(({ id }) => !gone.has(id)).sort(byDraw);
  return new Map(kept.slice(0, CERTAINTY.panel).map((panelist) => [panelist.id, panelist]));
}
