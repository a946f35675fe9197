/**
 * Document-completion perplexity from Θ·Φ: how well a document's topics foretell words of it.
 *
 * 1. A document's different terms are put in an order that its id and their spelling decide, by hash; every second one,
 *    with all its occurrences, belongs to the half that is scored.
 * 2. p(w | d) = Σ_k θ_dk·Φ_k(w): Θ as last published, its topics followed through merges; Φ as it is at the end.
 *    A topic without words of its own (archived), and a document without a topic, take the words of the whole model.
 * 3. exp(−Σ n_dw·ln p(w | d) / Σ n_dw) over the scored half of all documents. Words that the model no longer holds
 *    have no probability and are left out; `known` says how many are left.
 *
 * Nothing is inferred from the words: Θ is published, and comes from the vector of the whole text. So the figure
 * compares settings and versions of this model; it is not the held-out perplexity of a model of words alone.
 * `background` is the same figure for a model without topics: the words of the whole model for every document.
 */
import { hash32 } from "../random.js";
/** null when there is no word to score. */
export function completionPerplexity(documents, model) {
    let words = 0;
    let all = 0;
    let log = 0;
    let logBackground = 0;
    for (const { id, theta, terms } of documents) {
        for (const [word, count] of scoredHalf(id, terms)) {
            all += count;
            const background = model.background(word);
            if (background === null)
                continue;
            const mixed = theta.reduce((sum, { topic, weight }) => sum + weight * (model.probability(topic, word) ?? background), 0);
            words += count;
            log += count * Math.log(theta.length === 0 ? background : mixed);
            logBackground += count * Math.log(background);
        }
    }
    if (words === 0)
        return null;
    return {
        perplexity: Math.exp(-log / words),
        background: Math.exp(-logBackground / words),
        words,
        known: words / all,
    };
}
function scoredHalf(id, terms) {
    const seed = hash32(id);
    const ordered = Array.from(terms, ([word, count]) => ({ word, count, at: hash32(word, seed) }));
    ordered.sort((a, b) => a.at - b.at || (a.word < b.word ? -1 : 1));
    return ordered.filter((_, i) => i % 2 === 1).map(({ word, count }) => [word, count]);
}
//# sourceMappingURL=perplexity.js.map