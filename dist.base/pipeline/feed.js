/** The model as the trainer publishes it, followed by every replica. */
import { LeitmotifError, messageOf } from "../core/errors.js";
import { assemble, HEAD_KEY, REMEDY, restore } from "../core/model/snapshot.js";
import { emptyState } from "../core/model/state.js";
import { viewOf } from "../core/model/view.js";
/** For those who ask for a model where there is none. */
export function noModel({ model }) {
    const remedy = 'start `leitmotif run` and give it documents, such as by `leitmotif feed file FILE`';
    return new LeitmotifError('fatal', 'restore', `${model} holds no model yet: ${remedy}`);
}
/** Gathers the newest record of each key; what a later one has replaced need not be readable. */
export async function hold(held, records, codec, written) {
    const newest = new Map();
    for (const { key, value } of records)
        newest.set(key, value);
    await codec.prepare([...newest.values()].flatMap((value) => value ?? []));
    for (const [key, value] of newest) {
        if (value === null)
            held.delete(key);
        else
            held.set(key, written?.find(key, value) ?? decoded(key, value, codec));
    }
}
/** A model record that cannot be read is no poison to be set aside: the model would lack a part. */
function decoded(key, value, codec) {
    try {
        return codec.decode(value);
    }
    catch (error) {
        throw new LeitmotifError('fatal', 'restore', `the model's changelog is damaged: it has an unreadable record under ${key}: ${messageOf(error)}. ${REMEDY}`, {
            cause: error,
        });
    }
}
/** Throws `fatal` for a model that other vectors or another kernel made; stage `migrate` when it once was of these. */
export function checkOrigin(state, origin) {
    if (state.since > 0 && state.encoder !== origin.encoder)
        throw new LeitmotifError('fatal', 'migrate', `with version ${state.since} the model has moved to encoder ${state.encoder}, this replica has ${origin.encoder}: set the encoder as it was given to \`leitmotif migrate\` and start it again`);
    const differs = (what, theirs, ours, remedy = 'configure the same') => {
        if (theirs !== ours)
            throw new LeitmotifError('fatal', 'restore', `the model was made with ${what} ${String(theirs)}, this replica has ${String(ours)}: ${remedy}, or begin a new model under another prefix`);
    };
    differs('encoder', state.encoder, origin.encoder, 'configure the same, move the model by `leitmotif migrate`');
    differs('vectors of dimension', state.dim, origin.dim);
    // Its bits hold for one kernel, and a release has one.
    differs('the products kernel', state.products, origin.products, 'run the release of Leitmotif that made it');
}
export class ModelFeed {
    #options;
    #halfLife;
    #held = new Map();
    #waiting = new Set();
    #ended = false;
    #restored = null;
    #current;
    constructor(options) {
        this.#options = options;
        this.#halfLife = options.options.halfLife;
        this.#current = this.#published(emptyState(options.origin, options.options));
    }
    /** The newest complete model; the empty one before any was published. */
    current() {
        return this.#current;
    }
    /** The version that was complete at the start: what comes after it was seen to come. null while restoring. */
    restored() {
        return this.#restored;
    }
    /**
     * Follows the changelog until the signal is aborted. `restored` is called once, when the model as it was at the
     * start is complete. Rejects with `fatal` when it is not, or was made by another encoder.
     */
    async run(restored, signal) {
        const { changelog, codec, written } = this.#options;
        // Before the end of what there is, a head may lack what compaction has removed since, and a record be replaced.
        const earlier = new Map();
        try {
            await changelog.follow(async (records) => {
                if (this.#restored === null) {
                    for (const record of records)
                        earlier.set(record.key, record);
                    return;
                }
                // A version is complete at its head; of several that come at once the newest is taken.
                const next = records.findLastIndex(({ key }) => key === HEAD_KEY) + 1;
                if (next > 0) {
                    await hold(this.#held, records.slice(0, next), codec, written);
                    this.#take();
                }
                await hold(this.#held, records.slice(next), codec, written);
            }, async () => {
                await hold(this.#held, earlier.values(), codec, written);
                earlier.clear();
                const snapshot = restore(this.#held);
                if (snapshot)
                    this.#publish(snapshot);
                this.#restored = this.#current.state.version;
                restored();
            }, signal);
        }
        finally {
            this.#ended = true;
            this.#wakeAll();
        }
    }
    /**
     * Resolves with the first model, from the current one on, that fulfils the condition. Rejects with `fenced` when
     * aborted, with `transient` when the model is no longer followed, so that none can come.
     */
    async until(fulfils, signal) {
        for (;;) {
            if (signal.aborted)
                throw new LeitmotifError('fenced', 'assign', 'the partition was taken away while waiting for the model');
            if (fulfils(this.#current.state))
                return this.#current;
            if (this.#ended)
                throw new LeitmotifError('transient', 'assign', 'the model is no longer followed here');
            await new Promise((resolve) => {
                const done = () => {
                    signal.removeEventListener('abort', done);
                    this.#waiting.delete(done);
                    resolve();
                };
                this.#waiting.add(done);
                signal.addEventListener('abort', done);
            });
        }
    }
    /** One that compaction was quicker than is skipped: a later one is whole. */
    #take() {
        const found = assemble(this.#held);
        if (found && 'snapshot' in found)
            this.#publish(found.snapshot);
    }
    #publish({ state }) {
        checkOrigin(state, this.#options.origin);
        this.#current = this.#published(state);
        this.#options.probe.set('leitmotif_model_version', state.version);
        this.#wakeAll();
    }
    #wakeAll() {
        for (const wake of [...this.#waiting])
            wake();
    }
    #published(state) {
        return { state, view: viewOf(state, this.#halfLife) };
    }
}
//# sourceMappingURL=feed.js.map