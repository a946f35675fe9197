/** Events held at most. */
const MOST = 4096;
export class EventLog {
    #events = [];
    #most;
    constructor(most = MOST) {
        this.#most = most;
    }
    /** False for one that is known already. The log may be read anew from its beginning. */
    add(event) {
        const last = this.#events.at(-1);
        if (last && event.sequence <= last.sequence)
            return false;
        this.#events.push(event);
        // Cut seldom, not with every event.
        if (this.#events.length >= this.#most * 1.25)
            this.#events = this.#events.slice(-this.#most);
        return true;
    }
    /** In order of their sequence. */
    all() {
        return this.#events.slice(-this.#most);
    }
    /** Those after a sequence, the oldest first; without one the newest. */
    some({ since, limit, topic, }) {
        const fit = this.all().filter((event) => (since === undefined || event.sequence > since) &&
            (topic === undefined || event.topic === topic || event.into.includes(topic) || event.from.includes(topic)));
        return since === undefined ? fit.slice(-limit) : fit.slice(0, limit);
    }
    last() {
        return this.#events.at(-1);
    }
}
//# sourceMappingURL=eventlog.js.map