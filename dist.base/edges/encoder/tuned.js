/** An encoder that was tuned on a feed: a map over another encoder's vectors, or a static student that needs none. */
import { Worker } from 'node:worker_threads';
import { LeitmotifError } from "../../core/errors.js";
import { applied } from "./applied.js";
import { readArtefact } from "./artefact.js";
import { createPool } from "./pool.js";
import { bounded } from "./text.js";
/**
 * `open` is called for the base encoder only where the artefact maps one; it is closed with this one. Throws `fatal` for
 * a folder that holds no tuned encoder, and for another base than it was tuned on.
 */
export async function tunedEncoder(folder, open, { threads = 0 } = {}) {
    const artefact = await readArtefact(folder);
    if (artefact.student !== null)
        return threads > 0
            ? threaded(tunedId(artefact), { folder, checksum: artefact.checksum }, threads)
            : within(artefact, null);
    const base = await open();
    try {
        if (base.id !== artefact.base) {
            const message = `encoder.tuned ${folder} was tuned on ${artefact.base}, not on ${base.id}: set the encoder to what it was, or tune anew`;
            throw new LeitmotifError('fatal', 'config', message);
        }
        return within(artefact, base);
    }
    catch (error) {
        await base.close();
        throw error;
    }
}
/** The id that an encoder from this folder has: of its base, or of a student, with the checksum of its numbers. */
export function tunedId({ student, base, checksum }) {
    return `${student === null ? base : 'student'}+${checksum.slice(0, 12)}`;
}
function within(artefact, base) {
    const rows = applied(artefact);
    let closed = false;
    return {
        id: tunedId(artefact),
        dim: rows.dim,
        async encode(texts) {
            if (closed)
                throw new LeitmotifError('bug', 'encode', 'the encoder was closed; create another to encode');
            const vectors = base === null ? null : (await base.encode(texts)).data;
            return { rows: texts.length, dim: rows.dim, data: rows.encode(texts.map(bounded), vectors) };
        },
        async close() {
            closed = true;
            await base?.close();
        },
    };
}
async function threaded(id, errand, threads) {
    const file = import.meta.url.endsWith('.ts') ? './student-source.mjs' : './student.js';
    const start = () => new Worker(new URL(file, import.meta.url), { workerData: errand, execArgv: [] });
    // A text takes less than a message does: each thread is given its share of a call at once.
    const pool = await createPool({ size: threads, start, jobTexts: Number.POSITIVE_INFINITY });
    return {
        id,
        dim: pool.dim,
        async encode(texts) {
            // Cut here, so that a text of megabytes is not copied to the thread.
            const data = await pool.encode(texts.map(bounded));
            return { rows: texts.length, dim: pool.dim, data };
        },
        close: () => pool.close(),
    };
}
//# sourceMappingURL=tuned.js.map