/** One thread of a static student, so that the main thread need not encode. Started by tuned.ts for pool.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { LeitmotifError } from "../../core/errors.js";
import { applied } from "./applied.js";
import { readArtefact } from "./artefact.js";
import { serve } from "./serve.js";
async function opened({ folder, checksum }) {
    const artefact = await readArtefact(folder);
    if (artefact.checksum === checksum)
        return applied(artefact);
    const message = `${folder} holds another tuned encoder than when this one was opened: start again`;
    throw new LeitmotifError('fatal', 'config', message);
}
if (parentPort !== null)
    await serve(parentPort, async () => {
        const rows = await opened(workerData);
        return { dim: rows.dim, encode: async (texts) => rows.encode(texts, null), release: async () => { } };
    });
//# sourceMappingURL=student.js.map