/** The lines and the list that `replay` and `topics --json` write: a fixed interface, whatever the records inside look like. */
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { LeitmotifError, messageOf } from "../../core/errors.js";
/** One line of `--theta`. */
export function thetaLine({ id, theta, score, revision, model }) {
    const weights = theta.map(({ topic, weight }) => ({ topic, weight }));
    return `${JSON.stringify({ id, topic: theta[0]?.topic ?? null, theta: weights, score, revision, model })}\n`;
}
/** One line of `--events`. */
export function eventLine({ type, topic, level, into, from, label, reason, numbers, time, sequence, model, }) {
    // A merge has one survivor and is written as such; a split has a list.
    const target = type === 'merged' ? { into: into[0] ?? null } : into.length > 0 ? { into } : {};
    const origin = from.length > 0 ? { from } : {};
    return `${JSON.stringify({ type, topic, level, model, ...target, ...origin, label, reason, numbers, time, sequence })}\n`;
}
/** The whole of `--phi`: live topics, heaviest first, then their parents. */
export function phiList(records) {
    const topics = [...records]
        .sort((a, b) => a.level - b.level || b.weight - a.weight || a.topic - b.topic)
        .map(phiEntry);
    return `[${topics.map((topic) => `\n${JSON.stringify(topic)}`).join(',')}\n]\n`;
}
export function phiEntry({ topic, parent, level, label, weight, documents, share, born, updated, keywords, }) {
    const words = keywords.map(({ word, probability, relevance }) => ({ word, probability, relevance }));
    return { topic, parent, level, label, weight, documents, share, born, updated, words };
}
/** Opens a file for writing at once, so that a path that cannot be written is refused before any work. Throws `fatal`, stage `config`. */
export async function openOutput(path, flag) {
    const handle = await open(path, 'w').catch((error) => {
        throw new LeitmotifError('fatal', 'config', `${flag} ${path} cannot be written: ${messageOf(error)}`, {
            cause: error,
        });
    });
    const stream = createWriteStream(path, { fd: handle, highWaterMark: 256 * 1024 });
    return written(stream, path);
}
function written(stream, path) {
    let failure;
    let wake = () => { };
    stream.on('error', (error) => {
        failure = new LeitmotifError('fatal', 'commit', `${path} cannot be written: ${error.message}`, { cause: error });
        wake();
    });
    stream.on('drain', () => wake());
    return {
        async write(text) {
            if (failure !== undefined)
                throw failure;
            if (stream.write(text))
                return;
            await new Promise((resolve) => {
                wake = resolve;
            });
            if (failure !== undefined)
                throw failure;
        },
        async close() {
            if (failure !== undefined)
                throw failure;
            await new Promise((resolve) => {
                wake = resolve;
                stream.end(resolve);
            });
            if (failure !== undefined)
                throw failure;
        },
    };
}
//# sourceMappingURL=outputs.js.map