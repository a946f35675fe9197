/** What a student had learnt when its training was cut short, kept under a checksum of all that it was learning from. */
import { createHash } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSafetensors, safetensors } from "../../../edges/encoder/safetensors.js";
const MOMENTS = ['rowsFirst', 'rowsSecond', 'weightsFirst', 'weightsSecond'];
export async function openCheckpoints(folder, job) {
    await mkdir(folder, { recursive: true });
    const path = join(folder, `student-${checksumOf(job)}.safetensors`);
    return {
        last: await read(path),
        keep({ epoch, steps, cosine, rows, weights, moments }) {
            const tensors = new Map([
                ['progress', Float32Array.of(epoch, steps)],
                // Both halves of a double, so that going on compares what was compared before.
                ['cosine', new Float32Array(Float64Array.of(cosine).buffer)],
                ['rows', rows],
                ['weights', weights],
                ...MOMENTS.map((name, at) => [name, moments[at]]),
            ]);
            const bytes = safetensors(new Map([...tensors].map(([name, data]) => [name, { shape: [data.length], data }])));
            // The thread does nothing else meanwhile, and whoever ends it finds the old file or the new.
            writeFileSync(`${path}.partial`, bytes);
            renameSync(`${path}.partial`, path);
        },
    };
}
async function read(path) {
    if (await readFile(path).then(() => false, () => true))
        return null;
    const tensors = await readSafetensors(path);
    const data = (name) => {
        const found = tensors.get(name);
        if (found === undefined)
            throw new Error(`${path} has no ${name}: remove it, and learning begins anew`);
        return found.data;
    };
    const [epoch = 0, steps = 0] = data('progress');
    const [cosine = 0] = new Float64Array(data('cosine').slice().buffer);
    const [a, b, c, d] = MOMENTS.map(data);
    return { epoch, steps, cosine, rows: data('rows'), weights: data('weights'), moments: [a, b, c, d] };
}
/** Texts, vectors, table, seed: another feed, teacher or seed has other checkpoints. */
function checksumOf({ training, table, seed, limit }) {
    const hash = createHash('sha256').update(`${seed} ${limit} `);
    for (const text of training.texts)
        hash.update(Buffer.from(text, 'utf16le')).update('\0');
    for (const { data } of [training.vectors, ...(table === null ? [] : [table])]) {
        hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    }
    return hash.digest('hex').slice(0, 16);
}
//# sourceMappingURL=checkpoints.js.map