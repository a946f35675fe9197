import { LeitmotifError } from "./errors.js";
/** The batches of one partition that are being handled: they overlap, but commit in the order of the log. */
export class Hands {
    #options;
    #work = new Set();
    /** Settles when the batch given last is committed and its handler has ended. */
    #turn = Promise.resolve();
    constructor(options) {
        this.#options = options;
    }
    /** Handlers that run. */
    get size() {
        return this.#work.size;
    }
    /** Resolves when no handler runs any more. */
    async empty() {
        await Promise.allSettled(this.#work);
    }
    /** Starts the handler of the batch that follows the one given before. */
    give(cut, highWatermark) {
        const { topic, partition, epoch, handle, revoked, failed, freed } = this.#options;
        const turn = this.#turn;
        let settle = { resolve() { }, reject() { } };
        this.#turn = new Promise((resolve, reject) => {
            settle = { resolve, reject };
        });
        // Nobody need wait for it.
        this.#turn.catch(() => { });
        const taken = () => settle.reject(this.#lost());
        revoked.addEventListener('abort', taken, { once: true });
        let state = 'waiting';
        turn.then(() => {
            if (state === 'waiting')
                state = 'its turn';
        }, () => { });
        const span = { topic, partition, epoch: epoch(), from: cut.from, to: cut.to };
        const name = `span [${span.from}, ${span.to}) of ${topic}/${partition}`;
        const commit = async (records) => {
            if (revoked.aborted)
                throw this.#lost();
            if (state !== 'its turn')
                throw new LeitmotifError('bug', 'commit', `commit of ${name} while ${state}`);
            state = 'called';
            await this.#commit(records, span.to);
            state = 'committed';
        };
        const work = Promise.resolve()
            .then(() => handle({ span, records: cut.records, highWatermark, revoked, turn, commit }))
            .then(() => {
            if (state !== 'committed')
                throw this.#dropped(name);
            // Not within the commit: what the handler still does with its outcome must come before the next one's turn.
            settle.resolve();
        })
            .catch((error) => {
            settle.reject(error);
            failed(error);
        })
            .finally(() => {
            this.#work.delete(work);
            revoked.removeEventListener('abort', taken);
            freed();
        });
        this.#work.add(work);
    }
    /** Revoked meanwhile, it is not waited for: the next owner's fence decides, and may have decided already. */
    async #commit(records, to) {
        const { commit, revoked } = this.#options;
        let taken = () => { };
        const lost = new Promise((_, reject) => {
            taken = () => reject(this.#lost());
            revoked.addEventListener('abort', taken, { once: true });
        });
        const work = commit(records, to);
        // Its end may come when nobody waits any more.
        work.catch(() => { });
        try {
            await Promise.race([work, lost]);
        }
        finally {
            revoked.removeEventListener('abort', taken);
        }
    }
    #dropped(name) {
        const { revoked, stopped } = this.#options;
        if (revoked.aborted || stopped.aborted)
            return new LeitmotifError('transient', 'commit', `${name} was dropped`);
        return new LeitmotifError('bug', 'commit', `${name} was handled but not committed`);
    }
    #lost() {
        const { topic, partition } = this.#options;
        return new LeitmotifError('fenced', 'commit', `partition ${partition} of ${topic} was given to another owner`);
    }
}
//# sourceMappingURL=hands.js.map