/** A model as it is looked at: one version with what is derived from it once, for all that is shown of it. */
import { EMPTY_SERIES, fitting, join, RESOLUTIONS, within } from "../history/buckets.js";
import { historiesOf } from "../history/past.js";
import { recentHalfLife, remaining } from "../model/decay.js";
import { cellsByTopic, topicsByParent } from "../model/members.js";
import { rise } from "../model/notice.js";
import { phiRecords } from "../phi/records.js";
import { claimedCells } from "./claimed.js";
export function pictureOf(state, halfLife) {
    // Else each topic would seem to end where the newest documents begin.
    const { cells, part } = claimedCells(state, halfLife);
    const histories = historiesOf({ ...state, cells });
    const phi = new Map(phiRecords(state, halfLife).map((record) => [record.topic, record]));
    const all = new Map(histories);
    for (const [parent, children] of topicsByParent(state))
        all.set(parent, joined(children.map(({ id }) => histories.get(id) ?? EMPTY_SERIES)));
    const short = recentHalfLife(halfLife);
    const recent = new Map();
    for (const [id, cells] of cellsByTopic(state)) {
        const left = cells.map((cell) => cell.recent * remaining(state.streamTime - cell.reference, short));
        recent.set(id, left.reduce((sum, documents) => sum + documents, 0));
    }
    const window = windowOf(joined([...histories.values()]));
    const documents = documentsOf(state);
    return { state, halfLife, phi, histories: all, claimed: part, window, recent, risen: new Map(), documents };
}
function joined(list) {
    return list.reduce(join, EMPTY_SERIES);
}
function windowOf(series) {
    const resolution = fitting(series);
    const { first, counts } = series[resolution];
    return { resolution, from: first, to: first + counts.length };
}
/** From the first bucket of one resolution that any series has to the last. */
export function spanOf(histories, resolution) {
    const rows = [...histories.values()].map((series) => series[resolution]).filter(({ counts }) => counts.length);
    return {
        from: Math.min(...rows.map(({ first }) => first)),
        to: Math.max(...rows.map(({ first, counts }) => first + counts.length)),
    };
}
export function timelineOf({ histories, window }, topic) {
    const { resolution, from, to } = window;
    const { width } = RESOLUTIONS[resolution];
    const counts = within(histories.get(topic) ?? EMPTY_SERIES, resolution, from, to);
    return { from: from * width, width, counts };
}
/** First words that a row shows. */
const WORDS = 8;
export function rowOf(picture, { id, level, status, parent, label, documents, trend, ...topic }) {
    const { state, phi, halfLife } = picture;
    const record = phi.get(id);
    const recent = picture.recent.get(id) ?? 0;
    const risen = rise(record?.weight ?? 0, recent, state.streamTime - topic.born, halfLife);
    return {
        topic: id,
        level,
        status,
        parent,
        label: record?.label ?? label,
        words: (record?.keywords ?? []).slice(0, WORDS).map(({ word }) => word),
        weight: record?.weight ?? 0,
        share: record?.share ?? 0,
        documents: record?.documents ?? documents,
        trending: topic.trending,
        pinned: topic.pinned,
        muted: topic.muted,
        rise: picture.risen.get(id) ?? { recent, expected: risen.expected, deviations: trend },
        born: topic.born,
        updated: record?.updated ?? topic.updated,
        history: timelineOf(picture, id),
    };
}
/** The name of a topic; of one that the model no longer knows the last that was told of it. */
export function refOf({ state, phi }, topic, told) {
    return { topic, label: phi.get(topic)?.label || state.topics.get(topic)?.label || told || `topic ${topic}` };
}
/** The last name under which each topic was told of. */
export function namesOf(events) {
    return new Map(events.map(({ topic, label }) => [topic, label]));
}
export function eventView(picture, event, names = new Map()) {
    const { sequence, type, topic, level, label, reason, numbers, time, model } = event;
    const refs = (ids) => ids.map((id) => refOf(picture, id, names.get(id)));
    const [into, from] = [refs(event.into), refs(event.from)];
    return { sequence, type, topic, label, level, into, from, reason, numbers, time, model };
}
/** Part of the stream's weight that no topic claims. */
export function strayShare({ state, phi, claimed: soon }) {
    if (state.cells.size === 0)
        return 0;
    let claimed = soon;
    for (const { level, share } of phi.values())
        if (level === 0)
            claimed += share;
    return Math.min(1, Math.max(0, 1 - claimed));
}
/** Documents that a model was made of: of its cells, and of the topics whose cells are forgotten. */
export function documentsOf({ cells, topics }) {
    let documents = 0;
    for (const cell of cells.values())
        documents += cell.documents;
    for (const { level, earlier } of topics.values())
        if (level === 0)
            documents += earlier;
    return documents;
}
//# sourceMappingURL=picture.js.map