/** Opens a new epoch of a deployment: a model and all positions in one transaction, while no replica runs. */
import { begin, documentsAt } from "../core/epoch.js";
import { LeitmotifError } from "../core/errors.js";
import { assemble, delta, HEAD_KEY } from "../core/model/snapshot.js";
import { phiRecords } from "../core/phi/records.js";
import { hold } from "./feed.js";
const STEP = 200;
/**
 * Steps: 1 no replica may run; 2 whoever was frozen is shut out; 3 what is left of the model, Φ and events is read, and
 * where logs and groups stand; 4 the first model of the epoch is made; 5 model, Φ, events and all offsets are committed
 * in one transaction. Throws `fatal` while replicas run, or for a destination that the log does not hold.
 */
export async function openEpoch(wanted, options) {
    const { groups, names } = options;
    const members = await inTheWay(wanted.dryRun, options);
    if (!wanted.dryRun)
        await groups.fence();
    const left = await whatIsLeft(options);
    const base = wanted.base(left.state);
    const [documents, control, stats] = await Promise.all([
        groups.standing('documents'),
        groups.standing('control'),
        groups.standing('stats'),
    ]);
    const atTime = typeof wanted.to === 'object' && 'time' in wanted.to
        ? await groups.documentsAt(wanted.to.time)
        : new Map();
    const { absorbed } = base;
    const positions = {
        documents: documentsAt(wanted.to, { topic: names.documents, standing: documents, absorbed, atTime }),
        control: control[0]?.committed ?? null,
        stats: stats[0]?.end ?? 0n,
    };
    const beginning = begin(base, left.past, positions, wanted.reason);
    if (!wanted.dryRun)
        await groups.commit(recordsOf(beginning, left, options), positions);
    return {
        state: beginning.state,
        damage: left.damage,
        moves: documents.map((at) => ({ ...at, to: positions.documents.get(at.partition) ?? at.low })),
        retired: beginning.gone.length,
        revived: beginning.events.length - beginning.gone.length,
        members,
    };
}
async function inTheWay(dryRun, { groups, patience, clock }) {
    for (const deadline = clock.now() + patience;;) {
        const members = await groups.members();
        if (members.length === 0 || dryRun)
            return members;
        if (clock.now() > deadline)
            throw new LeitmotifError('fatal', 'restore', `replicas are running: ${members.join(', ')}; stop them all first, as a new epoch is for all of them alike`);
        await clock.sleep(STEP);
    }
}
/** What can still be read of the epochs before: a damaged model, Φ and events each know a part. */
async function whatIsLeft({ changelog, phi, events, codecs }) {
    const records = await changelog.read();
    const keys = new Set();
    for (const { key, value } of records)
        if (value === null)
            keys.delete(key);
        else
            keys.add(key);
    const { state, head, damage } = await modelOf(records, codecs.model);
    const shown = new Map();
    const told = new Set();
    await gather(phi, codecs.phi, (key, record) => {
        if (record === null)
            shown.delete(Number(key));
        else
            shown.set(record.topic, record);
    });
    let past = {
        version: head?.version ?? 0,
        epoch: head?.epoch ?? 0,
        topic: (head?.nextTopic ?? 1) - 1,
        cell: (head?.nextCell ?? 1) - 1,
        sequence: (head?.sequence ?? 1) - 1,
    };
    await gather(events, codecs.events, (_key, event) => {
        if (event === null)
            return;
        for (const id of [event.topic, ...event.into])
            told.add(id);
        past = {
            ...past,
            version: Math.max(past.version, event.model),
            topic: Math.max(past.topic, event.topic, ...event.into),
            sequence: Math.max(past.sequence, event.sequence),
            // A reset tells its epoch: should the head be gone, too.
            epoch: Math.max(past.epoch, event.numbers.epoch ?? 0),
        };
    });
    for (const record of shown.values())
        past = {
            ...past,
            version: Math.max(past.version, record.model),
            topic: Math.max(past.topic, record.topic),
        };
    return { state, damage, keys, past: { ...past, shown, told } };
}
/** The model, or its head alone and what is wrong with the rest. */
async function modelOf(records, codec) {
    const held = new Map();
    let damage = null;
    for (const record of new Map(records.map((one) => [one.key, one])).values())
        try {
            await hold(held, [record], codec);
        }
        catch (error) {
            if (!(error instanceof LeitmotifError) || error.fault !== 'fatal')
                throw error;
            damage ??= error.message;
        }
    const found = assemble(held);
    const entry = held.get(HEAD_KEY)?.entry;
    const head = entry?.kind === 'head' ? entry.head : null;
    if (found !== null && 'snapshot' in found)
        return { state: found.snapshot.state, head, damage };
    return { state: null, head, damage: damage ?? (found === null ? null : `it lacks ${found.missing}`) };
}
/** Hands on what a Kafka topic holds, a part at a time; what cannot be read any more is passed over. */
async function gather(log, codec, take) {
    const end = new AbortController();
    await log.follow(async (records) => {
        await codec.prepare(records.flatMap(({ value }) => value ?? []));
        for (const { key, value } of records) {
            try {
                take(key, value === null ? null : codec.decode(value));
            }
            catch (error) {
                if (!(error instanceof LeitmotifError) || error.fault !== 'poison')
                    throw error;
            }
        }
    }, () => end.abort(), end.signal);
}
/** Tombstones of what the new model has not, its Φ, events, and all of it anew, the head last. */
function recordsOf({ state, events, gone }, { keys }, { names, codecs, halfLife }) {
    const { records } = delta(null, state);
    const kept = new Set(records.map(({ key }) => key));
    const to = (topic) => ({ topic, partition: 0 });
    return [
        ...events.map((event) => ({
            ...to(names.events),
            key: String(event.topic),
            value: codecs.events.encode({ ...event, model: state.version }),
        })),
        ...gone.map((topic) => ({ ...to(names.phi), key: String(topic), value: null })),
        ...phiRecords(state, halfLife).map((record) => ({
            ...to(names.phi),
            key: String(record.topic),
            value: codecs.phi.encode(record),
        })),
        ...[...keys].filter((key) => !kept.has(key)).map((key) => ({ ...to(names.model), key, value: null })),
        ...records.map(({ key, record }) => ({ ...to(names.model), key, value: codecs.model.encode(record) })),
    ];
}
//# sourceMappingURL=epoch.js.map