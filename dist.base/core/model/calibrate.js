import { stack } from "../vector.js";
import { heirs } from "./heirs.js";
import { finalTopics } from "./hindsight.js";
import { CERTAINTY } from "./options.js";
import { evidenceOf } from "./theta.js";
/**
 * The panel follows merges; each of its documents is given a topic with hindsight, and Θ's certainty is fitted to how
 * often that is the one of before. Call after each regrouping with its events.
 */
export function calibrate(state, events, options, products) {
    const panel = followed(state.panel, events);
    const panelists = [...panel.values()];
    if (panelists.length < CERTAINTY.least)
        return { ...state, panel };
    const vectors = stack(panelists.map(({ vector }) => vector), state.dim);
    const times = panelists.map(({ time }) => time);
    const now = finalTopics(state, { vectors, times, halfLife: options.halfLife }, products);
    const verdicts = panelists.map(({ scores, topic, known }, i) => ({
        evidence: evidenceOf(scores, known),
        right: now[i] === topic,
    }));
    return { ...state, panel, certainty: fitted(verdicts) };
}
function followed(panel, events) {
    const merged = events.filter(({ type, level }) => type === 'merged' && level === 0);
    if (merged.length === 0)
        return panel;
    const heirOf = heirs(merged);
    const follow = (panelist) => {
        const topic = heirOf(panelist.topic);
        return topic === panelist.topic ? panelist : { ...panelist, topic };
    };
    return new Map([...panel].map(([id, panelist]) => [id, follow(panelist)]));
}
/** Steps of Newton's method at most; a handful is enough. */
const STEPS = 20;
/**
 * Logistic regression, maximum a posteriori under the Gaussian prior of `CERTAINTY`. The loss
 * Σ ln(1 + exp(∓w·x)) + (precision / 2)·‖w − prior‖² is convex, and Newton's method (iteratively reweighted least squares,
 * Bishop 2006, 4.3.3) finds where it is least; a step that leads upwards is halved.
 */
export function fitted(verdicts) {
    const { base, score, lead, known } = CERTAINTY.prior;
    const prior = [base, score, lead, known];
    let weights = prior;
    let least = lossOf(weights, prior, verdicts);
    for (let step = 0; step < STEPS; step++) {
        const direction = newton(weights, prior, verdicts);
        let next = weights;
        let loss = least;
        for (let size = 1; size > 1 / 64 && loss >= least; size /= 2) {
            next = weights.map((w, j) => w - size * direction[j]);
            loss = lossOf(next, prior, verdicts);
        }
        if (loss >= least)
            break;
        weights = next;
        least = loss;
    }
    const [b, s, l, k] = weights;
    return { base: b, score: s, lead: l, known: k };
}
function lossOf(weights, prior, verdicts) {
    const away = weights.reduce((sum, w, j) => sum + (w - prior[j]) ** 2, 0);
    let loss = (CERTAINTY.precision / 2) * away;
    for (const { evidence, right } of verdicts) {
        const odds = dot(weights, evidence);
        // ln(1 + eˣ) without overflow.
        const x = right ? -odds : odds;
        loss = loss + Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
    return loss;
}
/** H⁻¹·g at some weights, g the gradient of the loss and H its Hessian. */
function newton(weights, prior, verdicts) {
    const n = weights.length;
    const { precision } = CERTAINTY;
    // The rows of H with g as their last column.
    const rows = weights.map((w, j) => {
        const row = new Float64Array(n + 1);
        row[j] = precision;
        row[n] = precision * (w - prior[j]);
        return row;
    });
    for (const { evidence, right } of verdicts) {
        const p = 1 / (1 + Math.exp(-dot(weights, evidence)));
        const off = p - (right ? 1 : 0);
        for (let a = 0; a < n; a++) {
            const row = rows[a];
            const x = evidence[a];
            const bend = p * (1 - p) * x;
            for (let b = 0; b < n; b++)
                row[b] = row[b] + bend * evidence[b];
            row[n] = row[n] + off * x;
        }
    }
    // H is positive definite: elimination needs no pivoting.
    rows.forEach((pivot, c) => {
        rows.forEach((row, r) => {
            if (r === c)
                return;
            const factor = row[c] / pivot[c];
            for (let j = c; j <= n; j++)
                row[j] = row[j] - factor * pivot[j];
        });
    });
    return rows.map((row, j) => row[n] / row[j]);
}
function dot(a, b) {
    let sum = 0;
    for (let i = 0; i < a.length; i++)
        sum += a[i] * b[i];
    return sum;
}
//# sourceMappingURL=calibrate.js.map