/** A new epoch: what the model begins it with, where documents go on, and what readers must be told. */
import { LeitmotifError } from "./errors.js";
import { CONTROL, } from "./types.js";
/**
 * The offset of each partition. `atTime`: offsets of the first records at or after the destination's time, where there
 * are any. Throws `fatal`, stage `config`, for an offset that the log does not hold.
 */
export function documentsAt(to, { topic, standing, absorbed, atTime, }) {
    const wanted = (at) => {
        const exported = absorbed.get(at.partition)?.offset ?? at.low;
        if (to === 'earliest')
            return at.low;
        if (to === 'latest')
            return at.end;
        if (to === 'exported')
            return exported;
        if (to === 'committed')
            return at.committed ?? exported;
        if ('time' in to)
            return atTime.get(at.partition) ?? at.end;
        if ('offset' in to)
            return to.offset;
        return to.offsets.get(at.partition) ?? at.committed ?? exported;
    };
    const refuse = (why) => {
        throw new LeitmotifError('fatal', 'config', `${why}; say where to go on by --to`);
    };
    if (typeof to === 'object' && 'offsets' in to)
        for (const partition of to.offsets.keys())
            if (!standing.some((at) => at.partition === partition))
                refuse(`${topic} has no partition ${partition}`);
    return new Map(standing.map((at) => {
        const offset = wanted(at);
        if (offset < at.low || offset > at.end)
            refuse(`partition ${at.partition} of ${topic} would go on at offset ${offset}, but its log holds [${at.low}, ${at.end})`);
        return [at.partition, offset];
    }));
}
/**
 * The first model of the epoch: `base` with ids, versions and numbers of events above all that were ever met, so that
 * none is used twice. Topics that readers take for live and that are not in it retire, those that they take for gone come
 * back, so that the events replayed are the table of topics still.
 */
export function begin(base, past, at, reason) {
    const epoch = Math.max(base.epoch, past.epoch) + 1;
    const stands = (offset) => ({ epoch, offset });
    const absorbed = [...at.documents].map(([partition, offset]) => [partition, stands(offset)]);
    if (at.control !== null)
        absorbed.push([CONTROL, stands(at.control)]);
    const live = [...base.topics.values()].filter(({ status }) => status === 'live');
    const known = new Set(live.map(({ id }) => id));
    const gone = [...past.shown.keys()].filter((id) => !known.has(id)).sort((a, b) => a - b);
    const first = Math.max(base.sequence, past.sequence + 1);
    const drafts = [
        ...gone.map((topic) => ({ type: 'retired', topic, ...past.shown.get(topic) })),
        ...live
            .filter(({ id }) => !past.shown.has(id))
            .map(({ id, level, label }) => ({
            type: past.told.has(id) ? 'revived' : 'born',
            topic: id,
            level,
            label,
        })),
    ];
    const events = drafts.map(({ type, topic, level = 0, label = '' }, i) => ({
        ...{ type, topic, level, label, reason, into: [], from: [], numbers: { epoch } },
        time: base.streamTime,
        sequence: first + i,
    }));
    const state = {
        ...base,
        version: Math.max(base.version, past.version) + 1,
        epoch,
        nextTopic: Math.max(base.nextTopic, past.topic + 1),
        nextCell: Math.max(base.nextCell, past.cell + 1),
        sequence: first + events.length,
        statsOffset: at.stats,
        absorbed: new Map(absorbed.sort(([a], [b]) => a - b)),
    };
    return { state, events, gone };
}
//# sourceMappingURL=epoch.js.map