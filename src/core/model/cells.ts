/** Cells: small centroids with BETULA features (Lang & Schubert 2020), forgotten by event time. */
import type { Cell, CellId, CellStats, Exemplar, Millis, TopicId } from '../types.ts';
import { blend, scaled, squaredDistance } from '../vector.ts';
import { addTerms, boundTerms, recentHalfLife, remaining } from './decay.ts';
import { LIFE, type ModelOptions } from './options.ts';

type Forgetting = Pick<ModelOptions, 'halfLife' | 'maxTerms'>;

/** What is left of a cell's weight at a later event time. */
export function weightAt(cell: Cell, time: Millis, halfLife: Millis): number {
  return cell.weight * remaining(time - cell.reference, halfLife);
}

/** The largest reservoir keys stay; one exemplar an id. */
export function keepExemplars(a: readonly Exemplar[], b: readonly Exemplar[], most: number): readonly Exemplar[] {
  if (b.length === 0) return a;
  const byId = new Map<string, Exemplar>();
  for (const e of a) byId.set(e.id, e);
  for (const e of b) byId.set(e.id, e);
  return [...byId.values()].sort((x, y) => y.priority - x.priority || (x.id < y.id ? -1 : 1)).slice(0, most);
}

/** A cell that holds the stats alone. */
export function found(id: CellId, stats: CellStats, options: Forgetting): Cell {
  return {
    id,
    topic: null,
    weight: stats.weight,
    documents: stats.documents,
    mean: scaled(stats.sum, 1 / stats.weight),
    spread: stats.spread,
    reference: stats.reference,
    recent: stats.documents,
    terms: boundTerms(stats.terms, options.maxTerms),
    exemplars: keepExemplars([], stats.exemplars, LIFE.exemplars),
    records: 1,
  };
}

/**
 * The union of two weighted sets: n = a + b, m = m_a + (b/n)(m_b − m_a),
 * S = S_a + S_b + (a·b/n)‖m_a − m_b‖² (Chan, Golub & LeVeque 1983), both first brought to the later reference.
 */
function union(a: Cell, b: Omit<Cell, 'id' | 'topic'>, options: Forgetting): Omit<Cell, 'id' | 'topic'> {
  const reference = Math.max(a.reference, b.reference);
  const fa = remaining(reference - a.reference, options.halfLife);
  const fb = remaining(reference - b.reference, options.halfLife);
  const wa = a.weight * fa;
  const wb = b.weight * fb;
  const weight = wa + wb;
  const recent = (cell: Pick<Cell, 'recent' | 'reference'>): number =>
    cell.recent * remaining(reference - cell.reference, recentHalfLife(options.halfLife));
  return {
    weight,
    documents: a.documents + b.documents,
    mean: blend(a.mean, b.mean, wb / weight),
    spread: a.spread * fa + b.spread * fb + ((wa * wb) / weight) * squaredDistance(a.mean, b.mean),
    reference,
    recent: recent(a) + recent(b),
    terms: boundTerms(addTerms(a.terms, fa, b.terms, fb), options.maxTerms),
    exemplars: keepExemplars(a.exemplars, b.exemplars, LIFE.exemplars),
    records: a.records + b.records,
  };
}

/** The cell with the stats of one span added. */
export function add(cell: Cell, stats: CellStats, options: Forgetting): Cell {
  return { ...union(cell, found(0, stats, options), options), id: cell.id, topic: cell.topic };
}

/** Two cells as one, under the id and topic of the heavier (at the later of their references). */
export function mergeCells(a: Cell, b: Cell, options: Forgetting): Cell {
  const time = Math.max(a.reference, b.reference);
  const wa = weightAt(a, time, options.halfLife);
  const wb = weightAt(b, time, options.halfLife);
  const [heavy, light] = wa > wb || (wa === wb && a.id < b.id) ? [a, b] : [b, a];
  const topic: TopicId | null = heavy.topic ?? light.topic;
  return { ...union(heavy, light, options), id: heavy.id, topic };
}
