/** What an artefact makes of texts, in the thread that asks. */
import { wordPiece } from "../../core/text/wordpiece.js";
import { openRows } from "./rows.js";
/** Throws `fatal` where there is no WebAssembly with SIMD. */
export function applied({ dim, limit, student, map, vocabulary }) {
    const rows = openRows({ student, map, dim });
    const pieces = vocabulary === null ? null : wordPiece(vocabulary);
    return {
        dim: rows.dim,
        encode: (texts, base) => rows.encode(texts.length, pieces === null ? null : (i) => pieces.lentBag(texts[i], limit), base),
    };
}
//# sourceMappingURL=applied.js.map