import { scalarEngine } from "./scalar.js";
import { wasmEngine } from "./wasm.js";
/**
 * Scalar products of rows that are rounded to 16-bit whole numbers, each on a scale of its own. Sums of whole numbers
 * are exact, so the same matrices give the same bits on every machine, with SIMD or without, and a product depends on
 * its two rows alone.
 *
 * A row x of `dim` elements becomes q = round(x / g), with the grain g = max(max|x| / 32767, ‖x‖ / (46340 − √dim/2)),
 * and t·q stands for it, with the step t = ‖x‖ / ‖q‖ (in doubles), so that it keeps its length. A product is
 * (t_a·t_b)·Σ q_a·q_b, rounded to float32 once.
 *
 * - Nothing overflows: rounding adds at most √dim/2 to the length, so ‖q‖ ≤ 46340, and by Cauchy and Schwarz each
 *   partial sum is at most ‖q_a‖·‖q_b‖ ≤ 46340² < 2³¹, in any order and any number of dimensions.
 * - The error: ‖x/g − q‖ ≤ √dim/2, the step at most doubles that, so
 *   |product − a·b| ≤ √dim·(g_a·‖b‖ + g_b·‖a‖) + 2⁻²⁴·|a·b|. For unit rows of 384 dimensions that is below 9·10⁻⁴ at
 *   worst; roundings cancel, and what is measured is about 10⁻⁵.
 * - |product| ≤ ‖a‖·‖b‖ but for the last bit: a cosine stays one.
 * - Rows of any finite float32 are welcome, subnormal ones too; a row of zeros gives 0, one with a NaN or an infinity NaN.
 *
 * Quantised matrices are kept for as long as their buffers live, so that a model's centroids are quantised once for many
 * batches, and parts of a matrix need nothing but the whole.
 */
export function int16Products({ simd = true } = {}) {
    const engine = (simd ? wasmEngine() : null) ?? scalarEngine;
    const known = new WeakMap();
    function rowsOf(matrix) {
        const { rows, dim, data } = matrix;
        const held = known.get(data.buffer);
        if (held?.quantised.dim === dim) {
            const first = (data.byteOffset - held.byteOffset) / (data.BYTES_PER_ELEMENT * dim);
            if (Number.isInteger(first) && first >= 0 && first + rows <= held.quantised.rows)
                return { of: held.quantised, first, rows };
        }
        const quantised = engine.quantise(matrix);
        known.set(data.buffer, { quantised, byteOffset: data.byteOffset });
        return { of: quantised, first: 0, rows };
    }
    return {
        name: 'int16',
        products(a, b) {
            if (a.dim !== b.dim)
                throw new RangeError(`vectors of ${a.dim} and ${b.dim} dimensions cannot be multiplied`);
            // The larger first: the smaller may be a part of it.
            const right = rowsOf(b);
            return engine.multiply(rowsOf(a), right);
        },
    };
}
//# sourceMappingURL=int16.js.map