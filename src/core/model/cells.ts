/** Cells: small centroids with BETULA features (Lang & Schubert 2020), forgotten by event time. */
import { add as addMinutes, EMPTY_SERIES, endOf, join as joinSeries } from '../history/buckets.ts';
import { Counts } from '../text/counts.ts';
import type { Cell, CellId, CellStats, Exemplar, Millis, ModelState } from '../types.ts';
import { blend, scaled, squaredDistance } from '../vector.ts';
import { boundTerms, landmarkOf, recentHalfLife, regained, remaining } from './decay.ts';
import { LIFE, type ModelOptions } from './options.ts';

type Forgetting = Pick<ModelOptions, 'halfLife' | 'maxTerms'>;

/** What is left of a cell's weight at a later event time. */
export function weightAt(cell: Cell, time: Millis, halfLife: Millis): number {
  return cell.weight * remaining(time - cell.reference, halfLife);
}

/** What is left of all cells' weight at stream time. */
export function livingWeight(
  { cells, streamTime }: Pick<ModelState, 'cells' | 'streamTime'>,
  halfLife: Millis,
): number {
  let living = 0;
  for (const cell of cells.values()) living += weightAt(cell, streamTime, halfLife);
  return living;
}

/** The largest reservoir keys stay; one exemplar an id. */
export function keepExemplars(a: readonly Exemplar[], b: readonly Exemplar[], most: number): readonly Exemplar[] {
  if (b.length === 0) return a;
  const byId = new Map<string, Exemplar>();
  for (const e of a) byId.set(e.id, e);
  for (const e of b) byId.set(e.id, e);
  return [...byId.values()].sort((x, y) => y.priority - x.priority || (x.id < y.id ? -1 : 1)).slice(0, most);
}

/** Records after which the counts of the latest are summed up. */
const SUMMED_EVERY = 16;

/** All term counts of a cell, at the landmark of its reference. */
export function countsOf({ terms, added }: Pick<Cell, 'terms' | 'added'>): Counts {
  return added.length === 0 ? Counts.from(terms) : Counts.sum([terms, ...added].map(Counts.from));
}

/** A cell that holds the stats alone. */
export function found(id: CellId, stats: CellStats, options: Forgetting): Cell {
  const { reference } = stats;
  return {
    id,
    topic: null,
    weight: stats.weight,
    documents: stats.documents,
    history: addMinutes(EMPTY_SERIES, stats.minutes),
    mean: scaled(stats.sum, 1 / stats.weight),
    spread: stats.spread,
    reference,
    recent: recentOf(stats, options),
    terms: boundTerms(atLandmark(stats, reference, options), options.maxTerms),
    added: [],
    exemplars: keepExemplars([], stats.exemplars, LIFE.exemplars),
    records: 1,
  };
}

/** A record's documents as they count at its reference for trends: a batch may be of a minute or of weeks. */
function recentOf({ minutes, reference }: CellStats, { halfLife }: Forgetting): number {
  const short = recentHalfLife(halfLife);
  let recent = 0;
  for (const [minute, count] of minutes) recent += count * remaining(reference - endOf(minute), short);
  return recent;
}

/** The counts of a record as they are at the landmark of a cell's reference. */
function atLandmark(
  stats: Pick<CellStats, 'terms' | 'reference'>,
  reference: Millis,
  { halfLife }: Forgetting,
): Counts {
  return Counts.from(stats.terms).scaled(regained(landmarkOf(reference, halfLife), stats.reference, halfLife));
}

/** What some cells count, at the landmark of a later reference, and counts that are at it already. */
function countsAt(
  cells: readonly Cell[],
  reference: Millis,
  { halfLife }: Forgetting,
  arrived: readonly Counts[] = [],
): Counts {
  const landmark = landmarkOf(reference, halfLife);
  const parts: Counts[] = [];
  const factors: number[] = [];
  for (const { terms, added, reference: then } of cells) {
    const left = remaining(landmark - landmarkOf(then, halfLife), halfLife);
    for (const part of [terms, ...added]) {
      parts.push(Counts.from(part));
      factors.push(left);
    }
  }
  return Counts.sum([...parts, ...arrived], [...factors, ...arrived.map(() => 1)]);
}

