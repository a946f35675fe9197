/** Whether a map harms what labels say: scores before and after on the same documents, with the interval of the change. */
import { clustering } from "../evaluate/partition.js";
import { draws } from "../random.js";
import { neighbours } from "./gate.js";
import { kmeans } from "./kmeans.js";
export const MEASURES = ['nmi', 'bcubed', 'knn'];
const NEIGHBOURS = 10;
/** Clusterings over which scores are averaged, each the better of two starts: chance in one is not harm. */
const CLUSTERINGS = 3;
const RESTARTS = 2;
const RESAMPLES = 200;
/** Part of the resamples left out at each end. */
const TAIL = 0.025;
/** Rows of both belong to `labels`. Paired bootstrap over documents (Efron & Tibshirani 1993). */
export function changes({ before, after, labels, }, { products, seed }) {
    const [old, fresh] = [before, after].map((vectors) => judged(vectors, labels, { products, seed }));
    const all = labels.map((_, i) => i);
    const [was, is] = [scores(old, labels, all), scores(fresh, labels, all)];
    const next = draws(seed);
    const drawn = Array.from({ length: RESAMPLES }, () => {
        const sample = all.map(() => Math.floor(next() * all.length));
        const [a, b] = [scores(old, labels, sample), scores(fresh, labels, sample)];
        return { nmi: b.nmi - a.nmi, bcubed: b.bcubed - a.bcubed, knn: b.knn - a.knn };
    });
    const change = (measure) => {
        const sorted = drawn.map((each) => each[measure]).sort((a, b) => a - b);
        const at = (part) => sorted[Math.round(part * (sorted.length - 1))];
        return { before: was[measure], after: is[measure], low: at(TAIL), high: at(1 - TAIL) };
    };
    return { nmi: change('nmi'), bcubed: change('bcubed'), knn: change('knn') };
}
/** Harm beyond chance: the whole interval of a change lies below zero. */
export function harmed(found) {
    return MEASURES.filter((measure) => found[measure].high < 0);
}
function judged(vectors, labels, { products, seed }) {
    const k = new Set(labels).size;
    const clusterings = Array.from({ length: CLUSTERINGS }, (_, n) => Array.from(kmeans(vectors, { k, seed: seed + n * RESTARTS, products, restarts: RESTARTS }).labels));
    const near = neighbours(vectors, NEIGHBOURS, products);
    const count = near.length / labels.length;
    const right = labels.map((label, i) => {
        const votes = new Map();
        for (const j of near.subarray(i * count, (i + 1) * count)) {
            const name = labels[j];
            votes.set(name, (votes.get(name) ?? 0) + 1);
        }
        // The first to have the most votes: the one whose nearest document is nearest.
        let winner;
        for (const [name, n] of votes)
            if (winner === undefined || n > votes.get(winner))
                winner = name;
        return winner === label ? 1 : 0;
    });
    return { clusterings, right };
}
function scores({ clusterings, right }, labels, sample) {
    const named = sample.map((i) => labels[i]);
    const each = clusterings.map((clusters) => clustering(named, sample.map((i) => clusters[i])));
    return {
        nmi: mean(each.map(({ nmi }) => nmi)),
        bcubed: mean(each.map(({ bcubedF1 }) => bcubedF1)),
        knn: mean(sample.map((i) => right[i])),
    };
}
function mean(values) {
    return values.reduce((sum, value) => sum + value, 0) / values.length;
}
//# sourceMappingURL=labelled.js.map