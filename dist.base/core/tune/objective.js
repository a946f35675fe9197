/** `labels`: topic classification with labels that a user has; `contrast`: a document among others, without labels. */
export const TASKS = ['labels', 'contrast'];
/** Contrast: softmax over cosines divided by this. */
const TEMPERATURE = 0.07;
/** Classification: what cosines to the prototypes may be multiplied with. */
const SCALES = [1, 2, 4, 8, 16, 32, 64];
/** By how much more cosines must say of labels than they do. */
const SURER = 2;
/** A label of fewer documents is not learnt from. */
const LEAST_LABELLED = 10;
/** Part of the features that a view of a document lacks. */
const DROPPED = 0.2;
/** Why nothing can be learnt from these labels; null when it can. */
export function unlearnable(labels) {
    return learnable(labels).length >= 2
        ? null
        : `an adapter by labels needs two labels or more that ${LEAST_LABELLED} documents have: name another field, or leave it out`;
}
function learnable(labels) {
    const counts = new Map();
    for (const label of labels)
        if (label !== null)
            counts.set(label, (counts.get(label) ?? 0) + 1);
    return [...counts].flatMap(([name, count]) => (count >= LEAST_LABELLED ? [name] : [])).sort();
}
/**
 * Cross-entropy of the labels, cosines to their means being the scores. What these are multiplied with makes the loss of the
 * encoder's own vectors least, halved: so what can still be gained is to be surer of labels than the encoder is. Prototypes
 * that were trained as well would learn that instead of the adapter. Null for fewer than two labels.
 */
export function classification({ dim, data }, labels) {
    const names = learnable(labels);
    if (names.length < 2)
        return null;
    const places = new Map(names.map((name, at) => [name, at]));
    const classes = labels.map((label) => (label === null ? -1 : (places.get(label) ?? -1)));
    const means = prototypes({ rows: labels.length, dim, data }, classes, names.length);
    const scores = new Float64Array(names.length);
    const documents = classes.flatMap((of, i) => (of >= 0 ? [i] : []));
    const objective = {
        documents,
        views: 1,
        input(document, _, out, at) {
            out.set(data.subarray(document * dim, (document + 1) * dim), at);
        },
        loss(batch, z, gradient) {
            let sum = 0;
            batch.forEach((document, row) => {
                const own = classes[document];
                for (let c = 0; c < names.length; c++) {
                    scores[c] = product(z, row * dim, { other: means, from: c * dim, dim });
                }
                sum += softmax(scores, own);
                if (gradient === null)
                    return;
                for (let c = 0; c < names.length; c++) {
                    const by = scores[c] - (c === own ? 1 : 0);
                    for (let j = 0; j < dim; j++) {
                        const at = row * dim + j;
                        gradient[at] = gradient[at] + by * means[c * dim + j];
                    }
                }
            });
            return sum;
        },
    };
    const inputs = new Float32Array(documents.length * dim);
    documents.forEach((document, at) => {
        objective.input(document, () => 0, inputs, at * dim);
    });
    const unit = means.slice();
    const scaled = (by) => means.set(unit.map((value) => value * by));
    const losses = SCALES.map((by) => {
        scaled(by);
        return objective.loss(documents, inputs, null);
    });
    scaled(SCALES[losses.indexOf(Math.min(...losses))] / SURER);
    return objective;
}
/** Unit means of the classes, shape (count, dim). */
function prototypes({ dim, data }, classes, count) {
    const means = new Float32Array(count * dim);
    classes.forEach((of, i) => {
        if (of >= 0)
            for (let j = 0; j < dim; j++)
                means[of * dim + j] = means[of * dim + j] + data[i * dim + j];
    });
    for (let c = 0; c < count; c++) {
        const mean = means.subarray(c * dim, (c + 1) * dim);
        const length = Math.hypot(...mean);
        if (length > 0)
            for (let j = 0; j < dim; j++)
                mean[j] = mean[j] / length;
    }
    return means;
}
/**
 * InfoNCE (Oord et al. 2018) between two views of a document that lack other features each, the rest of the batch being
 * what it must be told from (as SimCSE does by dropout: Gao et al. 2021).
 */
export function contrast({ rows, dim, data }) {
    return {
        documents: Array.from({ length: rows }, (_, i) => i),
        views: 2,
        input(document, next, out, at) {
            for (let j = 0; j < 2 * dim; j++) {
                out[at + j] = next() < DROPPED ? 0 : data[document * dim + (j % dim)];
            }
        },
        loss(batch, z, gradient) {
            const n = batch.length;
            const scores = new Float64Array(n);
            let sum = 0;
            for (let i = 0; i < n; i++) {
                const a = 2 * i * dim;
                for (let k = 0; k < n; k++) {
                    scores[k] = product(z, a, { other: z, from: (2 * k + 1) * dim, dim }) / TEMPERATURE;
                }
                sum += softmax(scores, i);
                if (gradient === null)
                    continue;
                for (let k = 0; k < n; k++) {
                    const b = (2 * k + 1) * dim;
                    const by = (scores[k] - (k === i ? 1 : 0)) / TEMPERATURE;
                    for (let j = 0; j < dim; j++) {
                        gradient[a + j] = gradient[a + j] + by * z[b + j];
                        gradient[b + j] = gradient[b + j] + by * z[a + j];
                    }
                }
            }
            return sum;
        },
    };
}
function product(x, at, { other, from, dim }) {
    let sum = 0;
    for (let j = 0; j < dim; j++)
        sum += x[at + j] * other[from + j];
    return sum;
}
/** Scores become probabilities; returns minus the logarithm of the one at `own`. */
function softmax(scores, own) {
    const most = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const loss = -scores[own];
    let sum = 0;
    for (let c = 0; c < scores.length; c++) {
        const e = Math.exp(scores[c] - most);
        scores[c] = e;
        sum += e;
    }
    for (let c = 0; c < scores.length; c++)
        scores[c] = scores[c] / sum;
    return loss + most + Math.log(sum);
}
//# sourceMappingURL=objective.js.map