/** Drafts → events: each with the label its topic has, and one more where a label no longer fits. */
import { labelOf } from "../phi/label.js";
import { describe } from "../phi/records.js";
import { draft } from "./lineage.js";
/**
 * Topics that are told of for the first time get their label. When something has become of a topic that has one, or it
 * has twice the documents, it is looked at anew: it stays while it fits; when it does not, that is an event, too.
 * Topics that left have what they had.
 */
export function tell(before, after, drafts, options) {
    const topics = new Map(after.topics);
    const told = [...drafts];
    for (const { topic, names, cells } of describe(after, options.halfLife, toName(before, after, drafts))) {
        const { id, level, renamed } = topic;
        if (renamed)
            continue;
        const label = labelOf(names, cells, topic.label);
        if (label === topic.label)
            continue;
        topics.set(id, { ...topic, label });
        if (topic.label !== '')
            told.push(draft('relabelled', id, level, `it was called "${topic.label}"`, {}));
    }
    const labelled = (id) => topics.get(id)?.label ?? before.topics.get(id)?.label ?? '';
    const events = told.map((event, i) => ({
        ...event,
        label: labelled(event.topic),
        time: after.streamTime,
        sequence: before.sequence + i,
    }));
    return { state: { ...after, topics, sequence: before.sequence + events.length }, events };
}
/**
 * Topics without a name, those whose documents have doubled, and those of which more is told than how busy they are,
 * with their parents.
 */
function toName(before, { topics }, drafts) {
    const wanted = new Set();
    for (const { id, label, status, documents } of topics.values()) {
        if (status !== 'live')
            continue;
        if (label === '' || octave(documents) !== octave(before.topics.get(id)?.documents ?? 0))
            wanted.add(id);
    }
    for (const { type, topic, into } of drafts) {
        if (type === 'trending' || type === 'cooled')
            continue;
        for (const id of [topic, ...into]) {
            wanted.add(id);
            const parent = topics.get(id)?.parent;
            if (parent)
                wanted.add(parent);
        }
    }
    return wanted;
}
/** It changes when the documents reach a power of two: a topic's whole life is a few looks. */
function octave(documents) {
    return Math.floor(Math.log2(Math.max(1, documents)));
}
//# sourceMappingURL=tell.js.map