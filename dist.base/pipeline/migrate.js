/** The model of a live deployment goes over to another encoder: one transaction in the trainer's name. */
import { faultOf, LeitmotifError } from "../core/errors.js";
import { migrated } from "../core/migrate/migrate.js";
import { assemble, delta, restore } from "../core/model/snapshot.js";
import { NO_ATTRIBUTES } from "./cloudevents.js";
import { hold, noModel } from "./feed.js";
/** Trainers that are fenced come back after two heartbeats: one that was not quick enough tries again. */
const TRIES = 4;
/** Longest wait for the changelog to show what the group has committed, ms. */
const PATIENCE = 10_000;
const STEP = 10;
/** The newest model of a changelog. Throws `fatal` for a changelog without one. */
export async function readModel(changelog, codec, names) {
    const held = new Map();
    await hold(held, await changelog.read(), codec);
    const snapshot = restore(held);
    if (snapshot !== null)
        return snapshot.state;
    throw noModel(names);
}
/** Throws `fatal`, stage `config`, for a model that cannot be moved from this encoder. */
export function checkMovable(state, encoder) {
    const refuse = (why) => {
        throw new LeitmotifError('fatal', 'config', why);
    };
    if (state.encoder !== encoder)
        refuse(`the model was made with encoder ${state.encoder}, the settings name ${encoder}: give the settings of the replicas as they are, and the new encoder by --encoder`);
    if (state.warming)
        refuse(`the model is still warming up (${state.strays.size} documents so far): wait until it has seeded its cells, or begin a new one with the new encoder`);
}
/**
 * Moves the model and publishes it, unless too few documents keep their topic: then nothing is written, and `written` is
 * false. The model is followed meanwhile, so that what is moved is the newest there is.
 */
export async function migrateModel(plan, options) {
    const { changelog, codecs, takeOver, tools, minAgreement, clock } = options;
    const was = { encoder: '' };
    const held = new Map();
    const end = new AbortController();
    let whole = false;
    const following = changelog.follow((records) => hold(held, records, codecs.model), () => {
        whole = true;
    }, end.signal);
    let failure = null;
    following.catch((error) => {
        failure = error;
    });
    const newest = async (fulfils) => {
        for (const deadline = clock.now() + PATIENCE;;) {
            if (failure !== null)
                throw failure;
            const found = whole ? assemble(held) : null;
            if (found && 'snapshot' in found && fulfils(found.snapshot))
                return found.snapshot;
            if (whole && clock.now() > deadline)
                throw new LeitmotifError('fatal', 'restore', `${options.names.model} does not show the model that the trainers' group has committed: one of them was changed from outside; restore both from one time`);
            await clock.sleep(STEP);
        }
    };
    try {
        const first = await newest(() => true);
        was.encoder = first.state.encoder;
        let migration = migrated(first.state, plan, tools);
        const agrees = () => migration.agreement.sure >= minAgreement;
        if (!agrees())
            return { migration, written: false };
        for (let left = TRIES;; left--) {
            let refused = false;
            try {
                await takeOver(async (committed) => {
                    const snapshot = await newest(({ state }) => state.statsOffset === committed);
                    if (snapshot.state.encoder !== was.encoder)
                        throw new LeitmotifError('fatal', 'migrate', `another process has moved the model to ${snapshot.state.encoder} meanwhile`);
                    if (migration.state.version !== snapshot.state.version + 1)
                        migration = migrated(snapshot.state, plan, tools);
                    refused = !agrees();
                    if (refused)
                        throw new LeitmotifError('fatal', 'migrate', 'the model has changed meanwhile');
                    return recordsOf(snapshot, migration, options);
                });
                return { migration, written: true };
            }
            catch (error) {
                if (refused)
                    return { migration, written: false };
                if (left === 1 || (faultOf(error) !== 'fenced' && faultOf(error) !== 'transient'))
                    throw error;
            }
        }
    }
    finally {
        end.abort();
        await following.catch(() => { });
    }
}
/** Events, and all of the model anew, its head last. */
function recordsOf(before, { state, events }, { names, codecs, attributes = NO_ATTRIBUTES }) {
    const { records, tombstones } = delta(before, state);
    const to = { topic: names.model, partition: 0 };
    const model = records.map(({ key, record }) => ({ ...to, key, value: codecs.model.encode(record) }));
    return [
        ...events.map((event) => ({
            topic: names.events,
            partition: 0,
            key: String(event.topic),
            value: codecs.events.encode({ ...event, model: state.version }),
            headers: attributes.event(event),
        })),
        ...tombstones.map((key) => ({ ...to, key, value: null })),
        ...model,
    ];
}
//# sourceMappingURL=migrate.js.map