/** Cells: small centroids with BETULA features (Lang & Schubert 2020), forgotten by event time. */
import { add as addMinutes, EMPTY_SERIES, join as joinSeries } from "../history/buckets.js";
import { Counts } from "../text/counts.js";
import { blend, scaled, squaredDistance } from "../vector.js";
import { boundTerms, landmarkOf, recentHalfLife, regained, remaining } from "./decay.js";
import { LIFE } from "./options.js";
/** What is left of a cell's weight at a later event time. */
export function weightAt(cell, time, halfLife) {
    return cell.weight * remaining(time - cell.reference, halfLife);
}
/** What is left of all cells' weight at stream time. */
export function livingWeight({ cells, streamTime }, halfLife) {
    let living = 0;
    for (const cell of cells.values())
        living += weightAt(cell, streamTime, halfLife);
    return living;
}
/** The largest reservoir keys stay; one exemplar an id. */
export function keepExemplars(a, b, most) {
    if (b.length === 0)
        return a;
    const byId = new Map();
    for (const e of a)
        byId.set(e.id, e);
    for (const e of b)
        byId.set(e.id, e);
    return [...byId.values()].sort((x, y) => y.priority - x.priority || (x.id < y.id ? -1 : 1)).slice(0, most);
}
/** Records after which the counts of the latest are summed up. */
const SUMMED_EVERY = 16;
/** All term counts of a cell, at the landmark of its reference. */
export function countsOf({ terms, added }) {
    return added.length === 0 ? Counts.from(terms) : Counts.sum([terms, ...added].map(Counts.from));
}
/** A cell that holds the stats alone. */
export function found(id, stats, options) {
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
        recent: stats.documents,
        terms: boundTerms(atLandmark(stats, reference, options), options.maxTerms),
        added: [],
        exemplars: keepExemplars([], stats.exemplars, LIFE.exemplars),
        records: 1,
    };
}
/** The counts of a record as they are at the landmark of a cell's reference. */
function atLandmark(stats, reference, { halfLife }) {
    return Counts.from(stats.terms).scaled(regained(landmarkOf(reference, halfLife), stats.reference, halfLife));
}
/** What some cells count, at the landmark of a later reference, and counts that are at it already. */
function countsAt(cells, reference, { halfLife }, arrived = []) {
    const landmark = landmarkOf(reference, halfLife);
    const parts = [];
    const factors = [];
    for (const { terms, added, reference: then } of cells) {
        const left = remaining(landmark - landmarkOf(then, halfLife), halfLife);
        for (const part of [terms, ...added]) {
            parts.push(Counts.from(part));
            factors.push(left);
        }
    }
    return Counts.sum([...parts, ...arrived], [...factors, ...arrived.map(() => 1)]);
}
/**
 * The union of two weighted sets: n = a + b, m = m_a + (b/n)(m_b − m_a),
 * S = S_a + S_b + (a·b/n)‖m_a − m_b‖² (Chan, Golub & LeVeque 1983), both first brought to the later reference.
 */
function union(a, b, options) {
    const reference = Math.max(a.reference, b.reference);
    const fa = remaining(reference - a.reference, options.halfLife);
    const fb = remaining(reference - b.reference, options.halfLife);
    const wa = a.weight * fa;
    const wb = b.weight * fb;
    const weight = wa + wb;
    const recent = (cell) => cell.recent * remaining(reference - cell.reference, recentHalfLife(options.halfLife));
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
export function add(cell, stats, options) {
    const { documents, weight } = stats;
    const sums = union(cell, { ...stats, recent: documents, mean: scaled(stats.sum, 1 / weight) }, options);
    const records = cell.records + 1;
    const arrived = atLandmark(stats, sums.reference, options);
    const moved = landmarkOf(sums.reference, options.halfLife) !== landmarkOf(cell.reference, options.halfLife);
    const counts = moved || records % SUMMED_EVERY === 0
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
export function mergeCells(cells, options) {
    const time = cells.reduce((latest, { reference }) => Math.max(latest, reference), 0);
    const weight = new Map(cells.map((cell) => [cell, weightAt(cell, time, options.halfLife)]));
    const weightOf = (cell) => weight.get(cell);
    const sorted = [...cells].sort((a, b) => weightOf(b) - weightOf(a) || a.id - b.id);
    const [heaviest, ...lighter] = sorted;
    if (lighter.length === 0)
        return heaviest;
    return {
        id: heaviest.id,
        topic: sorted.find(({ topic }) => topic !== null)?.topic ?? null,
        ...lighter.reduce((sums, cell) => union(sums, cell, options), heaviest),
        history: lighter.reduce((series, { history }) => joinSeries(series, history), heaviest.history),
        terms: boundTerms(countsAt(sorted, time, options), options.maxTerms),
        added: [],
        exemplars: lighter.reduce((kept, { exemplars }) => keepExemplars(kept, exemplars, LIFE.exemplars), heaviest.exemplars),
        records: sorted.reduce((sum, { records }) => sum + records, 0),
    };
}
//# sourceMappingURL=cells.js.map