type Sums = Pick<Cell, 'weight' | 'documents' | 'mean' | 'spread' | 'reference' | 'recent'>;

/**
 * The union of two weighted sets: n = a + b, m = m_a + (b/n)(m_b − m_a),
 * S = S_a + S_b + (a·b/n)‖m_a − m_b‖² (Chan, Golub & LeVeque 1983), both first brought to the later reference.
 */
function union(a: Sums, b: Sums, options: Forgetting): Sums {
  const reference = Math.max(a.reference, b.reference);
  const fa = remaining(reference - a.reference, options.halfLife);
  const fb = remaining(reference - b.reference, options.halfLife);
  const wa = a.weight * fa;
  const wb = b.weight * fb;
  const weight = wa + wb;
  const recent = (cell: Sums): number =>
    cell.recent * remaining(reference - cell.reference, recentHalfLife(options.halfLife));
  return {
    weight,
    documents: a.documents + b.documents,
    mean: blend(a.mean, b.mean, wb / weight),
    spread: a.spread * fa + b.spread * fb + ((wa * wb) / weight) * squaredDistance(a.mean, b.mean),
    reference,
    recent: recent(a) + recent(b),
  };
}

/** The cell with the stats of one span added. */
export function add(cell: Cell, stats: CellStats, options: Forgetting): Cell {
  const mean = scaled(stats.sum, 1 / stats.weight);
  const sums = union(cell, { ...stats, recent: recentOf(stats, options), mean }, options);
  const records = cell.records + 1;
  const arrived = atLandmark(stats, sums.reference, options);
  const moved = landmarkOf(sums.reference, options.halfLife) !== landmarkOf(cell.reference, options.halfLife);
  const counts =
    moved || records % SUMMED_EVERY === 0
      ? {
          terms: boundTerms(countsAt([cell], sums.reference, options, [arrived]), options.maxTerms),
          added: [],
        }
      : { terms: cell.terms, added: [...cell.added, arrived] };
  const exemplars = keepExemplars(cell.exemplars, stats.exemplars, LIFE.exemplars);
  const history = addMinutes(cell.history, stats.minutes);
  return { id: cell.id, topic: cell.topic, ...sums, history, ...counts, exemplars, records };
}

/** Cells as one, under the id and topic of the heaviest (at the latest of their references); of one cell the very same. */
export function mergeCells(cells: readonly Cell[], options: Forgetting): Cell {
  const time = cells.reduce((latest, { reference }) => Math.max(latest, reference), 0);
  const weight = new Map(cells.map((cell) => [cell, weightAt(cell, time, options.halfLife)]));
  const weightOf = (cell: Cell): number => weight.get(cell) as number;
  const sorted = [...cells].sort((a, b) => weightOf(b) - weightOf(a) || a.id - b.id);
  const [heaviest, ...lighter] = sorted as [Cell, ...Cell[]];
  if (lighter.length === 0) return heaviest;
  return {
    id: heaviest.id,
    topic: sorted.find(({ topic }) => topic !== null)?.topic ?? null,
    ...lighter.reduce((sums: Sums, cell) => union(sums, cell, options), heaviest),
    history: lighter.reduce((series, { history }) => joinSeries(series, history), heaviest.history),
    terms: boundTerms(countsAt(sorted, time, options), options.maxTerms),
    added: [],
    exemplars: lighter.reduce(
      (kept, { exemplars }) => keepExemplars(kept, exemplars, LIFE.exemplars),
      heaviest.exemplars,
    ),
    records: sorted.reduce((sum, { records }) => sum + records, 0),
  };
}
