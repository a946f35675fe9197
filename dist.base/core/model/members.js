/** Cells of each topic that has any; parents have none of their own. */
export function cellsByTopic(state) {
    const groups = new Map();
    for (const cell of state.cells.values()) {
        if (cell.topic === null)
            continue;
        const group = groups.get(cell.topic);
        if (group)
            group.push(cell);
        else
            groups.set(cell.topic, [cell]);
    }
    return groups;
}
/** Live topics of each parent, in the order of their ids. */
export function topicsByParent(state) {
    const families = new Map();
    for (const topic of state.topics.values()) {
        if (topic.parent === null || topic.status !== 'live')
            continue;
        const family = families.get(topic.parent);
        if (family)
            family.push(topic);
        else
            families.set(topic.parent, [topic]);
    }
    return families;
}
/** The very topic of before when nothing about it has changed, so that it is not written again. */
export function settled(before, now) {
    const same = (key) => key === 'mean' ? now.mean.every((x, j) => x === before?.mean[j]) : now[key] === before?.[key];
    return before && Object.keys(now).every(same) ? before : now;
}
/** Live topics that somebody wants to stay. */
export function pinnedTopics({ topics }) {
    const pinned = new Set();
    for (const topic of topics.values())
        if (topic.pinned && topic.status === 'live')
            pinned.add(topic.id);
    return pinned;
}
/** Live topics, parents not among them. */
export function liveTopics({ topics }) {
    return [...topics.values()].filter(({ status, level }) => status === 'live' && level === 0);
}
//# sourceMappingURL=members.js.map