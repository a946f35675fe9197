import { adapted } from "./adapter.js";
import { project } from "./lsa.js";
import { whiten } from "./whitening.js";
/** Length of a mapped vector. */
export function mappedDim({ words }, dim) {
    return dim + (words === null ? 0 : words.lsa.dim);
}
/**
 * Row i of the result belongs to row i of `encoded` (unit rows) and to `bags[i]`, and hangs on nothing else. Bags may be
 * missing for a map without words.
 */
export function mapped(map, encoded, bags) {
    const { rows, dim } = encoded;
    const { adapter, whitening, words } = map;
    const vectors = adapter === null ? encoded : adapted(adapter, encoded);
    const outDim = mappedDim(map, dim);
    const data = new Float32Array(rows * outDim);
    for (let i = 0; i < rows; i++) {
        const at = i * outDim;
        // Its own mean has no direction: it stays as it was.
        const square = whitening === null ? 0 : whiten(whitening, vectors.data, i * dim, data, at);
        if (square > 0)
            scale(data, at, dim, 1 / Math.sqrt(square));
        else
            data.set(vectors.data.subarray(i * dim, (i + 1) * dim), at);
        if (words === null)
            continue;
        const said = project(words.lsa, bags[i], data, at + dim);
        if (said === 0)
            continue;
        // Both parts together have the squared length 1 + weight².
        const whole = 1 / Math.sqrt(1 + words.weight ** 2);
        scale(data, at, dim, whole);
        scale(data, at + dim, words.lsa.dim, (whole * words.weight) / Math.sqrt(said));
    }
    return { rows, dim: outDim, data };
}
function scale(data, from, length, by) {
    for (let i = from; i < from + length; i++)
        data[i] = data[i] * by;
}
//# sourceMappingURL=map.js.map