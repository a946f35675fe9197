/** A x + b as a new vector. */
export function applied({ from, to, matrix, offset }, x) {
    const y = new Float32Array(to);
    for (let a = 0; a < to; a++) {
        let sum = offset[a];
        for (let b = 0, at = a * from; b < from; b++, at++)
            sum += matrix[at] * x[b];
        y[a] = sum;
    }
    return y;
}
/**
 * Orthogonal Procrustes with scale and translation (Schönemann & Carroll 1970): y ≈ s Q (x − μ_x) + μ_y with the least
 * squared error. With Σ (x − μ_x)(y − μ_y)ᵀ = U diag(σ) Vᵀ, Q = V Uᵀ and s = Σ σ / Σ ‖Q (x − μ_x)‖². Q turns and mirrors,
 * and where y has fewer dimensions leaves out those directions of x that y knows least of; so cosines stay what they were,
 * which a map with more freedom would buy its smaller error with. Row i of `x` and of `y` is of one document.
 */
export function procrustes(x, y, decompose) {
    const [mx, my] = [meanOf(x), meanOf(y)];
    const cross = crossOf(x, mx, y, my);
    const { u, s, v } = decompose(cross, { rows: x.dim, columns: y.dim });
    const k = s.length;
    const matrix = new Float64Array(y.dim * x.dim);
    for (let a = 0; a < y.dim; a++)
        for (let b = 0; b < x.dim; b++) {
            let sum = 0;
            for (let c = 0; c < k; c++)
                sum += v[a * k + c] * u[b * k + c];
            matrix[a * x.dim + b] = sum;
        }
    const linear = { from: x.dim, to: y.dim, matrix, offset: new Float64Array(y.dim) };
    const rest = new Float64Array(x.dim);
    let square = 0;
    for (let i = 0; i < x.rows; i++) {
        for (let b = 0; b < x.dim; b++)
            rest[b] = x.data[i * x.dim + b] - mx[b];
        for (const value of applied(linear, rest))
            square += value * value;
    }
    const scale = square > 0 ? s.reduce((sum, value) => sum + value, 0) / square : 1;
    return translated({ ...linear, matrix: matrix.map((value) => value * scale) }, mx, my);
}
/** b = μ_y − A μ_x. */
function translated(map, mx, my) {
    const at = applied({ ...map, offset: new Float64Array(map.to) }, mx);
    return { ...map, offset: my.map((value, a) => value - at[a]) };
}
function meanOf({ rows, dim, data }) {
    if (rows === 0)
        throw new RangeError('a map needs documents: give one or more');
    const mean = new Float64Array(dim);
    for (let i = 0; i < rows; i++)
        for (let a = 0; a < dim; a++)
            mean[a] = mean[a] + data[i * dim + a] / rows;
    return mean;
}
/** Σ (x − μ_x)(y − μ_y)ᵀ, shape (dim x, dim y). */
function crossOf(x, mx, y, my) {
    const cross = new Float64Array(x.dim * y.dim);
    const centred = new Float64Array(y.dim);
    for (let i = 0; i < x.rows; i++) {
        for (let b = 0; b < y.dim; b++)
            centred[b] = y.data[i * y.dim + b] - my[b];
        for (let a = 0; a < x.dim; a++) {
            const value = x.data[i * x.dim + a] - mx[a];
            for (let b = 0, at = a * y.dim; b < y.dim; b++, at++)
                cross[at] = cross[at] + value * centred[b];
        }
    }
    return cross;
}
//# sourceMappingURL=affine.js.map