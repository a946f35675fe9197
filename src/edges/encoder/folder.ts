/** What a folder says of the sentence encoder in it, in the files that sentence-transformers and the model hub use. */
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import type { Precision } from './builder.ts';
import type { Layout } from './models.ts';

/** How the states of a text's tokens become one vector: their mean, or the state of the first one. */
export type Pooling = 'mean' | 'cls';

export interface Source {
  readonly folder: string;
  readonly layout: Layout;
  /** File with the weights, within the folder. */
  readonly file: string;
  readonly pooling: Pooling;
  /** Tokens of a text that the encoder was trained to look at, the special ones included. */
  readonly limit: number;
}

/** The ONNX graph that is preferred for a precision, and the one that is taken where there is no such. */
export const ONNX_FILES: Readonly<Record<Precision, readonly [string, string]>> = {
  int8: ['onnx/model_quantized.onnx', 'onnx/model.onnx'],
  float32: ['onnx/model.onnx', 'onnx/model_quantized.onnx'],
};

const POOLING = '1_Pooling/config.json';
const MODULES = 'modules.json';
const LIMIT = 'sentence_bert_config.json';
const TOKENIZER = 'tokenizer_config.json';
/** Files that a folder may lack. */
export const OPTIONAL = [MODULES, POOLING, LIMIT, TOKENIZER] as const;

/**
 * Throws `fatal` for a folder that holds no encoder of a known layout. `usual`: the limit where nothing beside the
 * weights tells what they were trained with.
 */
export async function readFolder(
  folder: string,
  { precision, usual }: { readonly precision: Precision; readonly usual?: number },
): Promise<Source> {
  const has = (file: string): Promise<boolean> =>
    access(join(folder, file)).then(
      () => true,
      () => false,
    );
  const need = async (...files: string[]): Promise<void> => {
    for (const file of files) {
      if (!(await has(file))) refuse(`the encoder’s folder ${folder} has no readable ${file}: ${LAYOUTS}`);
    }
  };
  if (await has('weights.npz')) {
    await need('sp.model');
    return { folder, layout: 'use', file: 'weights.npz', pooling: 'mean', limit: usual ?? USE_LIMIT };
  }
  let onnx: string | undefined;
  for (const file of ONNX_FILES[precision]) if (onnx === undefined && (await has(file))) onnx = file;
  const safetensors = await has('model.safetensors');
  if (!safetensors && onnx === undefined) refuse(`the encoder’s folder ${folder} has no readable weights: ${LAYOUTS}`);
  await need('config.json', 'tokenizer.json');
  const { type, pooling, limit } = await readDescription(folder, usual);
  // A graph of our own is faster and is known to be right; it is made for BERT and its mean alone.
  const bert = onnx === undefined || (safetensors && type === 'bert' && pooling === 'mean');
  if (bert && pooling !== 'mean') refuse(`${folder}/${POOLING} asks for ${pooling}: only ONNX graphs can have it here`);
  return {
    folder,
    layout: bert ? 'bert' : 'onnx',
    file: bert ? 'model.safetensors' : (onnx ?? ''),
    pooling,
    limit,
  };
}

/** What stands beside the weights. Throws `fatal` where an encoder is asked for that cannot be had here. */
export async function readDescription(
  folder: string,
  usual?: number,
): Promise<Pick<Source, 'pooling' | 'limit'> & { readonly type: string | undefined }> {
  const config = CONFIG.safeParse(await json(folder, 'config.json')).data ?? {};
  const pooling = await poolingOf(folder);
  return { type: config.model_type, pooling, limit: await trainedLimit(folder, config, usual) };
}

/** The Universal Sentence Encoder has no end of its own. */
const USE_LIMIT = 256;
const LAYOUTS = `it must hold model.safetensors or ${ONNX_FILES.int8.join(' or ')}, with tokenizer.json and config.json; or weights.npz and sp.model`;

const size = z.number().int().min(3);
/** What a field of another kind says is unknown, and takes nothing from the others. */
const CONFIG = z.object({
  model_type: z.string().optional().catch(undefined),
  max_position_embeddings: size.optional().catch(undefined),
  pad_token_id: z.number().int().nullish().catch(undefined),
});

/**
 * What sentence-transformers wrote of the training, in a file of its own or, in its newer versions, as the tokenizer's limit.
 * In a folder that it did not write the usual limit, else the tokenizer's. Never more than the position table holds.
 */
async function trainedLimit(folder: string, config: z.infer<typeof CONFIG>, usual?: number): Promise<number> {
  const written = await json(folder, LIMIT);
  const trained = z.object({ max_seq_length: size }).safeParse(written);
  if (trained.success) return trained.data.max_seq_length;
  const tokenizer = z.object({ model_max_length: size }).safeParse(await json(folder, TOKENIZER)).data;
  const told = tokenizer?.model_max_length;
  const { model_type: type = 'bert', max_position_embeddings: positions, pad_token_id: pad } = config;
  // RoBERTa and its kin count positions from the one after the padding's.
  const unused = /roberta|mpnet|camembert/.test(type) ? (pad ?? 1) + 1 : 0;
  const limits = [written === null ? (usual ?? told) : (told ?? usual), positions && positions - unused];
  const limit = Math.min(...limits.filter((one) => one !== undefined));
  if (Number.isFinite(limit)) return limit;
  return refuse(
    `${folder}/config.json gives no max_position_embeddings, nor ${TOKENIZER} a model_max_length: use a sentence encoder`,
  );
}

async function poolingOf(folder: string): Promise<Pooling> {
  const modules = z.array(z.object({ type: z.string() })).safeParse(await json(folder, MODULES)).data ?? [];
  const other = modules.map(({ type }) => type.split('.').at(-1)).find((type) => !KNOWN_MODULES.has(type ?? ''));
  if (other !== undefined)
    refuse(`${folder}/${MODULES} has a step ${other}, which is unknown here: use an encoder without`);
  const asked = z.record(z.string(), z.unknown()).safeParse(await json(folder, POOLING)).data ?? {};
  // Older versions of sentence-transformers write a flag for each mode, newer ones the modes’ names.
  const flags = Object.keys(asked).filter((key) => key.startsWith('pooling_mode_') && asked[key] === true);
  const modes = asked.pooling_mode === undefined ? flags : [asked.pooling_mode].flat().map(String);
  const [mode = 'mean', second] = modes;
  const known = second === undefined ? POOLINGS.get(mode) : undefined;
  return (
    known ??
    refuse(
      `${folder}/${POOLING} asks for ${modes.join(' and ')}: use an encoder that pools by mean or by its first token`,
    )
  );
}

const POOLINGS: ReadonlyMap<string, Pooling> = new Map([
  ['mean', 'mean'],
  ['pooling_mode_mean_tokens', 'mean'],
  ['cls', 'cls'],
  ['pooling_mode_cls_token', 'cls'],
]);
const KNOWN_MODULES = new Set(['Transformer', 'Pooling', 'Normalize']);

/** Null for a file that is missing. Throws `fatal` for one that cannot be read or is no JSON. */
async function json(folder: string, file: string): Promise<unknown> {
  const path = join(folder, file);
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    return refuse(`${path} is no JSON that can be read (${messageOf(error)}): fetch it anew`);
  }
}

function refuse(why: string): never {
  throw new LeitmotifError('fatal', 'config', why);
}
