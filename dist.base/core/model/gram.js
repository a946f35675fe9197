import { dot } from "../vector.js";
/** Rows multiplied at once. */
const BLOCK = 32;
/** Masses as points about the mean of the stream: R_i = w_i·(m_i − mean). */
export function pointsOf(masses, mean, products) {
    const n = masses.length;
    const dim = mean.length;
    const data = new Float32Array(n * dim);
    const weight = Float64Array.from(masses, (mass) => mass.weight);
    const norms = new Float64Array(n);
    const square = dot(mean, 0, mean, 0, dim);
    masses.forEach(({ mean: m }, i) => {
        for (let j = 0; j < dim; j++)
            data[i * dim + j] = m[j] - mean[j];
        // Σw·‖x − mean‖² = w·(1 − 2·m·mean + ‖mean‖²), since every ‖x‖ is 1.
        norms[i] = weight[i] * Math.max(0, 1 - 2 * dot(m, 0, mean, 0, dim) + square);
    });
    const gram = new Float64Array(n * n);
    // The matrix is symmetric: blocks of rows meet only the rows from their own first one on.
    for (let start = 0; start < n; start += BLOCK) {
        const rows = Math.min(BLOCK, n - start);
        const rest = n - start;
        const plain = products.products({ rows, dim, data: data.subarray(start * dim, (start + rows) * dim) }, { rows: rest, dim, data: data.subarray(start * dim) });
        for (let i = 0; i < rows; i++)
            for (let j = i; j < rest; j++) {
                const a = start + i;
                const b = start + j;
                const product = plain[i * rest + j] * weight[a] * weight[b];
                gram[a * n + b] = product;
                gram[b * n + a] = product;
            }
    }
    return { n, gram, weight, norms };
}
//# sourceMappingURL=gram.js.map