import { CERTAINTY, LIFE, SCORE } from "./options.js";
/**
 * Score of a topic, a weighted mean of cosines: its own; that to the nearest of its cells, since a topic need not be round;
 * and its parent's, since a document between two topics is more likely of the one whose wider subject fits.
 */
export function scoreOf(topic, cell, parent) {
    const own = topic + SCORE.shape * cell;
    return parent === undefined ? own / (1 + SCORE.shape) : (own + SCORE.lean * parent) / (1 + SCORE.shape + SCORE.lean);
}
/** Where each row of centred unit vectors stands; `known` when the model has absorbed them. */
export function standings(view, centred, products, known = false) {
    const cosines = {
        topics: products.products(centred, view.topics),
        parents: products.products(centred, view.parents),
        cells: products.products(centred, view.cells),
    };
    const rows = new Int32Array(Math.min(LIFE.maxTheta, view.topics.rows));
    const inTopic = new Float32Array(view.topics.rows);
    return Array.from({ length: centred.rows }, (_, i) => {
        const { cell, cosine } = nearestCell(view, cosines.cells, i, inTopic);
        const scores = best(view, cosines, inTopic, i, rows);
        const [first] = rows;
        const score = scores[0] ?? 0;
        if (first === undefined || score < view.claim)
            return { theta: [], parent: null, score, scores, cell, cosine };
        const theta = weightsOf(scores, sureness(scores, known, view.certainty)).map((weight, r) => ({
            topic: view.topicIds[rows[r]],
            weight,
        }));
        const parent = view.parentIds[view.parentOfTopic[first]] ?? null;
        return { theta, parent, score, scores, cell, cosine };
    });
}
/** The cell nearest to a document; `inTopic` gets the cosine to the nearest cell of each topic. */
export function nearestCell({ cells: { rows }, topicOfCell }, cosines, document, inTopic) {
    let cell = -1;
    let cosine = -1;
    inTopic.fill(-1);
    for (let c = 0, at = document * rows; c < rows; c++, at++) {
        const own = cosines[at];
        const topic = topicOfCell[c];
        if (topic >= 0 && own > inTopic[topic])
            inTopic[topic] = own;
        if (own <= cosine)
            continue;
        cosine = own;
        cell = c;
    }
    return { cell, cosine };
}
/** The highest scores of a document, descending; `rows` gets their topics. Equal ones stay in the order of topics. */
function best(view, cosines, inTopic, document, rows) {
    const topics = view.topics.rows;
    const atTopics = document * topics;
    const atParents = document * view.parents.rows;
    const { parentOfTopic } = view;
    const most = rows.length;
    const scores = new Float32Array(most);
    let found = 0;
    let least = Number.NEGATIVE_INFINITY;
    for (let t = 0; t < topics; t++) {
        const parent = parentOfTopic[t];
        const wide = parent < 0 ? undefined : cosines.parents[atParents + parent];
        const score = Math.fround(scoreOf(cosines.topics[atTopics + t], inTopic[t], wide));
        if (found === most && score <= least)
            continue;
        let at = found < most ? found++ : most - 1;
        for (; at > 0 && scores[at - 1] < score; at--) {
            scores[at] = scores[at - 1];
            rows[at] = rows[at - 1];
        }
        scores[at] = score;
        rows[at] = t;
        least = scores[found - 1];
    }
    return scores;
}
/**
 * What certainty hangs on, for scores in descending order: 1, the first, the square root of its lead over the next, and
 * whether the model has absorbed the document.
 */
export function evidenceOf(scores, known) {
    const first = scores[0] ?? 0;
    return [1, first, Math.sqrt(Math.max(0, first - (scores[1] ?? 0))), known ? 1 : 0];
}
/**
 * Probability that the nearest topic stays the document's. In the topics of now it is p, logistic in `evidenceOf`; those of
 * later are others, which mergers make of them: p + merges·p·(1 − p).
 */
export function sureness(scores, known, certainty) {
    const [one, first, lead, absorbed] = evidenceOf(scores, known);
    const odds = certainty.base * one + certainty.score * first + certainty.lead * lead + certainty.known * absorbed;
    const now = 1 / (1 + Math.exp(-odds));
    return now * (1 + CERTAINTY.merges * (1 - now));
}
/**
 * Weights of the nearest topics, from their scores s in descending order; they sum to 1. A mixture of von Mises–Fisher
 * components with equal weights and one concentration κ (Banerjee et al. 2005), p_k ∝ exp(κ·s_k), is drawn towards its
 * first topic, or evenly towards all n, until the first weighs `sure`; it can't weigh less than 1/n.
 * Others below `minTheta` are left out, and go to those that stay, or where none does to the second: the first weighs what
 * it should. Only where another would come before it so, all are rescaled.
 */
export function weightsOf(scores, sure) {
    const n = scores.length;
    if (n === 0)
        return [];
    const odds = new Float64Array(n);
    let all = 0;
    for (let k = 0; k < n; k++) {
        odds[k] = Math.exp(CERTAINTY.concentration * (scores[k] - scores[0]));
        all += odds[k];
    }
    const first = 1 / all;
    const wanted = Math.max(sure, 1 / n);
    // Some part of what is aimed at, e₁ or 1/n, and the rest of the mixture.
    const even = wanted < first;
    const aim = even ? 1 / n : 1;
    const part = first === aim ? 0 : (wanted - first) / (aim - first);
    const others = [];
    let total = 0;
    for (let k = 1; k < n; k++) {
        const weight = (1 - part) * (odds[k] / all) + (even ? part * aim : 0);
        if (weight < LIFE.minTheta)
            continue;
        others.push(weight);
        total += weight;
    }
    const rest = 1 - wanted;
    if (others.length === 0)
        return n === 1 || rest < LIFE.minTheta ? [1] : [wanted, rest];
    const scale = rest / total;
    if (others[0] * scale <= wanted)
        return [wanted, ...others.map((weight) => weight * scale)];
    return [wanted, ...others].map((weight) => weight / (wanted + total));
}
//# sourceMappingURL=theta.js.map