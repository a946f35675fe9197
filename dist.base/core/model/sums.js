/** Documents → what is added to a cell for them. */
import { minuteOf } from "../history/buckets.js";
import { Counts } from "../text/counts.js";
import { documentWeight } from "./decay.js";
/** Weighted sums over some rows; the spread is taken about their own mean in a second pass, so nothing cancels. */
export function summed(rows, batch, halfLife) {
    const timeOf = (i) => batch.docs[i].time;
    const reference = rows.reduce((newest, i) => Math.max(newest, timeOf(i)), 0);
    const weights = rows.map((i) => documentWeight(reference - timeOf(i), halfLife));
    const { dim, data } = batch.vectors;
    // Loops by hand: to make or walk a typed array by a callback takes ten times as long.
    const sum = new Float32Array(dim);
    let weight = 0;
    for (let r = 0; r < rows.length; r++) {
        const w = weights[r];
        weight += w;
        const start = rows[r] * dim;
        for (let j = 0; j < dim; j++)
            sum[j] = sum[j] + w * data[start + j];
    }
    const terms = Counts.sum(rows.map((i) => Counts.from(batch.terms[i]).damped()), weights);
    weight = Math.fround(weight);
    let spread = 0;
    for (let r = 0; r < rows.length; r++) {
        const start = rows[r] * dim;
        let square = 0;
        for (let j = 0; j < dim; j++) {
            const apart = data[start + j] - sum[j] / weight;
            square += apart * apart;
        }
        spread += weights[r] * square;
    }
    const minutes = new Map();
    for (const minute of rows.map((i) => minuteOf(timeOf(i))).sort((a, b) => a - b))
        minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
    return { reference, weight, documents: rows.length, minutes, sum, spread, terms };
}
//# sourceMappingURL=sums.js.map