/** Commands of people → the next model, folded among the stats in the order of their log. */
import { EMPTY_SERIES, join } from "../history/buckets.js";
import { calibrate } from "./calibrate.js";
import { refusal } from "./command.js";
import { drop } from "./crowd.js";
import { draft } from "./lineage.js";
import { meanOf } from "./mass.js";
import { regroup } from "./regroup.js";
/** Pure. Each order is done, or refused with an event that says why. Call with what `admit` has let in. */
export function steer(before, { orders }, options, products) {
    let state = before;
    const events = [];
    for (const order of orders) {
        const done = obeyed(state, order, options, products);
        state = done.state;
        events.push(...done.events);
    }
    return { state, events };
}
function obeyed(state, order, options, products) {
    const why = refusal(state, order, options);
    const id = order.kind === 'watch' ? 0 : order.topic;
    if (why !== null) {
        const level = state.topics.get(id)?.level ?? 0;
        return told(state, draft('refused', id, level, `${order.kind}: ${why}`, {}));
    }
    if (order.kind === 'watch')
        return settled(watched(state, order), options, products);
    const topic = state.topics.get(id);
    switch (order.kind) {
        case 'rename':
            return told(put(state, { ...topic, label: order.name, renamed: true }), draft('renamed', id, topic.level, `it was called "${topic.label}"`, {}));
        case 'pin':
            return told(put(state, { ...topic, pinned: true }), draft('pinned', id, 0, 'somebody wants it to stay', {}));
        case 'unpin':
            return told(put(state, { ...topic, pinned: false }), draft('unpinned', id, 0, 'it may change again', {}));
        case 'mute':
            return told(put(state, { ...topic, muted: true, trending: false }), draft('muted', id, 0, 'somebody does not want to hear of it', {}));
        case 'unmute':
            return told(put(state, { ...topic, muted: false }), draft('unmuted', id, 0, 'it is told of again', {}));
        case 'merge':
            return settled(merged(state, topic, state.topics.get(order.into)), options, products);
    }
}
function put(state, topic) {
    const topics = new Map(state.topics).set(topic.id, topic);
    return { ...state, topics: new Map([...topics].sort(([a], [b]) => a - b)) };
}
function told(state, event, label = state.topics.get(event.topic)?.label ?? '') {
    const { sequence, streamTime } = state;
    return {
        state: { ...state, sequence: sequence + 1 },
        events: [{ ...event, label, time: streamTime, sequence }],
    };
}
/** A topic around a phrase, as heavy as one document but without any; pinned, so that it waits for them. */
function watched(state, { phrase, vector, terms }) {
    const { streamTime, nextCell, nextTopic } = state;
    const cell = {
        id: nextCell,
        topic: nextTopic,
        weight: 1,
        documents: 0,
        history: EMPTY_SERIES,
        mean: vector,
        spread: 0,
        reference: streamTime,
        recent: 0,
        terms,
        added: [],
        exemplars: [],
        records: 1,
    };
    const topic = {
        id: nextTopic,
        level: 0,
        status: 'live',
        parent: null,
        label: phrase,
        born: streamTime,
        updated: streamTime,
        documents: 0,
        earlier: 0,
        past: EMPTY_SERIES,
        weight: 1,
        peak: 1,
        mean: vector,
        anchor: vector,
        trend: 0,
        trending: false,
        renamed: true,
        pinned: true,
        muted: false,
    };
    const next = {
        ...put(state, topic),
        cells: new Map(state.cells).set(cell.id, cell),
        nextCell: nextCell + 1,
        nextTopic: nextTopic + 1,
    };
    return told(next, draft('watched', topic.id, 0, 'somebody watches for it', {}));
}
/** One topic with all that another had. It is pinned: what somebody put together is not taken apart again. */
function merged(state, topic, into) {
    const cells = new Map([...state.cells].map(([id, cell]) => [id, cell.topic === topic.id ? { ...cell, topic: into.id } : cell]));
    const topics = new Map(state.topics);
    topics.delete(topic.id);
    topics.set(into.id, {
        ...into,
        documents: into.documents + topic.documents,
        earlier: into.earlier + topic.earlier,
        past: join(into.past, topic.past),
        anchor: meanOf([into, topic]),
        pinned: true,
    });
    const numbers = { weight: topic.weight, survivor: into.weight };
    const event = { ...draft('merged', topic.id, 0, 'somebody put them together', numbers), into: [into.id] };
    return told({ ...state, cells, topics }, event, topic.label);
}
/** Topics get their figures, families and words at once. */
function settled({ state, events }, options, products) {
    if (state.count === 0)
        return { state, events };
    const grouped = regroup(state, options, products);
    const all = [...events, ...grouped.events];
    return { state: drop(calibrate(grouped.state, all, options, products), options), events: all };
}
//# sourceMappingURL=steer.js.map