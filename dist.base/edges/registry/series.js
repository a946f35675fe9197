/** Documents over event time as Avro: a run of buckets without any is one negative number. */
import { EMPTY_SERIES } from "../../core/history/buckets.js";
export function toSeries(series) {
    return series.map(({ first, counts }) => ({ first, counts: packed(counts) }));
}
/** One without any document is the empty one itself, as it was before it was written. */
export function fromSeries(rows) {
    if (rows.every(({ counts }) => counts.length === 0))
        return EMPTY_SERIES;
    return rows.map(({ first, counts }) => ({ first, counts: unpacked(counts) }));
}
function packed(counts) {
    const out = [];
    let zeros = 0;
    for (const count of counts) {
        if (count === 0) {
            zeros++;
            continue;
        }
        if (zeros > 0)
            out.push(-zeros);
        zeros = 0;
        out.push(count);
    }
    if (zeros > 0)
        out.push(-zeros);
    return out;
}
function unpacked(counts) {
    const out = [];
    for (const count of counts) {
        if (count >= 0)
            out.push(count);
        else
            for (let i = count; i < 0; i++)
                out.push(0);
    }
    return out;
}
//# sourceMappingURL=series.js.map