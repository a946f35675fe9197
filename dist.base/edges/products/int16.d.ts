/** The Products port on 16-bit whole numbers. */
import type { Products } from '../../core/ports.ts';
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
export declare function int16Products({ simd }?: {
    readonly simd?: boolean;
}): Products;
