/**
 * Effective rank (Roy & Vetterli 2007), of the squared singular values: exp(−Σ p ln p) with p_i = σ_i² / Σ σ². Between
 * 1 and the smaller of rows and dim.
 */
export function effectiveRank(matrix) {
    // Rounding makes what should be zero a little negative.
    const values = eigenvalues(gramOf(matrix), matrix.dim).map((value) => Math.max(0, value));
    const total = values.reduce((sum, value) => sum + value, 0);
    let entropy = 0;
    for (const value of values)
        if (value > 0)
            entropy -= (value / total) * Math.log(value / total);
    return Math.exp(entropy);
}
/** Σ x xᵀ over the rows, its lower triangle, shape (dim, dim); four rows at a time, so that it is passed over less often. */
export function gramOf({ rows, dim, data }) {
    const gram = new Float64Array(dim * dim);
    let i = 0;
    for (; i + 3 < rows; i += 4) {
        const x0 = i * dim;
        const [x1, x2, x3] = [x0 + dim, x0 + 2 * dim, x0 + 3 * dim];
        for (let a = 0; a < dim; a++) {
            const [v0, v1] = [data[x0 + a], data[x1 + a]];
            const [v2, v3] = [data[x2 + a], data[x3 + a]];
            const at = a * dim;
            for (let b = 0; b <= a; b++) {
                const first = v0 * data[x0 + b] + v1 * data[x1 + b];
                const second = v2 * data[x2 + b] + v3 * data[x3 + b];
                gram[at + b] = gram[at + b] + first + second;
            }
        }
    }
    for (; i < rows; i++) {
        for (let a = 0; a < dim; a++) {
            const value = data[i * dim + a];
            for (let b = 0; b <= a; b++)
                gram[a * dim + b] = gram[a * dim + b] + value * data[i * dim + b];
        }
    }
    return gram;
}
/** Eigenvalues of a symmetric matrix from its lower triangle, shape (dim, dim), in no order; changes `lower`. */
export function eigenvalues(lower, dim) {
    const { diagonal, beside } = tridiagonal(lower, dim);
    return implicitQL(diagonal, beside);
}
/**
 * Householder's reflections make a symmetric matrix tridiagonal with the same eigenvalues (Golub & Van Loan, Matrix
 * Computations, algorithm 8.3.1): A ← A − v wᵀ − w vᵀ. `beside[i]` stands between the diagonal elements i and i + 1.
 */
function tridiagonal(a, n) {
    const diagonal = new Float64Array(n);
    const beside = new Float64Array(n);
    const v = new Float64Array(n);
    const w = new Float64Array(n);
    for (let k = 0; k < n - 1; k++) {
        let square = 0;
        for (let i = k + 1; i < n; i++)
            square += a[i * n + k] ** 2;
        const head = a[(k + 1) * n + k];
        const alpha = head > 0 ? -Math.sqrt(square) : Math.sqrt(square);
        beside[k] = alpha;
        const norm = square - alpha * head;
        if (norm === 0)
            continue;
        for (let i = k + 1; i < n; i++)
            v[i] = a[i * n + k];
        v[k + 1] = head - alpha;
        const beta = 1 / norm;
        let along = 0;
        w.fill(0, k + 1);
        for (let i = k + 1; i < n; i++) {
            const vi = v[i];
            let sum = a[i * n + i] * vi;
            for (let j = k + 1; j < i; j++) {
                const value = a[i * n + j];
                sum += value * v[j];
                w[j] = w[j] + value * vi;
            }
            w[i] = w[i] + sum;
        }
        for (let i = k + 1; i < n; i++) {
            w[i] = w[i] * beta;
            along += w[i] * v[i];
        }
        const half = (beta * along) / 2;
        for (let i = k + 1; i < n; i++)
            w[i] = w[i] - half * v[i];
        for (let i = k + 1; i < n; i++) {
            const [vi, wi] = [v[i], w[i]];
            for (let j = k + 1; j <= i; j++) {
                a[i * n + j] = a[i * n + j] - vi * w[j] - wi * v[j];
            }
        }
    }
    for (let i = 0; i < n; i++)
        diagonal[i] = a[i * n + i];
    return { diagonal, beside };
}
/** QL with implicit shifts (Dubrulle, Martin & Wilkinson 1968) on a tridiagonal matrix; changes both. */
function implicitQL(d, e) {
    const n = d.length;
    // Against the whole matrix: where a rank is missing, no element beside the diagonal is small against its neighbours.
    let size = 0;
    for (let i = 0; i < n; i++)
        size = Math.max(size, Math.abs(d[i]) + Math.abs(e[i]));
    const negligible = Number.EPSILON * size;
    for (let l = 0; l < n; l++) {
        for (let round = 0;; round++) {
            let m = l;
            while (m < n - 1 && Math.abs(e[m]) > negligible)
                m++;
            if (m === l)
                break;
            if (round === 60)
                throw new RangeError('the eigenvalues do not settle: are all numbers finite?');
            let g = (d[l + 1] - d[l]) / (2 * e[l]);
            let r = Math.hypot(g, 1);
            g = d[m] - d[l] + e[l] / (g + (g < 0 ? -r : r));
            let [s, c, p] = [1, 1, 0];
            let i = m - 1;
            for (; i >= l; i--) {
                const f = s * e[i];
                const b = c * e[i];
                r = Math.hypot(f, g);
                e[i + 1] = r;
                if (r === 0) {
                    d[i + 1] = d[i + 1] - p;
                    e[m] = 0;
                    break;
                }
                s = f / r;
                c = g / r;
                g = d[i + 1] - p;
                r = (d[i] - g) * s + 2 * c * b;
                p = s * r;
                d[i + 1] = g + p;
                g = c * r - b;
            }
            if (r === 0 && i >= l)
                continue;
            d[l] = d[l] - p;
            e[l] = g;
            e[m] = 0;
        }
    }
    return d;
}
//# sourceMappingURL=spectrum.js.map