/**
 * A residual adapter: a map of low rank added to what the encoder says (Houlsby et al. 2019; Hu et al. 2022), trained by
 * gradient descent on a task and held to the encoder by an anchor.
 */
import { draws, shuffled } from "../random.js";
import { adam, momentsOf } from "./adam.js";
/** Every so many documents one is held out, for training to be stopped by: of all times, since labels come and go. */
const HELD_OUT = 10;
/**
 * u = x + Uᵀ h with h = D x, of the vector that begins at `from`, into `out` from the same place, and h into `hidden`,
 * shape (rank). u is not yet of unit length; returns its length.
 */
function adapt({ dim, rank, down, up }, x, from, { out, hidden }) {
    hidden.fill(0);
    for (let j = 0; j < dim; j++) {
        const value = x[from + j];
        out[from + j] = value;
        if (value === 0)
            continue;
        for (let k = 0; k < rank; k++)
            hidden[k] = hidden[k] + value * down[j * rank + k];
    }
    for (let k = 0; k < rank; k++) {
        const h = hidden[k];
        for (let j = 0; j < dim; j++)
            out[from + j] = out[from + j] + h * up[k * dim + j];
    }
    let square = 0;
    for (let j = 0; j < dim; j++)
        square += out[from + j] ** 2;
    return Math.sqrt(square);
}
/** Unit rows; row i hangs on row i of `vectors` alone. One that comes to nothing stays as it was. */
export function adapted(adapter, vectors) {
    const { rows, dim } = vectors;
    const data = new Float32Array(rows * dim);
    const room = { out: data, hidden: new Float32Array(adapter.rank) };
    for (let i = 0; i < rows; i++) {
        const length = adapt(adapter, vectors.data, i * dim, room);
        if (length === 0)
            data.set(vectors.data.subarray(i * dim, (i + 1) * dim), i * dim);
        else
            for (let j = i * dim; j < (i + 1) * dim; j++)
                data[j] = data[j] / length;
    }
    return { rows, dim, data };
}
/**
 * Trains on all but every tenth of the objective's documents, epoch by epoch, until the loss on that tenth no longer
 * falls; the best epoch is kept, and the first adapter changes nothing. The same seed gives the same bits.
 */
export function fitAdapter(vectors, objective, options) {
    const { seed, anchor = 3, epochs = 10, rate = 2e-3, batch = 128, epoch: told = () => { } } = options;
    const { dim } = vectors;
    const rank = Math.min(options.rank ?? 64, dim);
    const [training, heldOut] = [false, true].map((out) => objective.documents.filter((_, i) => (i % HELD_OUT === HELD_OUT - 1) === out));
    const next = draws(seed);
    // As small as a random projection's, and what follows it zero: at first x goes through as it is (Hu et al. 2022).
    const down = Float32Array.from({ length: dim * rank }, () => (2 * next() - 1) * Math.sqrt(3 / dim));
    const adapter = { dim, rank, down, up: new Float32Array(rank * dim) };
    const lossAt = lossOf(adapter, vectors, { objective, anchor });
    const mean = (documents, drawn) => {
        let sum = 0;
        for (let from = 0; from < documents.length; from += batch)
            sum += lossAt(documents.slice(from, from + batch), drawn, null);
        return sum / documents.length;
    };
    // Always the same views, so that epochs compare.
    const judge = () => mean(heldOut, draws(seed + 1));
    const slopes = { down: new Float64Array(dim * rank), up: new Float64Array(rank * dim) };
    const moments = { down: momentsOf(dim * rank), up: momentsOf(rank * dim) };
    let best = { loss: judge(), down: down.slice(), up: adapter.up.slice() };
    let steps = 0;
    const allSteps = epochs * Math.ceil(training.length / batch);
    for (let epoch = 1; epoch <= epochs; epoch++) {
        const order = Array.from(shuffled(training.length, seed + epoch), (i) => training[i]);
        let loss = 0;
        for (let from = 0; from < order.length; from += batch) {
            const documents = order.slice(from, from + batch);
            loss += lossAt(documents, next, slopes);
            steps += 1;
            const step = adam(steps);
            const decayed = rate * (1 - (steps - 1) / allSteps);
            for (const part of ['down', 'up']) {
                const gradient = slopes[part].map((value) => value / documents.length);
                step(adapter[part], moments[part], { at: 0, gradient, rate: decayed });
                slopes[part].fill(0);
            }
        }
        const judged = judge();
        told(epoch, loss / training.length, judged);
        if (judged >= best.loss)
            break;
        best = { loss: judged, down: down.slice(), up: adapter.up.slice() };
    }
    return { dim, rank, down: best.down, up: best.up };
}
/**
 * Of the objective plus the anchor, of an adapter that may change between calls. Batch forward, u = x + Uᵀ h, h = D x,
 * z = u / |u|, then back.
 */
export function lossOf(adapter, { dim, data }, { objective, anchor }) {
    const { rank, up } = adapter;
    const { views } = objective;
    return (documents, next, slopes) => {
        const rows = documents.length * views;
        const x = new Float32Array(rows * dim);
        documents.forEach((document, i) => {
            objective.input(document, next, x, i * views * dim);
        });
        const hidden = Array.from({ length: rows }, () => new Float32Array(rank));
        const z = new Float32Array(rows * dim);
        const lengths = hidden.map((h, i) => {
            const length = adapt(adapter, x, i * dim, { out: z, hidden: h }) || 1;
            for (let j = i * dim; j < (i + 1) * dim; j++)
                z[j] = z[j] / length;
            return length;
        });
        const gradient = new Float64Array(rows * dim);
        let loss = objective.loss(documents, z, slopes === null ? null : gradient);
        for (let i = 0; i < rows; i++) {
            const [row, own] = [i * dim, documents[Math.floor(i / views)] * dim];
            let cosine = 0;
            for (let j = 0; j < dim; j++) {
                cosine += z[row + j] * data[own + j];
                gradient[row + j] = gradient[row + j] - (anchor / views) * data[own + j];
            }
            loss += (anchor / views) * (1 - cosine);
        }
        if (slopes === null)
            return loss;
        const back = new Float64Array(dim);
        const inside = new Float64Array(rank);
        for (let i = 0; i < rows; i++) {
            const h = hidden[i];
            let along = 0;
            for (let j = 0; j < dim; j++)
                along += gradient[i * dim + j] * z[i * dim + j];
            for (let j = 0; j < dim; j++) {
                back[j] = (gradient[i * dim + j] - along * z[i * dim + j]) / lengths[i];
            }
            for (let k = 0; k < rank; k++) {
                let byHidden = 0;
                for (let j = 0; j < dim; j++) {
                    const at = k * dim + j;
                    byHidden += up[at] * back[j];
                    slopes.up[at] = slopes.up[at] + h[k] * back[j];
                }
                inside[k] = byHidden;
            }
            for (let j = 0; j < dim; j++) {
                const value = x[i * dim + j];
                if (value === 0)
                    continue;
                for (let k = 0; k < rank; k++) {
                    const at = j * rank + k;
                    slopes.down[at] = slopes.down[at] + value * inside[k];
                }
            }
        }
        return loss;
    };
}
//# sourceMappingURL=adapter.js.map