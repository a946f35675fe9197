import { calibration } from "./calibration.js";
import { coherence, diversity, tokens } from "./coherence.js";
import { lineage } from "./lineage.js";
import { score } from "./partition.js";
import { completionPerplexity } from "./perplexity.js";
import { wordModel } from "./wordmodel.js";
export const PHASES = ['prequential', 'published', 'final'];
export const LEVELS = ['topics', 'parents'];
/** Θ before the model met the document, from its records in the order of their revisions. */
export function prequential(records) {
    const first = records.find(({ revision }) => revision === 0);
    if (first?.model !== 0)
        return first?.theta ?? [];
    return records.find(({ revision }) => revision === 1)?.theta ?? first.theta;
}
/** Topics of all documents in one phase and level, in order; null where there is none. */
export function assignment(documents, { phase, level, kin }) {
    return documents.map((document) => {
        const topic = phase === 'final' ? document.final : (document[phase][0]?.topic ?? null);
        if (topic === null)
            return null;
        if (level === 'parents')
            return kin.parent(topic);
        // What was said first is judged as it was said.
        return phase === 'prequential' ? topic : kin.survivor(topic);
    });
}
/** The words published at a level, most relevant first. A topic without a parent stands for itself. */
export function publishedWords(phi, level) {
    return phi
        .filter((record) => (level === 'topics' ? record.level === 0 : record.level === 1 || record.parent === null))
        .map(({ topic, keywords }) => ({ topic, words: keywords.map(({ word }) => word) }));
}
/** `withCoherence` false leaves out what takes longest on a large corpus. */
export function evaluate(stream, { withCoherence }) {
    const { documents, events, state, phi, halfLife } = stream;
    const kin = lineage(events, state);
    const labelled = documents.flatMap(({ label }, at) => (label === null ? [] : [{ label, at }]));
    const labels = labelled.map(({ label }) => label);
    const phase = (level, name) => {
        const topics = assignment(documents, { phase: name, level, kin });
        const given = topics.filter((topic) => topic !== null);
        return {
            assigned: documents.length === 0 ? 0 : given.length / documents.length,
            topics: new Set(given).size,
            score: labels.length === 0
                ? null
                : score(labels, labelled.map(({ at }) => topics[at])),
        };
    };
    const described = LEVELS.map((level) => publishedWords(phi, level).map(({ words }) => words));
    const coherent = withCoherence ? coherence(described, tokenised(documents)) : [];
    const level = (name) => {
        const at = LEVELS.indexOf(name);
        const words = described[at];
        return {
            phases: {
                prequential: phase(name, 'prequential'),
                published: phase(name, 'published'),
                final: phase(name, 'final'),
            },
            words: { described: words.length, diversity: diversity(words), coherence: coherent[at] ?? null },
        };
    };
    return {
        documents: documents.length,
        labelled: labels.length,
        labels: new Set(labels).size,
        levels: { topics: level('topics'), parents: level('parents') },
        calibration: {
            final: calibration(againstFinal(documents, kin)),
            labels: calibration(againstLabels(documents, kin)),
        },
        perplexity: completionPerplexity(completed(documents, kin), wordModel(state, halfLife)),
    };
}
function* tokenised(documents) {
    for (const { text } of documents)
        yield tokens(text);
}
function* completed(documents, kin) {
    for (const { id, terms, published } of documents) {
        yield { id, terms, theta: published.map(({ topic, weight }) => ({ topic: kin.survivor(topic), weight })) };
    }
}
function againstFinal(documents, kin) {
    return documents.flatMap(({ prequential: [first], final }) => {
        if (first === undefined)
            return [];
        const right = final !== null && kin.survivor(final) === kin.survivor(first.topic);
        return [{ confidence: first.weight, right }];
    });
}
function againstLabels(documents, kin) {
    const counts = new Map();
    const claims = documents.flatMap(({ label, prequential: [first] }) => {
        if (label === null || first === undefined)
            return [];
        const topic = kin.survivor(first.topic);
        const ofTopic = counts.get(topic) ?? new Map();
        counts.set(topic, ofTopic.set(label, (ofTopic.get(label) ?? 0) + 1));
        return [{ topic, label, confidence: first.weight }];
    });
    const majority = new Map(Array.from(counts, ([topic, ofTopic]) => [topic, [...ofTopic].sort((a, b) => b[1] - a[1])[0]?.[0]]));
    return claims.map(({ topic, label, confidence }) => ({ confidence, right: majority.get(topic) === label }));
}
//# sourceMappingURL=evaluate.js.map