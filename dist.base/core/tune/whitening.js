import { gramOf } from "./spectrum.js";
/** `labels[i]` is the row of `centres` to which row i of `points` belongs. */
export function scatter(points, centres, labels) {
    const { rows, dim, data } = points;
    const sum = new Float64Array(dim);
    const rest = new Float32Array(rows * dim);
    for (let i = 0; i < rows; i++) {
        const centre = labels[i] * dim;
        for (let a = 0; a < dim; a++) {
            const value = data[i * dim + a];
            sum[a] = sum[a] + value;
            rest[i * dim + a] = value - centres.data[centre + a];
        }
    }
    return { dim, count: rows, sum, within: gramOf({ rows, dim, data: rest }) };
}
/** Of both together. */
export function mergeScatter(a, b) {
    if (a.dim !== b.dim)
        throw new RangeError(`sums of ${a.dim} and of ${b.dim} dimensions do not add up`);
    return {
        dim: a.dim,
        count: a.count + b.count,
        sum: a.sum.map((value, i) => value + b.sum[i]),
        within: a.within.map((value, i) => value + b.within[i]),
    };
}
/**
 * S = within / n; S' = (1 − b) S + b (tr S / dim) I = L Lᵀ; M = L⁻¹, μ = Σ x / n. Cosines are those of S'^(−1/2). The
 * shrinkage b in (0, 1] bounds the condition number: S has directions in which nothing varies (Ledoit & Wolf 2004).
 */
export function whitening({ dim, count, sum, within }, shrinkage = 0.5) {
    if (count === 0)
        throw new RangeError('a whitening needs documents: give one or more');
    const trace = within.reduce((total, value, at) => (at % (dim + 1) === 0 ? total + value : total), 0);
    // Documents that all lie on their centres have nothing to be whitened by.
    const isotropic = trace > 0 ? trace / count / dim : 1;
    const shrunk = within.map((value) => ((1 - shrinkage) * value) / count);
    for (let a = 0; a < dim; a++)
        shrunk[a * dim + a] = shrunk[a * dim + a] + shrinkage * isotropic;
    // Scaled to a mean variance of 1, so that products stay of ordinary size; no cosine changes.
    const inverse = inverseOfLower(cholesky(shrunk, dim), dim);
    const scale = Math.sqrt(isotropic);
    return {
        dim,
        mean: Float32Array.from(sum, (value) => value / count),
        matrix: Float32Array.from(inverse, (value) => value * scale),
    };
}
/** L of A = L Lᵀ from A's lower triangle, positive definite, shape (dim, dim). */
export function cholesky(lower, dim) {
    const l = new Float64Array(dim * dim);
    for (let a = 0; a < dim; a++) {
        for (let b = 0; b <= a; b++) {
            let value = lower[a * dim + b];
            for (let k = 0; k < b; k++)
                value -= l[a * dim + k] * l[b * dim + k];
            if (a !== b)
                l[a * dim + b] = value / l[b * dim + b];
            else if (value > 0)
                l[a * dim + a] = Math.sqrt(value);
            else
                throw new RangeError(`the matrix is not positive definite (pivot ${a} is ${value}): shrink it more`);
        }
    }
    return l;
}
/** L⁻¹ by forward substitution, column by column. */
export function inverseOfLower(l, dim) {
    const inverse = new Float64Array(dim * dim);
    for (let column = 0; column < dim; column++) {
        for (let a = column; a < dim; a++) {
            let value = a === column ? 1 : 0;
            for (let k = column; k < a; k++)
                value -= l[a * dim + k] * inverse[k * dim + column];
            inverse[a * dim + column] = value / l[a * dim + a];
        }
    }
    return inverse;
}
/** M (x − μ) into `out` from `at`, not yet of unit length; returns its squared length. `x` begins at `from`. */
export function whiten({ dim, mean, matrix }, x, from, out, at) {
    const rest = centredRoom(dim);
    for (let a = 0; a < dim; a++)
        rest[a] = x[from + a] - mean[a];
    let square = 0;
    for (let a = 0; a < dim; a++) {
        const start = a * dim;
        let s0 = 0;
        let s1 = 0;
        let s2 = 0;
        let s3 = 0;
        let b = 0;
        for (; b + 3 <= a; b += 4) {
            s0 += matrix[start + b] * rest[b];
            s1 += matrix[start + b + 1] * rest[b + 1];
            s2 += matrix[start + b + 2] * rest[b + 2];
            s3 += matrix[start + b + 3] * rest[b + 3];
        }
        for (; b <= a; b++)
            s0 += matrix[start + b] * rest[b];
        const value = s0 + s1 + (s2 + s3);
        out[at + a] = value;
        square += value * value;
    }
    return square;
}
let room = new Float32Array(0);
/** Reused, so that a document costs no allocation; nothing survives the call. */
function centredRoom(dim) {
    if (room.length !== dim)
        room = new Float32Array(dim);
    return room;
}
//# sourceMappingURL=whitening.js.map