/**
 * Latent semantic analysis of the feed's own words (Deerwester et al. 1990): documents that use the same pieces of
 * words as others of this feed do come nearer to each other.
 */
import { draws } from "../random.js";
import { dot } from "../vector.js";
/** Kept are pieces in at least so many documents, and in less than this part of them. */
const LEAST_DOCUMENTS = 2;
const LARGEST_PART = 0.2;
/**
 * V spans the `dim` leading right singular vectors of the documents × pieces matrix of unit rows w with
 * w_t = (1 + ln tf) ln((n + 1) / (df + 1)), found by subspace iteration: V ← orth(Aᵀ A V). Only the space matters to
 * cosines of w V, not its axes. Null when fewer than two pieces are kept.
 */
export function fitLsa(bags, { size, dim = 64, iterations = 8, seed }) {
    const idf = inverseFrequencies(bags, size);
    // Column of each piece that is kept, −1 for the others.
    const column = new Int32Array(size).fill(-1);
    let kept = 0;
    for (let t = 0; t < size; t++)
        if (idf[t] > 0)
            column[t] = kept++;
    const k = Math.min(dim, kept, bags.length);
    if (kept < 2)
        return null;
    const matrix = weighted(bags, idf, column);
    const next = draws(seed);
    let basis = Float64Array.from({ length: kept * k }, () => next() - 0.5);
    orthonormalise(basis, kept, k, 1);
    for (let i = 0; i < iterations; i++) {
        basis = backAndForth(matrix, basis, kept, k);
        orthonormalise(basis, kept, k, i + 1 < iterations ? 1 : 2);
    }
    const rows = new Float32Array(size * k);
    for (let t = 0; t < size; t++) {
        const c = column[t];
        if (c < 0)
            continue;
        for (let j = 0; j < k; j++)
            rows[t * k + j] = idf[t] * basis[c * k + j];
    }
    return { size, dim: k, rows };
}
/** ln((n + 1) / (df + 1)) of the pieces that are kept, 0 of the others; shape (size). */
export function inverseFrequencies(bags, size, { least = LEAST_DOCUMENTS, part = LARGEST_PART } = {}) {
    const frequency = new Int32Array(size);
    for (const { ids } of bags)
        for (const id of ids)
            frequency[id] = frequency[id] + 1;
    return Float64Array.from(frequency, (df) => df >= least && df < part * bags.length ? Math.log((bags.length + 1) / (df + 1)) : 0);
}
function weighted(bags, idf, column) {
    const starts = new Int32Array(bags.length + 1);
    const total = bags.reduce((sum, { ids }) => sum + ids.length, 0);
    const columns = new Int32Array(total);
    const values = new Float64Array(total);
    let filled = 0;
    bags.forEach(({ ids, counts }, i) => {
        let square = 0;
        const from = filled;
        for (let at = 0; at < ids.length; at++) {
            const t = ids[at];
            if (column[t] < 0)
                continue;
            const value = (1 + Math.log(counts[at])) * idf[t];
            columns[filled] = column[t];
            values[filled++] = value;
            square += value * value;
        }
        const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
        for (let at = from; at < filled; at++)
            values[at] = values[at] * scale;
        starts[i + 1] = filled;
    });
    return { starts, columns, values };
}
/** Aᵀ (A V); V and the result have shape (kept, k). */
function backAndForth({ starts, columns, values }, basis, kept, k) {
    const out = new Float64Array(kept * k);
    const product = new Float64Array(k);
    for (let i = 0; i + 1 < starts.length; i++) {
        const [from, to] = [starts[i], starts[i + 1]];
        product.fill(0);
        for (let at = from; at < to; at++) {
            const c = columns[at] * k;
            const value = values[at];
            for (let j = 0; j < k; j++)
                product[j] = product[j] + value * basis[c + j];
        }
        for (let at = from; at < to; at++) {
            const c = columns[at] * k;
            const value = values[at];
            for (let j = 0; j < k; j++)
                out[c + j] = out[c + j] + value * product[j];
        }
    }
    return out;
}
/**
 * Gram and Schmidt, once over, which keeps the columns from becoming alike, or twice, which is enough for all digits
 * (Giraud et al. 2005); a column that vanishes becomes zero.
 */
function orthonormalise(basis, rows, k, passes) {
    // Columns one after the other in memory: it is they that are multiplied.
    const columns = new Float64Array(rows * k);
    for (let r = 0; r < rows; r++)
        for (let j = 0; j < k; j++)
            columns[j * rows + r] = basis[r * k + j];
    for (let j = 0; j < k; j++) {
        const own = j * rows;
        for (let pass = 0; pass < passes; pass++) {
            for (let i = 0; i < j; i++) {
                const other = i * rows;
                const overlap = dot(columns, own, columns, other, rows);
                for (let r = 0; r < rows; r++) {
                    columns[own + r] = columns[own + r] - overlap * columns[other + r];
                }
            }
        }
        let square = 0;
        for (let r = 0; r < rows; r++)
            square += columns[own + r] ** 2;
        const scale = square > 1e-24 ? 1 / Math.sqrt(square) : 0;
        for (let r = 0; r < rows; r++)
            columns[own + r] = columns[own + r] * scale;
    }
    for (let r = 0; r < rows; r++)
        for (let j = 0; j < k; j++)
            basis[r * k + j] = columns[j * rows + r];
}
/** Σ (1 + ln tf_t) r_t into `out` from `at`, not yet of unit length; returns its squared length. */
export function project({ dim, rows }, { ids, counts }, out, at) {
    out.fill(0, at, at + dim);
    for (let i = 0; i < ids.length; i++) {
        const start = ids[i] * dim;
        const weight = 1 + Math.log(counts[i]);
        for (let j = 0; j < dim; j++)
            out[at + j] = out[at + j] + weight * rows[start + j];
    }
    let square = 0;
    for (let j = 0; j < dim; j++)
        square += out[at + j] ** 2;
    return square;
}
//# sourceMappingURL=lsa.js.map