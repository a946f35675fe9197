/** A partition of points, improved from the one before: what is there stays unless the documents say otherwise. */
import { agglomerate, groupsAfter, resultantLinkage } from "./agglomerate.js";
import { explainedLinkage, gains } from "./grain.js";
/** Most passes of cells moving to nearer groups. */
const PASSES = 10;
/**
 * Three steps: groups are split as far as it pays, pairs are merged that are not worth telling apart, and each point
 * moves to the group whose centroid is nearest (Lloyd), again and again.
 * @param before group of each point, any numbers; −1 for a point that belongs to none yet
 * @returns group of each point: the numbers 0, 1, … in the order of their first points
 */
export function refine(points, before, thresholds) {
    const total = points.weight.reduce((a, b) => a + b, 0);
    let group = split(points, numbered(before), thresholds.split * total);
    group = merge(points, group, thresholds.merge * total);
    return lloyd(points, group);
}
/**
 * Groups in which each topic of `whole` has all its points and none of another topic's. Points without a topic stay with
 * the one of them in their group, when there is no other topic.
 */
export function kept(groups, topicOf, whole) {
    if (whole.size === 0)
        return groups;
    const within = new Map();
    topicOf.forEach((topic, i) => {
        if (topic === null)
            return;
        const group = groups[i];
        within.set(group, (within.get(group) ?? new Set()).add(topic));
    });
    let next = groups.reduce((most, g) => Math.max(most, g + 1), 0);
    const own = new Map([...whole].map((topic) => [topic, next++]));
    return numbered(groups.map((group, i) => {
        const topic = topicOf[i] ?? null;
        if (topic !== null)
            return own.get(topic) ?? group;
        const [only, ...others] = within.get(group) ?? [];
        return only === undefined || others.length > 0 ? group : (own.get(only) ?? group);
    }));
}
/** 0, 1, … in the order of first appearance; each −1 becomes a group of its own. */
function numbered(groups) {
    const numbers = new Map();
    let next = 0;
    return groups.map((g) => {
        if (g < 0)
            return next++;
        const number = numbers.get(g) ?? next++;
        numbers.set(g, number);
        return number;
    });
}
/** Points of each group, of groups numbered 0, 1, … */
export function membersOf(group) {
    const count = group.reduce((most, g) => Math.max(most, g + 1), 0);
    const members = Array.from({ length: count }, () => []);
    group.forEach((g, i) => {
        members[g]?.push(i);
    });
    return members;
}
/** The points of some rows alone. */
function part({ n, gram, weight, norms }, rows) {
    const m = rows.length;
    const block = new Float64Array(m * m);
    rows.forEach((r, i) => {
        rows.forEach((s, j) => {
            block[i * m + j] = gram[r * n + s];
        });
    });
    return {
        n: m,
        gram: block,
        weight: Float64Array.from(rows, (r) => weight[r]),
        norms: Float64Array.from(rows, (r) => norms[r]),
    };
}
/** The groups as points. */
function grouped({ n, gram, weight, norms }, group) {
    const k = group.reduce((most, g) => Math.max(most, g + 1), 0);
    const sums = {
        n: k,
        gram: new Float64Array(k * k),
        weight: new Float64Array(k),
        norms: new Float64Array(k),
    };
    for (let i = 0; i < n; i++) {
        const g = group[i];
        sums.weight[g] = sums.weight[g] + weight[i];
        sums.norms[g] = sums.norms[g] + norms[i];
        for (let j = 0; j < n; j++) {
            const at = g * k + group[j];
            sums.gram[at] = sums.gram[at] + gram[i * n + j];
        }
    }
    return sums;
}
function split(points, group, least) {
    const out = group.slice();
    let next = group.reduce((most, g) => Math.max(most, g + 1), 0);
    for (const rows of membersOf(group)) {
        if (rows.length < 2)
            continue;
        const within = part(points, rows);
        const joins = agglomerate(within, resultantLinkage);
        // The earliest join that is worth undoing: all after it are undone, too; what that tears apart in vain is merged.
        const count = gains(within, joins).findIndex((gain) => gain >= least);
        if (count < 0)
            continue;
        const root = groupsAfter(rows.length, joins, count);
        const numbers = new Map([[root[0], out[rows[0]]]]);
        rows.forEach((row, i) => {
            const r = root[i];
            if (!numbers.has(r))
                numbers.set(r, next++);
            out[row] = numbers.get(r);
        });
    }
    return numbered(out);
}
function merge(points, group, least) {
    const groups = grouped(points, group);
    const joins = agglomerate(groups, explainedLinkage, { below: -least });
    const root = groupsAfter(groups.n, joins, joins.length);
    return numbered(group.map((g) => root[g]));
}
function lloyd(points, start) {
    const { n, gram } = points;
    const group = start.slice();
    const k = group.reduce((most, g) => Math.max(most, g + 1), 0);
    if (k < 2)
        return group;
    // near[i, g] = R_i·R_g, and ‖R_g‖² = Σ near[i, g] over its members.
    const near = new Float64Array(n * k);
    for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
            const at = i * k + group[j];
            near[at] = near[at] + gram[i * n + j];
        }
    for (let pass = 0; pass < PASSES; pass++) {
        const length = new Float64Array(k);
        group.forEach((g, i) => {
            length[g] = length[g] + near[i * k + g];
        });
        for (let g = 0; g < k; g++)
            length[g] = Math.sqrt(Math.max(length[g], 1e-12));
        const moves = [];
        for (let i = 0; i < n; i++) {
            const own = group[i];
            let best = own;
            let most = near[i * k + own] / length[own] + 1e-12;
            for (let g = 0; g < k; g++) {
                const projection = near[i * k + g] / length[g];
                if (projection <= most)
                    continue;
                most = projection + 1e-12;
                best = g;
            }
            if (best !== own)
                moves.push({ point: i, to: best });
        }
        if (moves.length === 0)
            break;
        for (const { point, to } of moves) {
            const from = group[point];
            group[point] = to;
            for (let i = 0; i < n; i++) {
                const product = gram[point * n + i];
                near[i * k + from] = near[i * k + from] - product;
                near[i * k + to] = near[i * k + to] + product;
            }
        }
    }
    return numbered(group);
}
//# sourceMappingURL=partition.js.map