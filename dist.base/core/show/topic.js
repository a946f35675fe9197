import { neighboursOf } from "./nearest.js";
import { eventView, namesOf, refOf, rowOf } from "./picture.js";
/** Events shown of one topic, the newest. */
const EVENTS = 100;
/** null for an id that neither the model nor the events that are still held know. */
export function topicPage(picture, id, { view, events, products, excerpts, }) {
    const { state, phi } = picture;
    const names = namesOf(events);
    const told = events
        .filter(({ topic, into, from }) => topic === id || into.includes(id) || from.includes(id))
        .map((event) => eventView(picture, event, names));
    const topic = state.topics.get(id);
    const row = topic ? rowOf(picture, topic) : goneRow(id, told);
    if (row === null)
        return null;
    const record = phi.get(id);
    const children = [...state.topics.values()]
        .filter(({ parent, status }) => parent === id && status === 'live')
        .map((child) => rowOf(picture, child))
        .sort((a, b) => b.weight - a.weight || a.topic - b.topic);
    return {
        ...row,
        model: state.version,
        keywords: record?.keywords ?? [],
        exemplars: (record?.exemplars ?? []).map((exemplar) => shown(exemplar, excerpts)),
        ancestor: row.parent === null ? null : refOf(picture, row.parent),
        children,
        neighbours: row.level === 0 ? neighboursOf(picture, view, id, products) : [],
        events: told.slice(-EVENTS),
        lineage: lineageOf(id, told),
    };
}
function shown({ id, title, url, source, excerpt, time }, excerpts) {
    return {
        id,
        title: title ?? null,
        url: url ?? null,
        source: source ?? null,
        excerpt: excerpts ? excerpt : null,
        time,
    };
}
/** A topic that the model no longer knows, from what was told of it. */
function goneRow(id, told) {
    const own = told.filter(({ topic }) => topic === id);
    const last = own.at(-1);
    if (last === undefined)
        return null;
    return {
        topic: id,
        label: last.label,
        level: last.level,
        status: 'gone',
        parent: null,
        words: [],
        weight: 0,
        share: 0,
        documents: 0,
        trending: false,
        pinned: false,
        muted: false,
        rise: { recent: 0, expected: 0, deviations: 0 },
        born: own[0]?.time ?? last.time,
        updated: last.time,
        history: { from: 0, width: 1, counts: [] },
    };
}
function lineageOf(id, told) {
    const origins = new Map();
    const parts = new Map();
    const absorbed = new Map();
    let survivor = null;
    for (const { type, topic, label, into, from } of told) {
        const self = { topic, label };
        if (type === 'split' && topic === id)
            for (const part of into)
                parts.set(part.topic, part);
        else if (type === 'split' && into.some((part) => part.topic === id))
            origins.set(topic, self);
        else if (type === 'merged' && topic === id)
            survivor = into[0] ?? null;
        else if (type === 'merged')
            absorbed.set(topic, self);
        // Back in its own right.
        else if (type === 'revived' && topic === id)
            survivor = null;
        if (topic === id)
            for (const origin of from)
                origins.set(origin.topic, origin);
    }
    return { origins: [...origins.values()], parts: [...parts.values()], absorbed: [...absorbed.values()], survivor };
}
//# sourceMappingURL=topic.js.map