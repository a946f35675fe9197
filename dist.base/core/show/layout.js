import { uniform } from "../random.js";
import { dot, row, stack } from "../vector.js";
/** Rounds of the iteration at most, and the change of a direction below which it has settled. */
const ROUNDS = 200;
const SETTLED = 1e-7;
/**
 * Classical scaling (Torgerson 1952): of all planes the one in which the distances of the rows lose least. The first two
 * eigenvectors of the doubly centred Gram matrix, each by the root of its eigenvalue. Turned and mirrored, but not scaled,
 * to lie best on two fixed directions of the space: to the last bit the same for the same topics, whoever asks, and nearly
 * the same when they have changed a little.
 * @param ids the topic of each row
 * @param rows shape (topics, dim)
 */
export function planeOf(ids, rows, products) {
    const n = rows.rows;
    if (n === 0)
        return new Map();
    // By number: sums of doubles hang on their order, and replicas came to know the topics in different ones.
    const order = ids.map((_, i) => i).sort((i, j) => ids[i] - ids[j]);
    const sorted = order.map((i) => ids[i]);
    const matrix = stack(order.map((i) => row(rows, i)), rows.dim);
    const axes = principal(doublyCentred(products.products(matrix, matrix), n), sorted);
    const plane = new Map(sorted.map((id, i) => [id, [axes[0][i], axes[1][i]]]));
    return aligned(plane, compass(sorted, matrix));
}
/** Where the rows lie along two directions that are the same for every model of that dimension, about the rows' middle. */
function compass(ids, rows) {
    const [east, north] = ['east', 'north'].map((name) => Float32Array.from({ length: rows.dim }, (_, k) => uniform(`${name} ${k}`, 0) - 0.5));
    const along = (direction) => {
        const all = ids.map((_, i) => dot(rows.data, i * rows.dim, direction, 0, rows.dim));
        const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
        return all.map((x) => x - mean);
    };
    const [xs, ys] = [along(east), along(north)];
    return new Map(ids.map((id, i) => [id, [xs[i], ys[i]]]));
}
/** J·G·J with J = 1 − 11ᵀ/n: inner products about the mean of the rows. */
function doublyCentred(gram, n) {
    const means = Float64Array.from({ length: n }, (_, i) => {
        let sum = 0;
        for (let j = 0; j < n; j++)
            sum += gram[i * n + j];
        return sum / n;
    });
    const mean = means.reduce((sum, m) => sum + m, 0) / n;
    return Float64Array.from(gram, (g, k) => g - means[Math.floor(k / n)] - means[k % n] + mean);
}
/** The two leading eigenvectors, scaled by the roots of their eigenvalues: power iteration, the second without the first. */
function principal(matrix, ids) {
    const first = leading(matrix, ids, []);
    const second = leading(matrix, ids, [first.vector]);
    return [first, second].map(({ vector, value }) => vector.map((x) => x * Math.sqrt(Math.max(0, value))));
}
function leading(matrix, ids, without) {
    const n = ids.length;
    let vector = unit(Float64Array.from(ids, (id) => uniform(`axis ${id}`, without.length) - 0.5));
    let value = 0;
    for (let round = 0; round < ROUNDS; round++) {
        const next = multiplied(matrix, vector, n);
        for (const other of without) {
            const part = product(next, other);
            for (let i = 0; i < n; i++)
                next[i] = next[i] - part * other[i];
        }
        value = Math.sqrt(product(next, next));
        if (value < 1e-12)
            return { vector: new Float64Array(n), value: 0 };
        const direction = unit(next);
        const moved = 1 - Math.abs(product(direction, vector));
        vector = direction;
        if (moved < SETTLED)
            break;
    }
    return { vector, value };
}
function multiplied(matrix, vector, n) {
    return Float64Array.from({ length: n }, (_, i) => {
        let sum = 0;
        for (let j = 0; j < n; j++)
            sum += matrix[i * n + j] * vector[j];
        return sum;
    });
}
function product(a, b) {
    return a.reduce((sum, x, i) => sum + x * b[i], 0);
}
function unit(vector) {
    const length = Math.sqrt(product(vector, vector));
    return length > 0 ? vector.map((x) => x / length) : vector;
}
/**
 * The plane moved rigidly so that Σ‖R·a + t − b‖² over the topics of both is least (orthogonal Procrustes, Schönemann
 * 1966). With H = Σ (a − ā)(b − b̄)ᵀ, of the
 * rotations the best turns by atan2(h01 − h10, h00 + h11), of the reflections by atan2(h01 + h10, h00 − h11), and the
 * better of both is the one whose pair of sums is longer.
 */
