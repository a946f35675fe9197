import { LeitmotifError } from "../../core/errors.js";
import { Lane } from "../../core/lane.js";
import { Lanes } from "../../core/lanes.js";
import { resumeAt } from "../../core/position.js";
/** Reads a Kafka topic of the in-memory log, as a member of a group, exactly as the Kafka source does. */
export function memorySource(log, options) {
    return { run: async (intake, signal) => (signal.aborted ? undefined : run(log, options, { intake, signal })) };
}
async function run(log, options, { intake, signal }) {
    const { group, topic, clock, member = 'member' } = options;
    const known = log.partitions(topic);
    const alive = () => membership.alive();
    const create = (partition, over) => ({
        lane: newLane(log, options, { intake, partition, known, alive, over }),
    });
    const lanes = new Lanes({ create, signal, clock });
    const assigned = (partitions) => lanes.assign(partitions);
    const membership = log.groups.join(group, { topic, partitions: known, member, assigned });
    await lanes.ended();
    membership.leave();
    lanes.throwFailure();
}
function newLane(log, options, given) {
    const { topic, group, clock } = options;
    const { intake, partition } = given;
    const transactionalId = options.transactionalId?.(partition) ?? `${group}-${topic}-${partition}`;
    let producerEpoch = -1;
    let pumping = new AbortController();
    let position = 0n;
    const pump = async () => {
        const { signal } = pumping;
        let finished = false;
        // A log that is sealed after its last record was read has news too, once.
        const sealed = () => !finished && log.read(topic, partition, { from: position, limit: 0 }).final;
        while (await log.until(() => log.end(topic, partition) > position || sealed(), signal)) {
            if (log.start(topic, partition) > position) {
                lane.fail(new LeitmotifError('transient', 'connect', `offset ${position} of ${topic} is no longer in the log`));
                return;
            }
            const limit = options.fetchRecords ?? 1000;
            const { records, to, end, final } = log.read(topic, partition, { from: position, limit });
            if (signal.aborted)
                return;
            position = to;
            lane.push({ records, to, ended: to === end, at: clock.now(), highWatermark: end });
            if (final) {
                finished = true;
                lane.finish();
            }
        }
    };
    const start = () => {
        pumping.abort();
        pumping = new AbortController();
        given.over.addEventListener('abort', () => pumping.abort(), { once: true, signal: pumping.signal });
        if (!given.over.aborted)
            void pump();
    };
    const laneLog = {
        fence: async () => {
            producerEpoch = log.fence(transactionalId);
        },
        position: async () => {
            const before = log.position(group, topic, partition);
            if (before) {
                const inLog = { low: log.start(topic, partition), end: log.end(topic, partition) };
                const at = { topic, partition, group, committed: before.offset, ...inLog };
                return { committed: before.start ? null : before.offset, start: resumeAt(at, options.acceptLoss ?? false) };
            }
            // Committed at once, so that a crash before the first batch doesn't move it.
            const offset = partition < given.known ? startOf(log, options, partition) : log.start(topic, partition);
            const start = { group, topic, partition, offset, start: true };
            await log.commit({ transactionalId, producerEpoch, records: [], offset: start });
            return { committed: null, start: offset };
        },
        open: async (offset) => {
            position = offset;
            start();
        },
        hold: () => pumping.abort(),
        resume: start,
        commit: (records, to) => log.commit({ transactionalId, producerEpoch, records, offset: { group, topic, partition, offset: to } }),
        confirm: async () => log.check(transactionalId, producerEpoch),
        member: given.alive,
    };
    const lane = new Lane({
        topic,
        partition,
        epoch: options.epoch,
        cut: options.cut,
        intake,
        log: laneLog,
        clock,
        random: options.random ?? Math.random,
        probe: options.probe,
        patience: options.patience ?? 120_000,
    });
    return lane;
}
function startOf(log, { topic, start }, partition) {
    if (start === 'latest')
        return log.end(topic, partition);
    if (typeof start === 'number')
        return log.offsetAt(topic, partition, start);
    return log.start(topic, partition);
}
//# sourceMappingURL=source.js.map