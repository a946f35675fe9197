/** What a folder says of the sentence encoder in it, in the files that sentence-transformers and the model hub use. */
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LeitmotifError } from "../../core/errors.js";
/** The ONNX graph that is preferred for a precision, and the one that is taken where there is no such. */
export const ONNX_FILES = {
    int8: ['onnx/model_quantized.onnx', 'onnx/model.onnx'],
    float32: ['onnx/model.onnx', 'onnx/model_quantized.onnx'],
};
const POOLING = '1_Pooling/config.json';
const MODULES = 'modules.json';
const LIMIT = 'sentence_bert_config.json';
/** Files that a folder may lack. */
export const OPTIONAL = [MODULES, POOLING, LIMIT];
/** Throws `fatal` for a folder that holds no encoder of a known layout. `limit` takes the place of what the folder says. */
export async function readFolder(folder, { precision, limit }) {
    const has = (file) => access(join(folder, file)).then(() => true, () => false);
    const need = async (...files) => {
        for (const file of files) {
            if (!(await has(file)))
                refuse(`the encoder’s folder ${folder} has no readable ${file}: ${LAYOUTS}`);
        }
    };
    if (await has('weights.npz')) {
        await need('sp.model');
        return { folder, layout: 'use', file: 'weights.npz', pooling: 'mean', limit: limit ?? USE_LIMIT };
    }
    let onnx;
    for (const file of ONNX_FILES[precision])
        if (onnx === undefined && (await has(file)))
            onnx = file;
    const safetensors = await has('model.safetensors');
    if (!safetensors && onnx === undefined)
        refuse(`the encoder’s folder ${folder} has no readable weights: ${LAYOUTS}`);
    await need('config.json', 'tokenizer.json');
    const config = CONFIG.safeParse(await json(folder, 'config.json')).data ?? {};
    // A graph of our own is faster and is known to be right; it is made for BERT alone.
    const bert = onnx === undefined || (safetensors && config.model_type === 'bert');
    const pooling = await poolingOf(folder);
    if (bert && pooling !== 'mean')
        refuse(`${folder}/${POOLING} asks for ${pooling}: only ONNX graphs can have it here`);
    return {
        folder,
        layout: bert ? 'bert' : 'onnx',
        file: bert ? 'model.safetensors' : (onnx ?? ''),
        pooling,
        limit: limit ?? (await trainedLimit(folder, config)),
    };
}
/** The Universal Sentence Encoder has no end of its own. */
const USE_LIMIT = 256;
const LAYOUTS = `it must hold model.safetensors or ${ONNX_FILES.int8.join(' or ')}, with tokenizer.json and config.json; or weights.npz and sp.model`;
const size = z.number().int().min(3);
const CONFIG = z.object({
    model_type: z.string().optional(),
    max_position_embeddings: size.optional(),
    pad_token_id: z.number().int().nullish(),
});
/** What sentence-transformers wrote beside the weights, else what the position table holds. */
async function trainedLimit(folder, config) {
    const trained = z.object({ max_seq_length: size }).safeParse(await json(folder, LIMIT));
    if (trained.success)
        return trained.data.max_seq_length;
    const { model_type: type = 'bert', max_position_embeddings: positions, pad_token_id: pad } = config;
    if (positions === undefined)
        return refuse(`${folder}/config.json gives no max_position_embeddings: use a sentence encoder`);
    // RoBERTa and its kin count positions from the one after the padding's.
    return /roberta|mpnet|camembert/.test(type) ? positions - (pad ?? 1) - 1 : positions;
}
async function poolingOf(folder) {
    const modules = z.array(z.object({ type: z.string() })).safeParse(await json(folder, MODULES)).data ?? [];
    const other = modules.map(({ type }) => type.split('.').at(-1)).find((type) => !KNOWN_MODULES.has(type ?? ''));
    if (other !== undefined)
        refuse(`${folder}/${MODULES} has a step ${other}, which is unknown here: use an encoder without`);
    const asked = z.record(z.string(), z.unknown()).safeParse(await json(folder, POOLING)).data ?? {};
    const modes = Object.keys(asked).filter((key) => key.startsWith('pooling_mode_') && asked[key] === true);
    const [mode = 'pooling_mode_mean_tokens', second] = modes;
    if (second === undefined && mode === 'pooling_mode_mean_tokens')
        return 'mean';
    if (second === undefined && mode === 'pooling_mode_cls_token')
        return 'cls';
    return refuse(`${folder}/${POOLING} asks for ${modes.join(' and ')}: use an encoder that pools by mean or by its first token`);
}
const KNOWN_MODULES = new Set(['Transformer', 'Pooling', 'Normalize']);
/** Null for a file that is missing or no JSON. */
async function json(folder, file) {
    return readFile(join(folder, file), 'utf8')
        .then((text) => JSON.parse(text), () => null)
        .catch(() => null);
}
function refuse(why) {
    throw new LeitmotifError('fatal', 'config', why);
}
//# sourceMappingURL=folder.js.map