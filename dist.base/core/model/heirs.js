/** Follows a topic through mergers to the one that has its documents: itself, or what it went into at the end of the chain. */
export function heirs(events) {
    const next = new Map();
    for (const { type, topic, into } of events) {
        if (type === 'merged' && into[0] !== undefined)
            next.set(topic, into[0]);
    }
    return (topic) => {
        let at = topic;
        // Ids are never reused, so a chain of mergers has an end.
        for (let heir = next.get(at); heir !== undefined; heir = next.get(at))
            at = heir;
        return at;
    };
}
//# sourceMappingURL=heirs.js.map