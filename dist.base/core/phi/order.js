/** In which order a topic's words are read, and which it is named by: what all of it has before what some of it has. */
import { landmarkOf, remaining } from "../model/decay.js";
import { Counts, tabulated } from "../text/counts.js";
/** So many words of a topic go by their relevance; the others stay in the order of how much they are its own. */
const FIRST = 30;
/** Words that `keywords` chose, by how evenly the topic's cells have them: one that only some have is of a part of it. */
export function inOrder(chosen, cells, at) {
    const even = evenness(chosen.map(({ word }) => word), cells, at);
    const words = chosen.map(({ naming: _, relevance, ...word }, i) => ({
        ...word,
        relevance: relevance * even[i],
    }));
    const named = chosen.map(({ word, naming }, i) => ({ word, naming: naming * even[i] }));
    return {
        words: [...words.slice(0, FIRST).sort((a, b) => b.relevance - a.relevance), ...words.slice(FIRST)],
        names: named.sort((a, b) => b.naming - a.naming).map(({ word }) => word),
    };
}
/**
 * Σ_c √(p_c·q_c) for each word, where p_c is the part of its count that cell c has, and q_c the part of all words: the
 * coefficient of Bhattacharyya (1943) between the two distributions over cells. 1 for a word that is spread over the
 * cells as all words are; √q for one that a single cell has, whose words are the part q of all. 0 for an unknown one.
 */
export function evenness(words, cells, { time, halfLife }) {
    const { counts, sums } = tabulated(words, cells.map(({ terms, added }) => [terms, ...added].map(Counts.from)));
    const totals = new Float64Array(words.length);
    const roots = new Float64Array(words.length);
    let all = 0;
    cells.forEach(({ reference }, c) => {
        const left = remaining(time - landmarkOf(reference, halfLife), halfLife);
        const mass = left * sums[c];
        all += mass;
        for (let w = 0; w < words.length; w++) {
            const count = left * counts[c * words.length + w];
            totals[w] = totals[w] + count;
            roots[w] = roots[w] + Math.sqrt(count) * Math.sqrt(mass);
        }
    });
    // Roots apart: the product of two counts of which next to nothing is left would be 0.
    return roots.map((root, w) => {
        const total = totals[w];
        return total > 0 ? root / (Math.sqrt(total) * Math.sqrt(all)) : 0;
    });
}
//# sourceMappingURL=order.js.map