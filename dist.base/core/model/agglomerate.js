/** Bottom-up grouping from inner products alone: the vectors are not touched after the Gram matrix. */
/** Minus the loss of resultant length that joining costs: −(‖a‖ + ‖b‖ − ‖a + b‖), a Ward criterion for the sphere. */
export const resultantLinkage = ({ gram, n }) => {
    const square = Float64Array.from({ length: n }, (_, i) => gram[i * n + i]);
    const length = square.map(lengthOf);
    return {
        likeness: (i, j) => lengthOf(square[i] + square[j] + 2 * gram[i * n + j]) -
            length[i] -
            length[j],
        changed(i) {
            square[i] = gram[i * n + i];
            length[i] = lengthOf(square[i]);
        },
    };
};
/** Rounding can leave the square of a resultant that cancels a little below zero. */
function lengthOf(square) {
    return square > 0 ? Math.sqrt(square) : 0;
}
/** For each of n rows the lowest row of its group after the first `count` joins. */
export function groupsAfter(n, joins, count) {
    const root = Int32Array.from({ length: n }, (_, i) => i);
    for (const { into, from } of joins.slice(0, count))
        root[from] = into;
    for (let i = 0; i < n; i++) {
        let r = root[i];
        while (root[r] !== r)
            r = root[r];
        root[i] = r;
    }
    return root;
}
/** Joins the two most alike groups again and again. Ties go to the lowest rows. The points are not changed. */
export function agglomerate(points, linkage, stop = {}) {
    const { n } = points;
    const { below = Number.NEGATIVE_INFINITY, atMost = 1, kinds } = stop;
    const gram = points.gram.slice();
    const weight = points.weight.slice();
    const norms = points.norms.slice();
    const link = linkage({ n, gram, weight, norms });
    const joins = [];
    const alive = new Uint8Array(n).fill(1);
    const nearest = new Int32Array(n).fill(-1);
    const likeness = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
    /** Each row keeps its best partner among the rows after it. */
    const search = (i) => {
        let best = -1;
        let most = Number.NEGATIVE_INFINITY;
        for (let j = i + 1; j < n; j++) {
            if (!alive[j] || (kinds && kinds[i] !== kinds[j]))
                continue;
            const s = link.likeness(i, j);
            if (s > most) {
                most = s;
                best = j;
            }
        }
        nearest[i] = best;
        likeness[i] = most;
    };
    for (let i = 0; i < n; i++)
        search(i);
    for (let left = n; left > atMost; left--) {
        let a = -1;
        for (let i = 0; i < n; i++)
            if (alive[i] && nearest[i] !== -1 && (a === -1 || likeness[i] > likeness[a]))
                a = i;
        if (a === -1 || likeness[a] < below)
            break;
        const b = nearest[a];
        alive[b] = 0;
        const aa = gram[a * n + a] + gram[b * n + b] + 2 * gram[a * n + b];
        for (let j = 0; j < n; j++) {
            const joined = gram[a * n + j] + gram[b * n + j];
            gram[a * n + j] = joined;
            gram[j * n + a] = joined;
        }
        gram[a * n + a] = aa;
        weight[a] = weight[a] + weight[b];
        norms[a] = norms[a] + norms[b];
        link.changed(a);
        joins.push({ into: a, from: b, likeness: likeness[a] });
        search(a);
        for (let i = 0; i < n; i++) {
            if (!alive[i] || i === a)
                continue;
            const lost = nearest[i] === a || nearest[i] === b;
            const s = i < a && !(kinds && kinds[i] !== kinds[a]) ? link.likeness(i, a) : Number.NEGATIVE_INFINITY;
            // A partner that has become no less alike is still the best. Equal likeness: the lower partner wins, as a search
            // would find it.
            if (s > likeness[i] || (s === likeness[i] && (lost || a < nearest[i]))) {
                likeness[i] = s;
                nearest[i] = a;
            }
            else if (lost)
                search(i);
        }
    }
    return joins;
}
//# sourceMappingURL=agglomerate.js.map