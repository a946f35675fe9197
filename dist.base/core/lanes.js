/** How long a source that failed waits for handlers that don't end, ms. */
const LAST_WAIT = 5000;
export class Lanes {
    #options;
    #over = new AbortController();
    #errors = [];
    #stop = () => this.#over.abort();
    #held = [];
    #assignment = new AbortController();
    constructor(options) {
        this.#options = options;
        if (options.signal.aborted)
            this.#over.abort();
        options.signal.addEventListener('abort', this.#stop, { once: true });
    }
    /** Aborted once the source was told to stop, or has failed. */
    get over() {
        return this.#over.signal;
    }
    /** The lane of a partition in hand. */
    at(partition) {
        return this.#held.find(({ lane }) => lane.partition === partition)?.lane;
    }
    /** Stops everything with the error, unless there was one before. */
    fail(error) {
        this.#errors.push(error);
        this.#over.abort();
    }
    /**
     * These partitions, and no others, are in hand from now on. All of them are fenced before any goes on; one that was
     * in hand before begins anew when its earlier work is at rest.
     */
    assign(partitions) {
        if (this.#over.signal.aborted)
            return;
        this.#assignment.abort();
        this.#assignment = new AbortController();
        const over = this.#assignment.signal;
        const before = this.#held;
        for (const { lane } of before)
            lane.revoke();
        const made = partitions.map((partition) => ({
            ...this.#options.create(partition, over),
            earlier: before.find(({ lane }) => lane.partition === partition),
        }));
        const fenced = Promise.all(made.map(({ lane, earlier }) => lane.fence(earlier?.lane)));
        this.#held = made.map(({ lane, close, earlier }) => {
            const work = async () => {
                await fenced;
                await earlier?.done;
                await lane.run();
            };
            const done = work()
                .catch((error) => this.fail(error))
                .finally(() => close?.());
            return { lane, done };
        });
    }
    /**
     * Resolves when the source is over and its work at rest: told to stop, what is in hand is finished first; failed,
     * it is dropped.
     */
    async ended() {
        const { signal, clock } = this.#options;
        if (!this.#over.signal.aborted)
            await new Promise((resolve) => this.#over.signal.addEventListener('abort', () => resolve(), { once: true }));
        signal.removeEventListener('abort', this.#stop);
        const failed = this.#errors.length > 0;
        for (const { lane } of this.#held)
            failed ? lane.revoke() : lane.stop();
        const done = Promise.all(this.#held.map((one) => one.done));
        await (failed ? Promise.race([done, clock.sleep(LAST_WAIT)]) : done);
        this.#assignment.abort();
    }
    /** Throws the first error, if there was one. */
    throwFailure() {
        if (this.#errors.length > 0)
            throw this.#errors[0];
    }
}
//# sourceMappingURL=lanes.js.map