export function aligned(plane, onto) {
    const both = [...plane.keys()].filter((id) => onto.has(id));
    if (both.length === 0)
        return plane;
    const [ax, ay] = middle(plane, both);
    const [bx, by] = middle(onto, both);
    let [h00, h01, h10, h11] = [0, 0, 0, 0];
    for (const id of both) {
        const [x, y] = plane.get(id);
        const [u, v] = onto.get(id);
        h00 += (x - ax) * (u - bx);
        h01 += (x - ax) * (v - by);
        h10 += (y - ay) * (u - bx);
        h11 += (y - ay) * (v - by);
    }
    const turn = Math.hypot(h00 + h11, h01 - h10);
    const flip = Math.hypot(h00 - h11, h01 + h10);
    const mirrored = flip > turn;
    const angle = mirrored ? Math.atan2(h01 + h10, h00 - h11) : Math.atan2(h01 - h10, h00 + h11);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const sign = mirrored ? -1 : 1;
    return new Map([...plane].map(([id, [x, y]]) => {
        const [dx, dy] = [x - ax, sign * (y - ay)];
        return [id, [cos * dx - sin * dy + bx, sin * dx + cos * dy + by]];
    }));
}
function middle(plane, ids) {
    let [x, y] = [0, 0];
    for (const id of ids) {
        const at = plane.get(id);
        x += at[0] / ids.length;
        y += at[1] / ids.length;
    }
    return [x, y];
}
/** Rounds in which discs push each other away, and the gap that they leave. */
const PUSHES = 40;
const GAP = 3;
/** Discs pushed apart until none covers another, as far as the frame has room; nearly where they were. */
export function apart(discs, { width, height }) {
    // From left to right, so that only neighbours need to be looked at; in flat arrays, since a page does this as it is looked at.
    const order = discs.map((_, i) => i).sort((i, j) => discs[i].x - discs[j].x);
    const row = { at: Int32Array.from(order), x: new Float64Array(0), y: new Float64Array(0), r: new Float64Array(0) };
    for (const key of ['x', 'y', 'r'])
        row[key] = Float64Array.from(order, (i) => discs[i][key]);
    const { x, y, r, at } = row;
    const widest = discs.reduce((most, disc) => Math.max(most, disc.r), 0);
    for (let round = 0; round < PUSHES; round++) {
        resorted(row);
        const still = !pushed(row, widest);
        for (let i = 0; i < at.length; i++) {
            const edge = r[i] + GAP;
            x[i] = Math.min(Math.max(x[i], edge), width - edge);
            y[i] = Math.min(Math.max(y[i], edge), height - edge);
        }
        if (still)
            break;
    }
    const moved = [...discs];
    at.forEach((disc, i) => {
        moved[disc] = { x: x[i], y: y[i], r: r[i] };
    });
    return moved;
}
/** One round; whether any was moved. */
function pushed({ x, y, r }, widest) {
    let moved = false;
    for (let i = 0; i < x.length; i++) {
        const a = r[i];
        for (let j = i + 1; j < x.length; j++) {
            const apart = x[j] - x[i];
            if (apart > a + widest + GAP)
                break;
            const b = r[j];
            const wanted = a + b + GAP;
            if (apart >= wanted)
                continue;
            // Two in one place part along a direction of their own.
            const dx = apart || Math.cos(i + j) * 0.01;
            const dy = y[j] - y[i] || Math.sin(i + j) * 0.01;
            const square = dx * dx + dy * dy;
            if (square >= wanted * wanted)
                continue;
            const distance = Math.sqrt(square);
            const push = (wanted - distance) / distance;
            // The lighter one gives way.
            const light = (a * a) / (a * a + b * b);
            x[i] = x[i] - dx * push * (1 - light);
            y[i] = y[i] - dy * push * (1 - light);
            x[j] = x[j] + dx * push * light;
            y[j] = y[j] + dy * push * light;
            moved = true;
        }
    }
    return moved;
}
/** Sorts by x what was sorted before it moved a little. */
function resorted({ at, x, y, r }) {
    for (let i = 1; i < x.length; i++)
        for (let j = i; j > 0 && x[j - 1] > x[j]; j--) {
            swap(at, j);
            swap(x, j);
            swap(y, j);
            swap(r, j);
        }
}
function swap(list, j) {
    const before = list[j - 1];
    list[j - 1] = list[j];
    list[j] = before;
}
//# sourceMappingURL=layout.js.map