/** Φ of all topics as a whole: what the published fifty words are the head of. */
import { cellsByTopic } from "../model/members.js";
import { backgroundOf, countWords, smoothed } from "../phi/words.js";
/** Of the live topics, over the words that the model's cells hold. */
export function wordModel(state, halfLife) {
    const at = { time: state.streamTime, halfLife };
    const background = backgroundOf(countWords(state.cells.values(), at), 1);
    const vocabulary = background.counts.size;
    const topics = new Map();
    for (const [topic, cells] of cellsByTopic(state)) {
        const counts = countWords(cells, at);
        if (counts.sum() <= 0)
            continue;
        topics.set(topic, smoothed(counts, vocabulary));
    }
    const part = (word) => {
        const count = background.counts.get(word);
        // perTopic of a single topic is the sum of all counts.
        return count === undefined || count <= 0 ? null : count / background.perTopic;
    };
    return {
        background: part,
        probability(topic, word) {
            const phi = topics.get(topic);
            return phi === undefined || part(word) === null ? null : phi(word);
        },
    };
}
//# sourceMappingURL=wordmodel.js.map