/** From a source into the log: gathers what comes, writes it with where the source stands, begins anew after a failure. */
import { faultOf, LeitmotifError, messageOf } from "../core/errors.js";
import { backOff } from "../core/feeds/polite.js";
/** Resolves when the source has ended, or after the signal with what was in hand written. Throws the failure that stops it. */
export async function feeder(options, signal) {
    const { log, clock, probe, patience, random } = options;
    let failures = 0;
    let failing = clock.now();
    const succeeded = () => {
        failures = 0;
    };
    try {
        for (;;) {
            try {
                await once(options, signal, succeeded);
                return;
            }
            catch (error) {
                const fault = faultOf(error);
                if (fault === 'fenced')
                    throw takenOver(error);
                if (failures === 0)
                    failing = clock.now();
                if (fault !== 'transient' || signal.aborted || clock.now() - failing >= patience)
                    throw error;
                const delay = backOff(failures, { first: 200, longest: 10_000, jitter: random() });
                failures += 1;
                probe.log('warn', 'nothing could be written; going on from what was committed', {
                    error: messageOf(error),
                    delay,
                });
                await clock.sleep(delay, signal);
            }
        }
    }
    finally {
        await log.close();
    }
}
async function once(options, signal, succeeded) {
    const { source, log, clock, rate, committed } = options;
    const over = new AbortController();
    const stop = () => over.abort();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted)
        stop();
    try {
        const positions = await log.take();
        const begun = clock.now();
        let written = 0;
        for await (const step of gathered(source.steps(positions, over.signal), options)) {
            await log.commit(step);
            succeeded();
            committed(step);
            written += step.records.length;
            const early = begun + (written * 1000) / rate - clock.now();
            if (early > 0)
                await clock.sleep(early, signal);
        }
    }
    finally {
        // Whatever the source waits for, it stops waiting.
        stop();
        signal.removeEventListener('abort', stop);
    }
}
/** Steps put together until they are many, large or old enough. What comes next is asked for once this is taken. */
async function* gathered(steps, options) {
    const { records, bytes, linger, rate, clock } = options;
    // At a slow rate, small transactions: what waits for its turn should not be seen late.
    const most = Math.max(1, Math.min(records, Math.floor(rate / 10)));
    const iterator = steps[Symbol.asyncIterator]();
    const ask = () => {
        const asked = iterator.next();
        // A failure that comes while a transaction is on its way is met when this is awaited.
        asked.catch(() => { });
        return asked;
    };
    let pending = null;
    try {
        for (;;) {
            const first = await (pending ?? ask());
            pending = null;
            if (first.done === true)
                return;
            const gathering = new Gathering(options, first.value);
            const late = new AbortController();
            const timer = clock.sleep(linger, late.signal).then(() => null);
            while (gathering.records.length < most && gathering.bytes < bytes) {
                pending = ask();
                const next = await Promise.race([pending, timer]);
                if (next === null || next.done === true)
                    break;
                pending = null;
                gathering.add(next.value);
            }
            late.abort();
            yield gathering;
        }
    }
    finally {
        // Not awaited: a source that waits for the world ends when its signal is aborted.
        void iterator.return?.().catch(() => { });
    }
}
class Gathering {
    records = [];
    positions = new Map();
    #options;
    bytes = 0;
    constructor(options, first) {
        this.#options = options;
        this.add(first);
    }
    add({ records, positions }) {
        const { largest, tooLarge } = this.#options;
        for (const record of records) {
            const size = record.value?.length ?? 0;
            if (size > largest) {
                tooLarge(record);
                continue;
            }
            this.records.push(record);
            this.bytes += size;
        }
        for (const [place, position] of positions)
            this.positions.set(place, position);
    }
}
function takenOver(error) {
    const message = 'another process feeds under the same name and has taken over; give one of them another --name';
    return new LeitmotifError('fatal', 'commit', message, { cause: error });
}
//# sourceMappingURL=feeder.js.map