/**
 * The static student: a table of vectors for pieces of words, learnt by gradient descent so that a document's sum of
 * them points where the teacher's vector points. Started from the teacher's own vectors of the pieces (Minishlab's
 * Model2Vec, 2024), weighted as by Arora, Liang & Ma (2017); the rows are trained too.
 */
import { shuffled } from "../random.js";
import { dot } from "../vector.js";
import { adam, momentsOf } from "./adam.js";
import { combined, transposed } from "./sparse.js";
/** Length of a document's sum at the start: gradients are of ordinary size then. */
const START_LENGTH = 10;
function defaults({ smoothing = 0.01, rate = 1e-3, weightRate = 0.02, epochs = 8, batch = 128, seed }) {
    return { smoothing, rate, weightRate, epochs, batch, seed };
}
/** `table`: the teacher's vector of each piece, shape (size, dim); a row of zeros is a piece without one. */
export function beginTraining(table, lesson, options) {
    const { smoothing } = defaults(options);
    const { rows: size, dim } = table;
    const seen = new Float64Array(size);
    let total = 0;
    for (const { ids, counts } of lesson.bags) {
        ids.forEach((id, at) => {
            seen[id] = seen[id] + counts[at];
            total += counts[at];
        });
    }
    const rarity = Float32Array.from(seen, (count) => smoothing / (smoothing + count / Math.max(1, total)));
    const pieces = Int32Array.from(seen.keys()).filter((id) => seen[id] > 0);
    const places = new Int32Array(size).fill(-1);
    pieces.forEach((id, at) => {
        places[id] = at;
    });
    const mean = meanRow(table);
    const rows = new Float32Array(pieces.length * dim);
    let lengths = 0;
    pieces.forEach((id, at) => {
        let square = 0;
        for (let j = 0; j < dim; j++) {
            const value = table.data[id * dim + j] - mean[j];
            rows[at * dim + j] = value;
            square += value * value;
        }
        lengths += Math.sqrt(square);
    });
    const weights = new Float32Array(pieces.length);
    const draft = { dim, size, pieces, places, rarity, rows, weights };
    const sum = new Float64Array(dim);
    let sums = 0;
    const parts = partsOf(draft, lesson.bags);
    for (let n = 0; n < lesson.bags.length; n++)
        sums += lengthOf(combined(parts, n, rows, sum));
    const scale = sums > 0 ? (START_LENGTH * lesson.bags.length) / sums : 1;
    for (let i = 0; i < rows.length; i++)
        rows[i] = rows[i] * scale;
    return {
        ...draft,
        moments: [momentsOf(rows.length), momentsOf(weights.length)],
        length: pieces.length > 0 ? (lengths * scale) / pieces.length : 1,
        scale,
        mean,
        steps: 0,
        epoch: 0,
    };
}
/** Of the rows that are not zero. */
function meanRow({ rows, dim, data }) {
    const sum = new Float64Array(dim);
    let count = 0;
    for (let i = 0; i < rows; i++) {
        if (data.subarray(i * dim, (i + 1) * dim).every((value) => value === 0))
            continue;
        count += 1;
        for (let j = 0; j < dim; j++)
            sum[j] = sum[j] + data[i * dim + j];
    }
    return Float32Array.from(sum, (value) => value / Math.max(1, count));
}
/** Which rows documents are made of, and what of them, √tf_t a_t e^{l_t}; pieces that are not trained are left out. */
function partsOf({ places, rarity, weights }, bags) {
    const starts = new Int32Array(bags.length + 1);
    const total = bags.reduce((sum, { ids }) => sum + ids.length, 0);
    const columns = new Int32Array(total);
    const values = new Float64Array(total);
    let filled = 0;
    bags.forEach(({ ids, counts }, n) => {
        for (let at = 0; at < ids.length; at++) {
            const id = ids[at];
            const place = places[id];
            if (place < 0)
                continue;
            columns[filled] = place;
            values[filled++] = Math.sqrt(counts[at]) * rarity[id] * Math.exp(weights[place]);
        }
        starts[n + 1] = filled;
    });
    return { starts, columns: columns.subarray(0, filled), values: values.subarray(0, filled) };
}
/**
 * One pass over the lesson in an order that seed and epoch decide. Adam takes its steps on the rows that a batch touches
 * alone; both rates fall to zero over the second half. Returns the mean loss.
 */
