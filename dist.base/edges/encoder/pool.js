import { LeitmotifError, messageOf } from "../../core/errors.js";
/** Jobs given to a thread ahead of time at least, so that it never waits for the main thread to answer, */
const DEPTH = 2;
/** and texts as long as many more wait: they last while the main thread is at work on a model. */
const AHEAD = 64;
/** Texts of one job, unless told: enough to make a message's cost vanish, few enough to keep threads evenly busy. */
const JOB_TEXTS = 8;
/** Milliseconds a thread has to end by itself before it is terminated. */
const CLOSE_TIMEOUT = 5_000;
/**
 * `start` makes a thread that speaks ToWorker and FromWorker. Resolves when `size` of them are ready; rejects, with
 * none left running, when one of them can't start. A thread that dies later is replaced. `jobTexts`: texts of one job at
 * most.
 */
export async function createPool({ size, start, jobTexts = JOB_TEXTS, }) {
    const threads = new Set();
    /** In order of arrival; a call leaves when its last text is given away or when it fails. */
    const queue = [];
    const waiting = () => queue.reduce((sum, { texts, next }) => sum + texts.length - next, 0);
    let dim = 0;
    let nextJob = 0;
    let closed = false;
    function dispatch() {
        for (let call = queue[0]; call !== undefined; call = queue[0]) {
            // Smaller towards the end of all that waits, so that several threads finish at about the same time.
            const share = Math.ceil(waiting() / (size === 1 ? 1 : DEPTH * size));
            let thread;
            for (const other of threads) {
                const room = other.ready && (other.jobs.size < DEPTH || other.texts < Math.min(share, AHEAD));
                if (room && other.texts < (thread?.texts ?? Number.POSITIVE_INFINITY))
                    thread = other;
            }
            if (thread === undefined)
                return;
            const texts = call.texts.slice(call.next, call.next + Math.min(share, jobTexts));
            const job = nextJob++;
            thread.jobs.set(job, { call, from: call.next, texts: texts.length });
            thread.texts += texts.length;
            thread.worker.postMessage({ kind: 'encode', job, texts });
            call.next += texts.length;
            if (call.next === call.texts.length)
                queue.shift();
        }
    }
    function settle(thread, message) {
        const job = thread.jobs.get(message.job);
        thread.jobs.delete(message.job);
        thread.texts -= job?.texts ?? 0;
        if (job !== undefined && message.kind === 'failed') {
            fail(job.call, new LeitmotifError(message.fault, 'encode', message.message));
        }
        else if (job !== undefined && message.kind === 'encoded') {
            job.call.data.set(message.data, job.from * dim);
            job.call.missing -= message.data.length / dim;
            if (job.call.missing === 0)
                job.call.resolve(job.call.data);
        }
        dispatch();
    }
    function fail(call, error) {
        const at = queue.indexOf(call);
        if (at >= 0)
            queue.splice(at, 1);
        call.reject(error);
    }
    /** Resolves once the thread is ready. */
    function launch() {
        return new Promise((resolve, reject) => {
            const worker = start();
            let death;
            const died = (why) => {
                death ??= new LeitmotifError('transient', 'encode', `an encoder thread died (${why}); encoding again starts another`);
                return death;
            };
            const thread = { worker, jobs: new Map(), texts: 0, ready: false, ended: Promise.resolve() };
            threads.add(thread);
            worker.on('error', (error) => died(messageOf(error)));
            worker.on('message', (message) => {
                if (message.kind === 'ready') {
                    thread.ready = true;
                    dim = message.dim;
                    resolve();
                    dispatch();
                }
                else if (message.kind === 'broken') {
                    death = new LeitmotifError(message.fault, 'encode', `the encoder can’t start: ${message.message}`);
                }
                else
                    settle(thread, message);
            });
            thread.ended = new Promise((done) => {
                worker.once('exit', (code) => {
                    const error = died(`exit code ${code}`);
                    threads.delete(thread);
                    for (const { call } of thread.jobs.values())
                        fail(call, error);
                    if (thread.ready)
                        revive();
                    // No thread is left to serve them, and none is on its way: the caller's next attempt starts one.
                    else if (threads.size === 0)
                        for (const call of [...queue])
                            fail(call, error);
                    reject(error);
                    done();
                });
            });
        });
    }
    /** Brings the pool back to its size; a thread that can't start has failed the calls that waited for it. */
    function revive() {
        for (let missing = closed ? 0 : size - threads.size; missing > 0; missing--)
            launch().catch(() => { });
    }
    async function close() {
        closed = true;
        const error = new LeitmotifError('transient', 'encode', 'the encoder was closed while it was at work');
        for (const call of [...queue])
            fail(call, error);
        const ends = [...threads].map(async (thread) => {
            for (const { call } of thread.jobs.values())
                fail(call, error);
            if (thread.ready)
                thread.worker.postMessage({ kind: 'close' });
            const timer = setTimeout(() => void thread.worker.terminate(), thread.ready ? CLOSE_TIMEOUT : 0);
            await thread.ended;
            clearTimeout(timer);
        });
        await Promise.all(ends);
    }
    const started = await Promise.allSettled(Array.from({ length: size }, launch));
    const refused = started.find((result) => result.status === 'rejected');
    if (refused !== undefined) {
        await close();
        throw refused.reason;
    }
    return {
        dim,
        encode(texts) {
            if (closed) {
                return Promise.reject(new LeitmotifError('bug', 'encode', 'the encoder was closed; create another to encode'));
            }
            if (texts.length === 0)
                return Promise.resolve(new Float32Array(0));
            return new Promise((resolve, reject) => {
                const data = new Float32Array(texts.length * dim);
                queue.push({ texts, data, next: 0, missing: texts.length, resolve, reject });
                revive();
                dispatch();
            });
        },
        close,
    };
}
//# sourceMappingURL=pool.js.map