/** Matrices of which most elements are zero. */
/** Rows and columns exchanged; within a row elements keep the order of the rows that they come from. */
export function transposed({ starts, columns, values }, width) {
    const begins = new Int32Array(width + 1);
    for (let at = 0; at < columns.length; at++) {
        const next = columns[at] + 1;
        begins[next] = begins[next] + 1;
    }
    for (let c = 0; c < width; c++)
        begins[c + 1] = begins[c + 1] + begins[c];
    const filled = begins.slice();
    const rows = new Int32Array(columns.length);
    const turned = new Float64Array(columns.length);
    for (let i = 0; i + 1 < starts.length; i++) {
        for (let at = starts[i]; at < starts[i + 1]; at++) {
            const c = columns[at];
            const to = filled[c];
            filled[c] = to + 1;
            rows[to] = i;
            turned[to] = values[at];
        }
    }
    return { starts: begins, columns: rows, values: turned };
}
/** Row i times a matrix of shape (columns, dim), into `out`; four rows of that at a time, so that `out` is met less often. */
export function combined({ starts, columns, values }, i, rows, out) {
    const dim = out.length;
    out.fill(0);
    const to = starts[i + 1];
    let at = starts[i];
    for (; at + 3 < to; at += 4) {
        const [r0, r1] = [columns[at] * dim, columns[at + 1] * dim];
        const [r2, r3] = [columns[at + 2] * dim, columns[at + 3] * dim];
        const [v0, v1] = [values[at], values[at + 1]];
        const [v2, v3] = [values[at + 2], values[at + 3]];
        for (let j = 0; j < dim; j++) {
            const first = v0 * rows[r0 + j] + v1 * rows[r1 + j];
            const second = v2 * rows[r2 + j] + v3 * rows[r3 + j];
            out[j] = out[j] + first + second;
        }
    }
    for (; at < to; at++) {
        const r = columns[at] * dim;
        const v = values[at];
        for (let j = 0; j < dim; j++)
            out[j] = out[j] + v * rows[r + j];
    }
    return out;
}
//# sourceMappingURL=sparse.js.map