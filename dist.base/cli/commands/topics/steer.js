/** A command of `topics` or `watch`, on its way to the trainer and until it is done. */
import { LeitmotifError, messageOf } from "../../../core/errors.js";
import { commandOf, refusal } from "../../../core/model/command.js";
import { assemble } from "../../../core/model/snapshot.js";
import { CONTROL } from "../../../core/types.js";
import { hold } from "../../../pipeline/feed.js";
import { namesOf } from "../../../pipeline/names.js";
import { usage } from "../../args.js";
import { openModels } from "../../model.js";
import { sanitise, showProgress } from "../../terminal.js";
/** How long a trainer may take, ms. */
const PATIENCE = 30_000;
/** The exit status. Throws `fatal`, stage `config`, for a command that makes no sense, stage `absorb` for one that cannot be done. */
export async function steer(config, asked) {
    const command = checked(asked);
    const names = namesOf(config.prefix, config.documents.topic);
    const progress = showProgress({
        screen: process.stderr,
        text: () => `waiting for the trainer to take it up from ${names.control}`,
    });
    try {
        const [models, { sendOne }] = await Promise.all([openModels(config), import("../../../edges/kafka/send.js")]);
        const { kafka, changelog } = models;
        const before = (await models.newest()).snapshot.state;
        const codecs = await models.codecs();
        refuse(refusal(before, command, config.model));
        const value = codecs.control.encode(command);
        const offset = await sendOne(kafka, { topic: names.control, key: null, value });
        const over = AbortSignal.timeout(PATIENCE);
        const stop = new AbortController();
        let after = null;
        const parts = new Map();
        await changelog.follow(async (records) => {
            await hold(parts, records, codecs.model);
            const found = assemble(parts);
            if (!found || !('snapshot' in found))
                return;
            const { state } = found.snapshot;
            if ((state.absorbed.get(CONTROL)?.offset ?? 0n) <= offset)
                return;
            after = state;
            stop.abort();
        }, () => { }, AbortSignal.any([over, stop.signal]));
        progress.stop();
        if (after === null) {
            process.stderr.write(`written to ${names.control}; no trainer has taken it up yet: is \`leitmotif run\` running?\n`);
            return 1;
        }
        process.stdout.write(`${outcome(command, before, after)}\n`);
        return 0;
    }
    finally {
        progress.stop();
    }
}
function checked(asked) {
    try {
        return commandOf(asked);
    }
    catch (error) {
        throw usage(messageOf(error));
    }
}
function refuse(why) {
    if (why !== null)
        throw new LeitmotifError('fatal', 'absorb', why);
}
/** What a model says of a command that it has taken up. */
function outcome(command, before, { topics }) {
    if (command.kind === 'watch') {
        const found = [...topics.values()].find(({ label, id }) => label === command.phrase && !before.topics.has(id));
        return found
            ? `topic ${found.id} watches for "${sanitise(command.phrase)}"`
            : 'the phrase is not watched for; see the events';
    }
    const topic = topics.get(command.kind === 'merge' ? command.into : command.topic);
    if (!topic)
        return `topic ${command.topic} is not known any more; see the events`;
    const marks = [topic.pinned ? 'pinned' : '', topic.muted ? 'muted' : ''].filter(Boolean);
    return `topic ${topic.id} "${sanitise(topic.label)}"${marks.map((mark) => `, ${mark}`).join('')}`;
}
//# sourceMappingURL=steer.js.map