/** The int16 kernel in WebAssembly SIMD (kernel.wat): what scalar.ts says, to the same bits. */
import { KERNEL } from "./kernel.js";
import { lengthOf, limitOf, scalarEngine } from "./scalar.js";
/** Rows of a left and of a right matrix at once, at most, */
const LEFT = 256;
const RIGHT = 1024;
/** and the bytes there are for them: the whole memory is 38 pages, whatever is multiplied. */
const LEFT_BYTES = 1 << 18;
const RIGHT_BYTES = 1 << 20;
const A = 0;
const B = A + LEFT_BYTES;
/** Float32: products, or rows that are to be quantised. */
const FLOATS = B + RIGHT_BYTES;
const FLOATS_BYTES = 4 * LEFT * RIGHT;
const STEPS_A = FLOATS + FLOATS_BYTES;
const STEPS_B = STEPS_A + 8 * LEFT;
/** Longest row of which two fit on the left, elements. */
const MAX_LENGTH = LEFT_BYTES / 2 / 2;
/** Null where there is no WebAssembly with SIMD. Rows longer than 65536 are left to scalar.ts. */
export function wasmEngine() {
    const bytes = Buffer.from(KERNEL, 'base64');
    if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(bytes))
        return null;
    const kernel = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
    const { buffer } = kernel.memory;
    const left = new Int16Array(buffer, A, LEFT_BYTES / 2);
    const right = new Int16Array(buffer, B, RIGHT_BYTES / 2);
    const floats = new Float32Array(buffer, FLOATS, FLOATS_BYTES / 4);
    const stepsA = new Float64Array(buffer, STEPS_A, LEFT);
    const stepsB = new Float64Array(buffer, STEPS_B, RIGHT);
    /** What lies on the right: a matrix that meets one row after the other is copied once. */
    let resident = null;
    function lay({ values, steps, length }, from, rows) {
        if (resident?.values === values && resident.from === from && resident.rows >= rows)
            return;
        right.set(values.subarray(from * length, (from + rows) * length));
        stepsB.set(steps.subarray(from, from + rows));
        resident = { values, from, rows };
    }
    return {
        quantise(matrix) {
            const { rows, dim, data } = matrix;
            const length = lengthOf(dim);
            if (length > MAX_LENGTH)
                return scalarEngine.quantise(matrix);
            const values = new Int16Array(rows * length);
            const steps = new Float64Array(rows);
            const most = Math.min(LEFT, Math.floor(left.length / length), Math.floor(floats.length / length));
            for (let i = 0; i < rows; i += most) {
                const n = Math.min(most, rows - i);
                if (length === dim)
                    floats.set(data.subarray(i * dim, (i + n) * dim));
                else {
                    floats.fill(0, 0, n * length);
                    for (let r = 0; r < n; r++)
                        floats.set(data.subarray((i + r) * dim, (i + r + 1) * dim), r * length);
                }
                kernel.quantise(n, length, limitOf(dim), FLOATS, A, STEPS_A);
                values.set(left.subarray(0, n * length), i * length);
                steps.set(stepsA.subarray(0, n), i);
            }
            return { rows, dim, length, values, steps };
        },
        multiply(a, b) {
            const { length } = a.of;
            if (length > MAX_LENGTH)
                return scalarEngine.multiply(a, b);
            const out = new Float32Array(a.rows * b.rows);
            const most = {
                a: Math.min(LEFT, floorTo(2, left.length / length)),
                b: Math.min(RIGHT, floorTo(4, right.length / length)),
            };
            for (let j = 0; j < b.rows; j += most.b) {
                const columns = Math.min(most.b, b.rows - j);
                lay(b.of, b.first + j, columns);
                // The kernel takes two rows and four columns at a time: what else lies there gives products that nobody reads.
                const wide = ceilTo(4, columns);
                for (let i = 0; i < a.rows; i += most.a) {
                    const rows = Math.min(most.a, a.rows - i);
                    const from = a.first + i;
                    left.set(a.of.values.subarray(from * length, (from + rows) * length));
                    stepsA.set(a.of.steps.subarray(from, from + rows));
                    kernel.multiply(A, ceilTo(2, rows), STEPS_A, B, wide, STEPS_B, 2 * length, FLOATS);
                    for (let r = 0; r < rows; r++)
                        out.set(floats.subarray(r * wide, r * wide + columns), (i + r) * b.rows + j);
                }
            }
            return out;
        },
    };
}
function floorTo(multiple, x) {
    return Math.floor(x / multiple) * multiple;
}
function ceilTo(multiple, x) {
    return Math.ceil(x / multiple) * multiple;
}
//# sourceMappingURL=wasm.js.map