export function trainEpoch(training, lesson, options) {
    const { seed, batch, epochs, rate, weightRate } = defaults(options);
    const { dim, pieces, rows, weights, moments } = training;
    const order = shuffled(lesson.bags.length, seed + training.epoch);
    const allSteps = epochs * Math.ceil(order.length / batch);
    const gradient = new Float64Array(dim);
    const along = new Float64Array(1);
    let loss = 0;
    for (let from = 0; from < order.length; from += batch) {
        const documents = order.subarray(from, from + batch);
        const parts = partsOf(training, Array.from(documents, (i) => lesson.bags[i]));
        const slopes = slopesOf(parts, rows, documents, lesson.targets);
        loss += slopes.loss;
        training.steps += 1;
        const decay = Math.min(1, 2 * (1 - (training.steps - 1) / allSteps));
        const step = adam(training.steps);
        const shares = transposed(parts, pieces.length);
        for (let place = 0; place < pieces.length; place++) {
            if (shares.starts[place] === shares.starts[place + 1])
                continue;
            const at = place * dim;
            combined(shares, place, slopes.gradients, gradient);
            along[0] = dot(rows, at, gradient, 0, dim);
            step(rows, moments[0], { at, gradient, rate: rate * training.length * decay });
            step(weights, moments[1], { at: place, gradient: along, rate: weightRate * decay });
        }
    }
    training.epoch += 1;
    return loss / Math.max(1, order.length);
}
/**
 * For u = Σ f_t R_t, f_t = √tf_t a_t e^{l_t}, with z = u / |u| and the teacher's y the loss is 1 − z·y. Its gradient by u is
 * G = −(y − (z·y) z) / |u|, that by row R_t therefore Σ f_t G over the documents, and that by l_t R_t· of it.
 * @returns the sum of the losses, and the gradients of their mean by u, shape (documents, dim)
 */
function slopesOf(parts, rows, documents, { dim, data }) {
    const gradients = new Float32Array(documents.length * dim);
    const sum = new Float64Array(dim);
    let loss = 0;
    for (let n = 0; n < documents.length; n++) {
        const length = lengthOf(combined(parts, n, rows, sum));
        if (length === 0)
            continue;
        const y = documents[n] * dim;
        const cosine = dot(data, y, sum, 0, dim) / length;
        loss += 1 - cosine;
        const by = 1 / length / documents.length;
        for (let j = 0; j < dim; j++)
            gradients[n * dim + j] = -(data[y + j] - (cosine * sum[j]) / length) * by;
    }
    return { loss, gradients };
}
function lengthOf(vector) {
    return Math.sqrt(dot(vector, 0, vector, 0, vector.length));
}
/** The whole table with its weights in it: trained rows where there are, the others as they began, centred and scaled alike. */
export function studentOf(training, table) {
    const { dim, size, places, rarity, rows, weights, mean, scale } = training;
    const out = new Float32Array(size * dim);
    for (let id = 0; id < size; id++) {
        const place = places[id];
        const start = id * dim;
        if (place >= 0) {
            const weight = rarity[id] * Math.exp(weights[place]);
            for (let j = 0; j < dim; j++)
                out[start + j] = weight * rows[place * dim + j];
        }
        else if (!table.data.subarray(start, start + dim).every((value) => value === 0)) {
            const weight = rarity[id] * scale;
            for (let j = 0; j < dim; j++)
                out[start + j] = weight * (table.data[start + j] - mean[j]);
        }
    }
    return { rows: out, size, dim };
}
/** One unit row for each bag; where nothing is known of a text, one direction stands for "nothing said". */
export function taught({ rows, dim }, bags) {
    const data = new Float32Array(bags.length * dim);
    const sum = new Float64Array(dim);
    bags.forEach(({ ids, counts }, i) => {
        const values = Float64Array.from(counts);
        for (let at = 0; at < values.length; at++)
            values[at] = Math.sqrt(values[at]);
        const length = lengthOf(combined({ starts: Int32Array.of(0, ids.length), columns: ids, values }, 0, rows, sum));
        for (let j = 0; j < dim; j++)
            data[i * dim + j] = length > 0 ? sum[j] / length : 1 / Math.sqrt(dim);
    });
    return { rows: bags.length, dim, data };
}
/** Mean cosine of the student's vectors to the teacher's. */
export function meanCosine(vectors, targets) {
    let sum = 0;
    for (let i = 0; i < vectors.data.length; i++)
        sum += vectors.data[i] * targets.data[i];
    return sum / Math.max(1, vectors.rows);
}
//# sourceMappingURL=student.js.map