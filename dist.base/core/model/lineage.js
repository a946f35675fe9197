export function draft(type, topic, level, reason, numbers) {
    return { type, topic, level, into: [], from: [], reason, numbers };
}
/**
 * A topic lives on in the group with which it shares most weight, the heaviest overlaps first; so the heaviest part of
 * a split keeps the id. Of the other groups, the heaviest first while there is room, one is the return of an archived
 * topic, a part of the live topic that gave most of it, or born. A topic without a group is told in the one that holds
 * most of it.
 */
export function trace(groups, before) {
    const { level, live } = before;
    const topics = groups.map(() => null);
    const drafts = [];
    const placed = new Set();
    let { nextTopic } = before;
    const pairs = groups.flatMap(({ from }, g) => [...from].flatMap(([topic, weight]) => (live.has(topic) ? { g, topic, weight } : [])));
    pairs.sort((a, b) => b.weight - a.weight || a.topic - b.topic || a.g - b.g);
    for (const { g, topic } of pairs) {
        if (topics[g] !== null || placed.has(topic))
            continue;
        topics[g] = topic;
        placed.add(topic);
    }
    const order = groups
        .map((_, g) => g)
        .sort((a, b) => groups[b].weight - groups[a].weight || a - b);
    const splits = new Map();
    for (const g of order) {
        const { ready, returning, weight, from } = groups[g];
        if (topics[g] !== null || !ready || placed.size >= before.room)
            continue;
        if (returning !== null && !placed.has(returning.topic)) {
            topics[g] = returning.topic;
            drafts.push(draft('revived', returning.topic, level, 'its theme returned', { weight, cosine: returning.cosine }));
        }
        else {
            const topic = nextTopic++;
            const origin = mainOrigin(groups[g], placed);
            topics[g] = topic;
            if (origin === null)
                drafts.push(draft('born', topic, level, 'enough documents gathered that no topic held', { weight }));
            else {
                const known = splits.get(origin);
                const left = from.get(origin);
                if (known) {
                    known.into = [...known.into, topic];
                    known.numbers = { weight: known.numbers.weight + left, parts: known.into.length };
                }
                else {
                    const event = draft('split', origin, level, 'its documents are better explained apart', {
                        weight: left,
                        parts: 1,
                    });
                    event.into = [topic];
                    splits.set(origin, event);
                    drafts.push(event);
                }
            }
        }
        placed.add(topics[g]);
    }
    const merged = new Map();
    const lost = [];
    for (const topic of live) {
        if (placed.has(topic))
            continue;
        let heir = -1;
        groups.forEach(({ from }, g) => {
            const weight = from.get(topic) ?? 0;
            if (weight > (heir < 0 ? 0 : (groups[heir].from.get(topic) ?? 0)))
                heir = g;
        });
        if (heir < 0) {
            lost.push(topic);
            continue;
        }
        const into = topics[heir];
        const { weight, from } = groups[heir];
        merged.set(topic, into);
        const numbers = { weight: from.get(topic) ?? 0, survivor: weight };
        drafts.push({ ...draft('merged', topic, level, 'the two are not worth telling apart', numbers), into: [into] });
    }
    return { topics, drafts, merged, lost, nextTopic };
}
/** The live topic that gave at least half of the group's weight; null when there is none. */
function mainOrigin({ from, weight }, live) {
    for (const [topic, part] of from)
        if (part >= weight / 2 && live.has(topic))
            return topic;
    return null;
}
//# sourceMappingURL=lineage.js.map