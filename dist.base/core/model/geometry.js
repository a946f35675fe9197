import { quantile } from "../quantile.js";
import { centre, stack } from "../vector.js";
import { liveTopics } from "./members.js";
/** Before there is much to measure: what six feeds have in one space, about. */
export const PRIOR = { chance: 0.08, neighbours: 0.6 };
/** It counts as much as so many documents, and as so many topics. */
const PRIOR_DOCUMENTS = 16;
const PRIOR_TOPICS = 8;
/** Documents of the panel that meet each other. */
const MET = 128;
/** Part of the topics that are less near to their nearest than `neighbours`. */
const PART = 0.9;
/** Half of a normal distribution is within so many deviations, nine tenths below so many. */
const HALF = 0.6745;
const NINE_TENTHS = 1.2816;
/** In a space of so few directions that chance brings more, nothing would be near. */
const MOST = 0.2;
export function thresholdsOf({ chance, neighbours }) {
    return {
        claim: NINE_TENTHS * chance,
        radius: (1 + 4 * chance) / 2,
        kin: neighbours,
        drifted: neighbours + (1 - neighbours) / 4,
        revive: neighbours + (1 - neighbours) / 2,
    };
}
/** Of a model as it is: what documents of the panel have in common beside their topics, and how near topics are. */
export function measured(state, products) {
    const { dim, mean } = state;
    const cosinesOf = (vectors, from) => {
        const rows = centre(stack(vectors, dim), from);
        return products.products(rows, rows);
    };
    const panel = [...state.panel.values()].slice(0, MET).map(({ vector, topic }) => {
        const own = state.topics.get(topic)?.mean ?? mean;
        return vector.map((x, j) => x - own[j]);
    });
    const topics = liveTopics(state).map((topic) => topic.mean);
    const [documents, different] = [panel.length, topics.length];
    return {
        chance: documents < 2
            ? PRIOR.chance
            : blended(chanceOf(cosinesOf(panel, new Float32Array(dim)), documents), documents, PRIOR.chance, PRIOR_DOCUMENTS),
        neighbours: different < 2
            ? PRIOR.neighbours
            : blended(neighboursOf(cosinesOf(topics, mean), different), different, PRIOR.neighbours, PRIOR_TOPICS),
    };
}
function blended(measure, count, prior, weight) {
    return (count * measure + weight * prior) / (count + weight);
}
/** The deviation of cosines between different documents, by their median: what many copy is no chance. */
function chanceOf(cosines, n) {
    const sizes = new Float32Array((n * (n - 1)) / 2);
    let filled = 0;
    for (let i = 0; i < n; i++)
        for (let j = 0; j < i; j++)
            sizes[filled++] = Math.abs(cosines[i * n + j]);
    return Math.min(MOST, quantile(sizes, 0.5) / HALF);
}
/** The cosine to its nearest other that most topics stay below. */
function neighboursOf(cosines, n) {
    const nearest = new Float32Array(n).fill(-1);
    for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++)
            if (j !== i)
                nearest[i] = Math.max(nearest[i], cosines[i * n + j]);
    return Math.max(0, quantile(nearest, PART));
}
//# sourceMappingURL=geometry.js.map