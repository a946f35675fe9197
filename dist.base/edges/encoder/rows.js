/**
 * A student and a feed map made ready to encode: what core/tune says, in WebAssembly SIMD (kernel.wat), to within the
 * rounding of float32. Vectors hang on their text alone, to the last bit, on every machine.
 */
import { LeitmotifError } from "../../core/errors.js";
import { mappedDim } from "../../core/tune/map.js";
import { KERNEL } from "./kernel.js";
const PAGE = 1 << 16;
/** Different pieces of one text at most. */
const MOST_PIECES = 1024;
/** Numbers in a row are a multiple of this: 128 bytes. */
const LANES = 32;
/** Texts that are whitened at once. */
const BLOCK = 4;
/** `dim` is the length of the vectors that the map is put on. Throws `fatal` where there is no WebAssembly with SIMD. */
export function openRows({ student, map, dim }) {
    const bytes = Buffer.from(KERNEL, 'base64');
    if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(bytes)) {
        const message = 'a tuned encoder needs WebAssembly with SIMD, which this Node lacks: start it without --jitless';
        throw new LeitmotifError('fatal', 'encode', message);
    }
    const kernel = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
    const wide = padded(dim);
    const whitening = map?.whitening ?? null;
    const words = map?.words ?? null;
    const adapter = map?.adapter ?? null;
    const rankWide = padded(adapter?.rank ?? 0);
    const lsaWide = padded(words?.lsa.dim ?? 0);
    // 1. The memory: scratch first, then the tables.
    let end = 0;
    const reserve = (floats) => {
        const at = end;
        end += 4 * floats;
        return at;
    };
    const at = {
        ids: reserve(MOST_PIECES),
        roots: reserve(MOST_PIECES),
        logs: reserve(MOST_PIECES),
        numbers: reserve(adapter === null ? 0 : padded(Math.max(dim, adapter.rank))),
        hidden: reserve(rankWide),
        residual: reserve(adapter === null ? 0 : wide),
        zero: reserve(wide),
        // −μ.
        mean: reserve(wide),
        // Of each text of a block.
        vectors: reserve(BLOCK * wide),
        centred: reserve(BLOCK * wide),
        white: reserve(BLOCK * wide),
        words: reserve(BLOCK * lsaWide),
        matrix: reserve(whitening === null ? 0 : wide * wide),
        down: reserve(adapter === null ? 0 : dim * rankWide),
        up: reserve(adapter === null ? 0 : adapter.rank * wide),
        lsa: reserve(words === null ? 0 : words.lsa.size * lsaWide),
        student: reserve(student === null ? 0 : student.size * wide),
    };
    kernel.memory.grow(Math.ceil(end / PAGE));
    const { buffer } = kernel.memory;
    const floats = new Float32Array(buffer);
    const lay = (table, rows, { length, wideAs, to }) => {
        for (let i = 0; i < rows; i++)
            floats.set(table.subarray(i * length, (i + 1) * length), to / 4 + i * wideAs);
    };
    if (whitening !== null) {
        lay(whitening.matrix, dim, { length: dim, wideAs: wide, to: at.matrix });
        floats.set(whitening.mean.map((value) => -value), at.mean / 4);
    }
    if (adapter !== null) {
        lay(adapter.down, dim, { length: adapter.rank, wideAs: rankWide, to: at.down });
        lay(adapter.up, adapter.rank, { length: dim, wideAs: wide, to: at.up });
        // The n-th number of a vector weighs the n-th row.
        const most = Math.max(dim, adapter.rank);
        new Int32Array(buffer, at.numbers, most).set(Array.from({ length: most }, (_, n) => n));
    }
    if (words !== null)
        lay(words.lsa.rows, words.lsa.size, { length: words.lsa.dim, wideAs: lsaWide, to: at.lsa });
    if (student !== null)
        lay(student.rows, student.size, { length: dim, wideAs: wide, to: at.student });
    const ids = new Int32Array(buffer, at.ids, MOST_PIECES);
    const roots = new Float32Array(buffer, at.roots, MOST_PIECES);
    const logs = new Float32Array(buffer, at.logs, MOST_PIECES);
    const outDim = map === null ? dim : mappedDim(map, dim);
    /** Weights of the pieces: the student's √tf, the words' 1 + ln tf. How many pieces there are. */
    function weigh(bag) {
        const count = Math.min(MOST_PIECES, bag.ids.length);
        for (let i = 0; i < count; i++) {
            const tf = bag.counts[i];
            ids[i] = bag.ids[i];
            roots[i] = tf === 1 ? 1 : Math.sqrt(tf);
            logs[i] = tf === 1 ? 1 : 1 + Math.log(tf);
        }
        return count;
    }
    const lengthOf = (x, size) => Math.sqrt(kernel.square(x, size));
    const scale = (x, size, by) => kernel.combine(x, size, by, at.zero, x);
    /** norm(x + Uᵀ D x) in the place of x. */
    function adapt(x, { rank }) {
        kernel.gather(at.down, 4 * rankWide, at.numbers, x, dim, at.hidden);
        kernel.gather(at.up, 4 * wide, at.numbers, at.hidden, rank, at.residual);
        kernel.combine(at.residual, 4 * wide, 1, x, at.residual);
        const length = lengthOf(at.residual, 4 * wide);
        if (length > 0)
            kernel.combine(at.residual, 4 * wide, 1 / length, at.zero, x);
    }
    return {
        dim: outDim,
        encode(count, bagOf, base) {
            const out = new Float32Array(count * outDim);
            for (let first = 0; first < count; first += BLOCK) {
                const block = Math.min(BLOCK, count - first);
                for (let n = 0; n < block; n++) {
                    const vector = at.vectors + 4 * n * wide;
                    // 2. The vector: the student's, or the encoder's own; and the words.
                    const pieces = bagOf === null ? 0 : weigh(bagOf(first + n));
                    if (words !== null)
                        kernel.gather(at.lsa, 4 * lsaWide, at.ids, at.logs, pieces, at.words + 4 * n * lsaWide);
                    if (student !== null) {
                        kernel.gather(at.student, 4 * wide, at.ids, at.roots, pieces, vector);
                        const length = lengthOf(vector, 4 * wide);
                        // Where nothing is known of a text, one direction stands for "nothing said".
                        if (length > 0)
                            scale(vector, 4 * wide, 1 / length);
                        else
                            floats.fill(1 / Math.sqrt(dim), vector / 4, vector / 4 + dim);
                    }
                    else
                        floats.set(base.subarray((first + n) * dim, (first + n + 1) * dim), vector / 4);
                    // 3. Adapted, and centred: x − μ.
                    if (adapter !== null)
                        adapt(vector, adapter);
                    if (whitening !== null)
                        kernel.combine(vector, 4 * wide, 1, at.mean, at.centred + 4 * n * wide);
                }
                // 4. Whitened: M (x − μ). What an earlier block left in places that this one does not fill is not looked at.
                if (whitening !== null)
                    kernel.lower(at.matrix, 4 * wide, at.centred, at.white);
                // 5. Of unit length, with the words beside it.
                for (let n = 0; n < block; n++) {
                    let vector = at.vectors + 4 * n * wide;
                    const white = at.white + 4 * n * wide;
                    const said = at.words + 4 * n * lsaWide;
                    const length = whitening === null ? 0 : lengthOf(white, 4 * wide);
                    const lengthOfWords = words === null ? 0 : lengthOf(said, 4 * lsaWide);
                    // Both parts together have the squared length 1 + weight².
                    const whole = words !== null && lengthOfWords > 0 ? 1 / Math.sqrt(1 + words.weight ** 2) : 1;
                    // Its own mean has no direction: it stays as it was.
                    if (length > 0)
                        vector = white;
                    scale(vector, 4 * wide, length > 0 ? whole / length : whole);
                    const to = (first + n) * outDim;
                    out.set(floats.subarray(vector / 4, vector / 4 + dim), to);
                    if (words === null || lengthOfWords === 0)
                        continue;
                    scale(said, 4 * lsaWide, (whole * words.weight) / lengthOfWords);
                    out.set(floats.subarray(said / 4, said / 4 + words.lsa.dim), to + dim);
                }
            }
            return out;
        },
    };
}
function padded(length) {
    return Math.ceil(length / LANES) * LANES;
}
//# sourceMappingURL=rows.js.map