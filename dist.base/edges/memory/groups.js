/** Consumer groups of the in-memory log: who owns which partition, as Kafka's eager group protocol would have it. */
export class Groups {
    #groups = new Map();
    /** Joins; `assigned` is called with the member's partitions now and after every change in the group. */
    join(name, options) {
        const { topic, partitions, member, assigned } = options;
        const group = this.#groups.get(name) ?? { topic, partitions, members: new Map() };
        group.partitions = partitions;
        this.#groups.set(name, group);
        const joined = { assigned, alive: true, waiting: [] };
        group.members.set(member, joined);
        rebalance(group);
        return {
            leave: () => {
                if (group.members.get(member) !== joined)
                    return;
                group.members.delete(member);
                if (joined.alive)
                    rebalance(group);
            },
            alive: () => (joined.alive ? Promise.resolve() : new Promise((resolve) => joined.waiting.push(resolve))),
        };
    }
    members(name) {
        return [...(this.#groups.get(name)?.members.keys() ?? [])];
    }
    /**
     * The group takes a member for dead and gives its partitions to the others, while the member knows nothing of it:
     * what happens to a process that was killed, or frozen for longer than the session time-out.
     */
    expel(name, member) {
        const group = this.#groups.get(name);
        const found = group?.members.get(member);
        if (!group || !found)
            return;
        found.alive = false;
        rebalance(group);
    }
    /** An expelled member finds out and joins again. */
    readmit(name, member) {
        const group = this.#groups.get(name);
        const found = group?.members.get(member);
        if (!group || !found)
            return;
        found.alive = true;
        rebalance(group);
        for (const resolve of found.waiting.splice(0))
            resolve();
    }
    /** The Kafka topic now has so many partitions. */
    repartition(topic, partitions) {
        for (const group of this.#groups.values()) {
            if (group.topic !== topic)
                continue;
            group.partitions = partitions;
            rebalance(group);
        }
    }
}
function rebalance(group) {
    const alive = [...group.members.values()].filter((member) => member.alive);
    const shares = alive.map(() => []);
    for (let p = 0; p < group.partitions; p++)
        shares[p % Math.max(alive.length, 1)]?.push(p);
    for (const [i, member] of alive.entries())
        member.assigned(shares[i] ?? []);
}
//# sourceMappingURL=groups.js.map