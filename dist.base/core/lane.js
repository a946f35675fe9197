/**
 * One partition's way from what was fetched to what is committed, alike for every log: cuts spans, hands them on
 * with at most two in hand, lets them commit in turn, and begins again from the committed offset when one fails.
 */
import { Cutter } from "./cut.js";
import { faultOf, LeitmotifError, messageOf } from "./errors.js";
import { Hands } from "./hands.js";
const IN_HAND = 2;
/** Fetching stops when so much waits, and a span is complete; it goes on at half of it. */
const WAITING_RECORDS = 4096;
const WAITING_BYTES = 4 * 1024 * 1024;
const FEWEST_FAILURES = 8;
const FIRST_BACK_OFF = 100;
const LONGEST_BACK_OFF = 15_000;
/** So many fencings within the time of patience are no accident. */
const MOST_FENCINGS = 5;
/**
 * Lives from the assignment of a partition until it is revoked. The owner fences all lanes of an assignment first
 * (`fence`), then lets each run.
 */
export class Lane {
    partition;
    #options;
    #revoked = new AbortController();
    #stopped = new AbortController();
    #cutter = null;
    /** The first failure of the attempt under way. */
    #failed = null;
    #finished = false;
    #highWatermark = 0n;
    #held = false;
    /** When it was fenced lately. */
    #fencings = [];
    #fencing = Promise.resolve();
    #failures = 0;
    #failingSince = 0;
    #wake = () => { };
    constructor(options) {
        this.#options = options;
        this.partition = options.partition;
    }
    get #over() {
        return this.#revoked.signal.aborted || this.#stopped.signal.aborted;
    }
    /**
     * Fences until it worked, the lane is over, or patience ends. `earlier`: the lane that had the partition before,
     * whose own fence, if it is on its way, must not come last.
     */
    async fence(earlier) {
        if (earlier)
            await earlier.#fencing;
        while (!this.#over) {
            try {
                const fencing = this.#options.log.fence(this.#revoked.signal);
                this.#fencing = fencing.catch(() => { });
                await fencing;
                return;
            }
            catch (error) {
                if (!this.#over)
                    await this.#backOff(error);
            }
        }
    }
    /**
     * Resolves when the lane was revoked or stopped and none of the intake's calls is running. Rejects with what must
     * stop the source.
     */
    async run() {
        const { intake } = this.#options;
        if (!this.#over)
            await this.#unlessStopped(intake.assigned?.(this.partition));
        while (!this.#over) {
            try {
                await this.#attempt();
            }
            catch (error) {
                const fault = faultOf(error);
                if (this.#revoked.signal.aborted)
                    return;
                if (this.#stopped.signal.aborted && (fault === 'transient' || fault === 'fenced'))
                    return;
                await (fault === 'fenced' ? this.#fenced(error) : this.#backOff(error));
                await this.#member();
                await this.fence();
            }
        }
    }
    push(fetch) {
        if (!this.#cutter)
            return;
        this.#highWatermark = fetch.highWatermark;
        this.#cutter.push(fetch);
        this.#press(this.#cutter);
        this.#wake();
    }
    /** The log is complete: the rest is cut at once. */
    finish() {
        this.#finished = true;
        this.#cutter?.finish();
        this.#wake();
    }
    /** What was fetched can't be gone on with: begins again from the committed offset when the error is transient. */
    fail(error) {
        this.#failed ??= { error };
        this.#wake();
    }
    /** The partition was taken away: work in hand can no longer be committed. */
    revoke() {
        if (this.#revoked.signal.aborted)
            return;
        this.#revoked.abort();
        this.#cutter = null;
        this.#options.intake.revoked?.(this.partition);
        this.#wake();
    }
    /** Hands out no more; what is in hand is finished and committed. */
    stop() {
        this.#stopped.abort();
        this.#options.log.hold();
        this.#wake();
    }
    /** From the committed offset until the lane is over, or a failure, once no call is running any more. */
    async #attempt() {
        const { cut, log, clock } = this.#options;
        const start = await this.#position();
        if (this.#over)
            return;
        const cutter = new Cutter(start, cut);
        if (this.#finished)
            cutter.finish();
        this.#cutter = cutter;
        this.#held = false;
        this.#failed = null;
        await log.open(start);
        const hands = this.#newHands();
        while (this.#failed === null && !this.#over) {
            const room = hands.size < IN_HAND;
            const next = room ? cutter.next(clock.now()) : null;
            if (next) {
                this.#ease(cutter);
                hands.give(next, this.#highWatermark);
            }
            else {
                await this.#idle(room ? cutter.due() : null);
            }
        }
        this.#cutter = null;
        log.hold();
        await hands.empty();
        this.#throwFailure();
    }
    /**
     * Where reading begins, the intake having agreed. What does not fit together is an operator's matter only while the
     * partition is this replica's: one that stood still here has compared its newer owner's work with what was before.
     */
    async #position() {
        const { log, intake } = this.#options;
        try {
            const { committed, start } = await log.position();
            if (!this.#over)
                await this.#unlessStopped(intake.positioned?.(this.partition, committed, start));
            return start;
        }
        catch (error) {
            // What the broker refuses to commit is its own word already.
            if (faultOf(error) !== 'fatal' || (error instanceof LeitmotifError && error.stage === 'commit'))
                throw error;
            // Nothing more will be read.
            if (this.#over)
                return 0n;
            await log.confirm();
            throw error;
        }
    }
    #newHands() {
        const { topic, epoch, intake, log } = this.#options;
        return new Hands({
            topic,
            partition: this.partition,
            epoch,
            handle: (batch) => intake.handle(batch),
            commit: async (records, to) => {
                await log.commit(records, to);
                this.#failures = 0;
            },
            revoked: this.#revoked.signal,
            stopped: this.#stopped.signal,
            failed: (error) => this.fail(error),
            freed: () => this.#wake(),
        });
    }
    #throwFailure() {
        if (this.#failed)
            throw this.#failed.error;
    }
    /** Throws what is not transient, and what is once patience has ended. */
    async #backOff(error) {
        const { clock, probe, topic, patience, random } = this.#options;
        if (faultOf(error) !== 'transient')
            throw error;
        const now = clock.now();
        if (this.#failures === 0)
            this.#failingSince = now;
        this.#failures++;
        if (this.#failures >= FEWEST_FAILURES && now - this.#failingSince >= patience)
            throw error;
        const longest = Math.min(FIRST_BACK_OFF * 2 ** (this.#failures - 1), LONGEST_BACK_OFF);
        const delay = Math.round(longest * (0.5 + random() / 2));
        const fields = { topic, partition: this.partition, error: messageOf(error), failures: this.#failures, delay };
        probe.log('warn', 'going back to the committed offset', fields);
        const woken = AbortSignal.any([this.#revoked.signal, this.#stopped.signal]);
        await clock.sleep(delay, woken);
    }
    /**
     * A former owner whose fence came late has taken the partition, or this one has lost it and is about to be told.
     * Two signs of membership, since the first may be older than the fence.
     */
    async #fenced(error) {
        const { clock, probe, topic, patience } = this.#options;
        const now = clock.now();
        this.#fencings = [...this.#fencings.filter((time) => now - time < patience), now];
        if (this.#fencings.length >= MOST_FENCINGS) {
            const message = `another process keeps committing for partition ${this.partition} of ${topic}, though the group gave it to this one: do two use the same transactional id?`;
            throw new LeitmotifError('fenced', 'commit', message, { cause: error });
        }
        probe.log('warn', 'fenced: waiting for the group', { topic, partition: this.partition });
        await this.#member();
    }
    async #member() {
        if (!this.#over)
            await unless(this.#options.log.member(), [this.#stopped.signal, this.#revoked.signal]);
    }
    #press(cutter) {
        if (this.#held || !cutter.full)
            return;
        if (cutter.waiting < WAITING_RECORDS && cutter.bytes < WAITING_BYTES)
            return;
        this.#held = true;
        this.#options.log.hold();
    }
    #ease(cutter) {
        if (!this.#held || this.#over)
            return;
        if (cutter.full && (cutter.waiting > WAITING_RECORDS / 2 || cutter.bytes > WAITING_BYTES / 2))
            return;
        this.#held = false;
        this.#options.log.resume();
    }
    /** Until something happened, or the time has come. */
    async #idle(until) {
        const event = new Promise((resolve) => {
            this.#wake = resolve;
        });
        if (until === null)
            return event;
        const { clock } = this.#options;
        const woken = new AbortController();
        await Promise.race([event, clock.sleep(Math.max(0, until - clock.now()), woken.signal)]);
        // With a reason: none would be made an error, with its stack, for nobody to see.
        woken.abort('woken');
    }
    #unlessStopped(work) {
        return unless(work, [this.#stopped.signal]);
    }
}
/** Waits for the work or for one of the signals, whichever comes first. */
async function unless(work, signals) {
    if (work === undefined || signals.some(({ aborted }) => aborted))
        return work?.catch(() => { });
    let given = () => { };
    const up = new Promise((resolve) => {
        given = resolve;
    });
    for (const signal of signals)
        signal.addEventListener('abort', given, { once: true });
    try {
        await Promise.race([work, up]);
    }
    finally {
        for (const signal of signals)
            signal.removeEventListener('abort', given);
        work.catch(() => { });
    }
}
//# sourceMappingURL=lane.js.map