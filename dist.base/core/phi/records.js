/** Φ records: what is published about each topic. */
import { weightAt } from "../model/cells.js";
import { cellsByTopic, liveTopics, topicsByParent } from "../model/members.js";
import { forgetWords, Tally, wordList } from "../text/counts.js";
import { exemplarsOf } from "./exemplars.js";
import { labelOf } from "./label.js";
import { inOrder } from "./order.js";
import { backgroundOf, countWords, keywords } from "./words.js";
/** Words published of a topic. */
export const PUBLISHED_WORDS = 50;
/**
 * All live topics and parents (or those that `wanted` names) with their words. A parent has those of its topics' cells.
 */
export function describe(state, halfLife, wanted) {
    if (wanted?.size === 0)
        return [];
    const groups = cellsByTopic(state);
    const families = topicsByParent(state);
    const wordsOf = wordsIn(state, halfLife);
    const described = [];
    for (const topic of state.topics.values()) {
        if (topic.status !== 'live' || (wanted && !wanted.has(topic.id)))
            continue;
        const parts = partsOf(topic, families);
        const cells = parts.flatMap(({ id }) => groups.get(id) ?? []);
        described.push({ topic, parts, cells, ...wordsOf(topic.id, cells) });
    }
    return described;
}
function partsOf(topic, families) {
    return topic.level === 0 ? [topic] : (families.get(topic.id) ?? []);
}
/** Words of the states that were described last: a regrouping names topics, and the version it makes publishes them. */
const known = new WeakMap();
/** Gives the words of a live topic or parent, by its id and cells; they are looked for when they are first asked for. */
function wordsIn(state, halfLife) {
    const { background, words } = knownOf(state, halfLife);
    const own = new Tally();
    return (id, cells) => {
        const before = words.get(id);
        if (before)
            return before;
        own.clear();
        countWords(cells, { time: state.streamTime, halfLife, into: own });
        const found = inOrder(keywords(own, background, PUBLISHED_WORDS), cells, { time: state.streamTime, halfLife });
        words.set(id, found);
        return found;
    };
}
function knownOf(state, halfLife) {
    const { streamTime: time, topics, cells } = state;
    const before = known.get(cells);
    const same = before?.time === time && before.halfLife === halfLife && before.list === wordList();
    if (same && alike(before.topics, topics))
        return before;
    const count = () => countWords(cells.values(), { time, halfLife });
    let all = count();
    const list = wordList();
    forgetWords(all.size);
    if (wordList() !== list)
        all = count();
    const background = backgroundOf(all, liveTopics(state).length);
    const now = { time, halfLife, topics, list: wordList(), background, words: new Map() };
    known.set(cells, now);
    return now;
}
/** The same topics are live, under the same parents. */
function alike(a, b) {
    if (a === b)
        return true;
    if (a.size !== b.size)
        return false;
    for (const [id, { status, parent }] of a) {
        const other = b.get(id);
        if (other?.status !== status || other.parent !== parent)
            return false;
    }
    return true;
}
/** The Φ records of all live topics and parents (or of those that `wanted` names), heaviest first. */
export function phiRecords(state, halfLife, wanted) {
    const weighed = (cells) => {
        let sum = 0;
        for (const cell of cells)
            sum += weightAt(cell, state.streamTime, halfLife);
        return sum;
    };
    const total = weighed(state.cells.values());
    const records = describe(state, halfLife, wanted).map(({ topic, parts, cells, words, names }) => {
        const weight = weighed(cells);
        return {
            topic: topic.id,
            level: topic.level,
            parent: topic.parent,
            label: topic.label || labelOf(names, cells),
            keywords: words,
            weight,
            documents: parts.reduce((sum, part) => sum + part.earlier, 0) + cells.reduce((sum, cell) => sum + cell.documents, 0),
            share: total > 0 ? weight / total : 0,
            trend: topic.trend,
            exemplars: exemplarsOf(cells),
            born: topic.born,
            updated: cells.reduce((newest, cell) => Math.max(newest, cell.reference), topic.updated),
            pinned: topic.pinned,
            muted: topic.muted,
            model: state.version,
        };
    });
    return records.sort((a, b) => b.weight - a.weight || a.topic - b.topic);
}
//# sourceMappingURL=records.js.map