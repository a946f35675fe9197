/** One running process: it follows the model, works on documents, and trains where it owns the stats. */
import { LeitmotifError, messageOf } from "../core/errors.js";
import { createBoard } from "./board.js";
import { ModelFeed } from "./feed.js";
import { createOrders } from "./orders.js";
import { createPace } from "./pace.js";
import { createTrainer } from "./trainer.js";
import { createWorker } from "./worker.js";
/** Time between two looks at the pace, ms. */
const PACE_EVERY = 5_000;
/** Time between two looks at what the drain waits for, ms. */
const DRAIN_STEP = 20;
export function createReplica(options) {
    const { clock, probe, tools } = options;
    const origin = {
        epoch: 1,
        encoder: options.encoder.id,
        products: tools.products.name,
        dim: options.encoder.dim,
    };
    const pace = createPace();
    const trainer = createTrainer({ ...options, origin });
    const feed = new ModelFeed({
        changelog: options.changelog,
        written: trainer.written,
        codec: options.codecs.model,
        origin,
        options: tools.options,
        probe,
    });
    const worker = createWorker({
        ...options,
        products: tools.products,
        theta: options.codecs.theta,
        stats: options.codecs.stats,
        feed,
        model: tools.options,
        pace,
    });
    const epoch = () => feed.current().state.epoch;
    let phase = 'starting';
    let outdated = '';
    const board = options.show === null
        ? null
        : createBoard({
            ...options.show,
            models: feed,
            send: options.send,
            options: tools.options,
            status,
            codec: options.codecs.events,
            encoder: options.encoder,
            products: tools.products,
            clock,
            probe,
        });
    /**
     * Steps: 1 restore · 2 work and train · 3 on the signal stop working · 4 let the trainer catch up · 5 stop the rest ·
     * 6 when the model has moved to another encoder, say so until there is a successor or the signal comes.
     */
    async function run(signal) {
        const working = new AbortController();
        const training = new AbortController();
        const following = new AbortController();
        const failed = new AbortController();
        const failures = [];
        const stopAll = () => {
            for (const c of [failed, working, training, following])
                c.abort();
        };
        const guarded = (task) => task.catch((error) => {
            failures.push(error);
            stopAll();
        });
        // 1. Restore before joining any group, so that no heartbeat waits for it.
        phase = 'restoring';
        let restored = () => { };
        const whole = new Promise((resolve) => {
            restored = resolve;
        });
        const follower = guarded(feed.run(restored, following.signal));
        const showing = board?.run(following.signal);
        await first(whole, failed.signal, signal);
        // 2.
        if (!signal.aborted && !failed.signal.aborted) {
            phase = 'running';
            const work = guarded(options.documents(epoch).run(worker, working.signal));
            const orders = options.control;
            const obey = orders === null ? null : guarded(orders(epoch).run(createOrders(options), working.signal));
            const train = guarded(options.stats(epoch).run(trainer, training.signal));
            const watch = watchPace(failed.signal, signal);
            await first(failed.signal, signal);
            // 3.
            phase = 'draining';
            working.abort();
            await work;
            await obey;
            // 4.
            await drained(failed.signal);
            training.abort();
            await train;
            await watch;
        }
        // 5.
        following.abort();
        await follower;
        await showing;
        // 6. Leaving at once would only be a crash for whoever starts it again with the same settings.
        const moved = phase === 'draining' ? failures.find(hasMoved) : undefined;
        if (moved !== undefined && !signal.aborted) {
            phase = 'outdated';
            outdated = messageOf(moved);
            probe.log('error', outdated);
            await first(signal, ...(options.successor === undefined ? [] : [options.successor(signal)]));
        }
        phase = 'stopped';
        if (failures.length > 0)
            throw failures[0];
    }
    /** Waits until the trainer, when it is here, has published all that the worker here has committed. */
    async function drained(failed) {
        const deadline = clock.now() + options.drainTimeout;
        const behind = () => trainer.active() && [...worker.sent].some(([partition, to]) => (trainer.absorbed(partition) ?? -1n) < to);
        while (behind() && !failed.aborted && clock.now() < deadline)
            await clock.sleep(DRAIN_STEP, failed);
        if (behind())
            probe.log('warn', 'stopped before the last stats were absorbed; the next trainer will absorb them');
    }
    async function watchPace(...signals) {
        const stop = AbortSignal.any(signals);
        let behind = false;
        while (!stop.aborted) {
            await clock.sleep(PACE_EVERY, stop);
            const report = pace.report();
            probe.set('leitmotif_catch_up_seconds', report.catchUp);
            if (report.behind !== behind)
                probe.log(report.behind ? 'warn' : 'info', report.statement);
            behind = report.behind;
        }
    }
    function status() {
        const report = pace.report();
        return {
            phase,
            ready: phase === 'running',
            detail: phase === 'running' ? report.statement : phase === 'outdated' ? outdated : phase,
            trainer: trainer.active(),
            pace: report,
        };
    }
    return {
        run(signal) {
            if (phase !== 'starting')
                throw new LeitmotifError('bug', 'connect', 'a replica runs once');
            return run(signal);
        },
        status,
        model: () => feed.current().state,
        board,
    };
}
function hasMoved(failure) {
    return failure instanceof LeitmotifError && failure.stage === 'migrate';
}
/** Resolves with the first promise or aborted signal. */
async function first(...events) {
    await Promise.race(events.map((event) => event instanceof AbortSignal
        ? new Promise((resolve) => {
            if (event.aborted)
                resolve();
            else
                event.addEventListener('abort', () => resolve(), { once: true });
        })
        : event));
}
//# sourceMappingURL=replica.js.map