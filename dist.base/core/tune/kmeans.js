import { draws } from "../random.js";
import { dot, row } from "../vector.js";
/** At least one row; more clusters than rows are as many as rows. */
export function kmeans(points, { k, seed, products, restarts = 1, iterations = 25 }) {
    const wanted = Math.min(k, points.rows);
    const own = squaresOf(points);
    let best;
    for (let start = 0; start < restarts; start++) {
        let centres = spread(points, own, { k: wanted, random: draws(seed + start), products });
        let found = assigned(points, own, { centres, products });
        for (let i = 0; i < iterations; i++) {
            centres = means(points, found, wanted);
            const next = assigned(points, own, { centres, products });
            const settled = next.labels.every((label, at) => label === found.labels[at]);
            found = next;
            if (settled)
                break;
        }
        const inertia = found.distances.reduce((sum, distance) => sum + distance, 0);
        if (best === undefined || inertia < best.inertia)
            best = { labels: found.labels, centres, inertia };
    }
    return best;
}
/** The nearest centre of each row: ‖x − c‖² = ‖x‖² − 2 x·c + ‖c‖². Ties go to the first. */
export function nearest(points, centres, products) {
    return assigned(points, squaresOf(points), { centres, products });
}
function assigned(points, own, { centres, products }) {
    const { rows } = points;
    const k = centres.rows;
    const squares = squaresOf(centres);
    const cosines = products.products(points, centres);
    const labels = new Int32Array(rows);
    const distances = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
        let least = Number.POSITIVE_INFINITY;
        for (let c = 0; c < k; c++) {
            const distance = squares[c] - 2 * cosines[i * k + c];
            if (distance >= least)
                continue;
            least = distance;
            labels[i] = c;
        }
        distances[i] = Math.max(0, least + own[i]);
    }
    return { labels, distances };
}
function squaresOf(matrix) {
    const { rows, dim, data } = matrix;
    const squares = new Float64Array(rows);
    for (let i = 0; i < rows; i++)
        squares[i] = dot(data, i * dim, data, i * dim, dim);
    return squares;
}
/** Each next centre is a row drawn with a chance that grows with its squared distance to those there are. */
function spread(points, own, { k, random, products }) {
    const { rows, dim } = points;
    const data = new Float32Array(k * dim);
    const distances = new Float64Array(rows).fill(1);
    for (let c = 0; c < k; c++) {
        const total = distances.reduce((sum, distance) => sum + distance, 0);
        let left = random() * total;
        let chosen = rows - 1;
        for (let i = 0; i < rows; i++) {
            left -= distances[i];
            if (left >= 0)
                continue;
            chosen = i;
            break;
        }
        const centre = row(points, chosen);
        data.set(centre, c * dim);
        const one = assigned(points, own, {
            centres: { rows: 1, dim, data: Float32Array.from(centre) },
            products,
        }).distances;
        for (let i = 0; i < rows; i++) {
            distances[i] = c === 0 ? one[i] : Math.min(distances[i], one[i]);
        }
    }
    return { rows: k, dim, data };
}
/** The mean of each cluster's rows; a cluster that lost all of them begins anew at the row that is worst served. */
function means(points, { labels, distances }, k) {
    const { rows, dim } = points;
    const sums = new Float64Array(k * dim);
    const counts = new Int32Array(k);
    for (let i = 0; i < rows; i++) {
        const c = labels[i];
        counts[c] = counts[c] + 1;
        const [at, from] = [c * dim, i * dim];
        for (let j = 0; j < dim; j++)
            sums[at + j] = sums[at + j] + points.data[from + j];
    }
    const data = new Float32Array(k * dim);
    let far;
    for (let c = 0; c < k; c++) {
        const count = counts[c];
        if (count > 0) {
            for (let j = 0; j < dim; j++)
                data[c * dim + j] = sums[c * dim + j] / count;
            continue;
        }
        far ??= Float64Array.from(distances);
        let worst = 0;
        for (let i = 1; i < rows; i++)
            if (far[i] > far[worst])
                worst = i;
        far[worst] = -1;
        data.set(row(points, worst), c * dim);
    }
    return { rows: k, dim, data };
}
//# sourceMappingURL=kmeans.js.map