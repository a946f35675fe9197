/** A double this large has no room for a fraction: adding it and taking it away rounds to the nearest, ties to even. */
const WHOLE = 1.5 * 2 ** 52;
export function lengthOf(dim) {
    return Math.max(8, Math.ceil(dim / 8) * 8);
}
/** What a quantised row may measure before its elements are rounded: afterwards it is at most 46340, and 46340² < 2³¹. */
export function limitOf(dim) {
    return 46340 - Math.sqrt(dim) / 2;
}
export const scalarEngine = {
    quantise({ rows, dim, data }) {
        const length = lengthOf(dim);
        const limit = limitOf(dim);
        const values = new Int16Array(rows * length);
        const steps = new Float64Array(rows);
        for (let i = 0; i < rows; i++) {
            let most = 0;
            // Four sums, as four lanes have them: the order of additions decides the last bit.
            const lanes = [0, 0, 0, 0];
            for (let j = 0; j < dim; j++) {
                const x = data[i * dim + j];
                if (Math.abs(x) > most)
                    most = Math.abs(x);
                lanes[(j & 3)] += x * x;
            }
            const norm = Math.sqrt(lanes[0] + lanes[1] + (lanes[2] + lanes[3]));
            const scale = Math.min(32767 / most, limit / norm);
            let squares = 0;
            for (let j = 0; j < dim; j++) {
                const at = i * length + j;
                values[at] = data[i * dim + j] * scale + WHOLE - WHOLE;
                squares += values[at] ** 2;
            }
            steps[i] = norm === 0 ? 0 : norm / Math.sqrt(squares);
        }
        return { rows, dim, length, values, steps };
    },
    multiply(a, b) {
        const { length } = a.of;
        const x = a.of.values.subarray(a.first * length);
        const y = b.of.values.subarray(b.first * length);
        const out = new Float32Array(a.rows * b.rows);
        for (let i = 0; i < a.rows; i++)
            for (let j = 0; j < b.rows; j++) {
                let sum = 0;
                for (let k = 0; k < length; k++)
                    sum = (sum + Math.imul(x[i * length + k], y[j * length + k])) | 0;
                const step = a.of.steps[a.first + i] * b.of.steps[b.first + j];
                out[i * b.rows + j] = sum * step;
            }
        return out;
    },
};
//# sourceMappingURL=scalar.js.map