/** The encoder that is configured, with what was tuned, remembered, or is to be tuned. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
/** As `openEncoder`, with the vectors kept in a file of the folder, under a name, and taken from there when they are needed again. */
export async function openCachedEncoder(config, probe, { folder, name }) {
    const { cachedEncoder } = await import("../../edges/encoder/cached.js");
    const encoder = await openEncoder(config, probe);
    return cachedEncoder(encoder, { folder, name }).catch(async (error) => {
        await encoder.close();
        throw error;
    });
}
/** The encoder that is configured, its weights found or fetched. Throws `fatal` when they cannot be had. */
export async function openEncoder(config, probe) {
    const { tuned } = config.encoder;
    if (tuned === undefined)
        return openBase(config, probe);
    const { tunedEncoder } = await import("../../edges/encoder/tuned.js");
    const { workers } = config.encoder;
    // A student takes less than the rest of a replica does: one thread keeps up with it, where there is a processor for it.
    const threads = workers > 0 ? workers : Math.min(1, availableParallelism() - 1);
    return tunedEncoder(tuned, () => openBase(config, probe), { threads });
}
/** The encoder below what was tuned. */
async function openBase({ encoder }, probe) {
    const { kind, model, folder, cache, precision, workers, longDocuments } = encoder;
    if (kind === 'hashing')
        return (await import("../../edges/encoder/hashing.js")).hashingEncoder();
    const { transformerEncoder } = await import("../../edges/encoder/transformer.js");
    return transformerEncoder({
        model,
        precision,
        longDocuments,
        ...(folder === undefined ? {} : { folder }),
        ...(cache === undefined ? {} : { cache }),
        ...(workers === 0 ? {} : { workers }),
        log: (line) => probe.log('info', line),
    });
}
/** Tokens for encoders that set no limit of their own. */
const UNLIMITED = 512;
/** As `openEncoder`, without what was tuned before. */
export async function openTeacher(config, probe) {
    const { kind, model, folder, cache } = config.encoder;
    const encoder = await openBase(config, probe);
    if (kind === 'hashing')
        return { encoder, tokenizer: null, limit: UNLIMITED };
    const { resolveWeights } = await import("../../edges/encoder/weights.js");
    const weights = await resolveWeights({
        model,
        ...(folder === undefined ? {} : { folder }),
        ...(cache === undefined ? {} : { cache }),
    });
    return {
        encoder,
        tokenizer: readFileSync(join(weights.folder, 'tokenizer.json'), 'utf8'),
        // The two special tokens around a text.
        limit: weights.limit - 2,
    };
}
//# sourceMappingURL=encoder.js.map