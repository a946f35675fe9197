/** A BERT sentence encoder of a few kilobytes with random weights: all of the transformer's path without its weights. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BertConfig } from '../../src/edges/encoder/bert.ts';
import { type Graph, onnxModel } from '../../src/edges/encoder/onnx.ts';
import { safetensors, type Tensor } from '../../src/edges/encoder/safetensors.ts';

export const TINY_CONFIG: BertConfig = {
  model_type: 'bert',
  hidden_act: 'gelu',
  position_embedding_type: 'absolute',
  hidden_size: 16,
  num_hidden_layers: 2,
  num_attention_heads: 2,
  max_position_embeddings: 64,
  layer_norm_eps: 1e-12,
};
const TINY_WIDTH = 32;
/** Tokens of a text that the tiny encoder looks at. */
export const TINY_LIMIT = 48;

const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789.,!?()+-中文雨'];
const WORDS = ['the', 'river', 'bank', '##s', '##ing', 'storm', 'vote', 'goal', 'rain'];
export const TINY_VOCABULARY = [...SPECIAL, ...LETTERS, ...LETTERS.map((letter) => `##${letter}`), ...WORDS];

/** All tensors of the model, drawn from a seed. */
export function tinyTensors(seed: number): Map<string, Tensor> {
  const next = uniform(seed);
  const { hidden_size: hidden, num_hidden_layers: layers, max_position_embeddings: positions } = TINY_CONFIG;
  const tensors = new Map<string, Tensor>();
  const draw = (name: string, spread: number, ...shape: number[]) => {
    const data = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => (next() - 0.5) * spread);
    tensors.set(name, { shape, data });
  };
  const norm = (name: string) => {
    tensors.set(`${name}.weight`, { shape: [hidden], data: Float32Array.from({ length: hidden }, () => 0.5 + next()) });
    draw(`${name}.bias`, 0.4, hidden);
  };
  const linear = (name: string, outputs: number, inputs: number) => {
    draw(`${name}.weight`, 1, outputs, inputs);
    draw(`${name}.bias`, 0.4, outputs);
  };
  draw('embeddings.word_embeddings.weight', 2, TINY_VOCABULARY.length, hidden);
  draw('embeddings.position_embeddings.weight', 1, positions, hidden);
  draw('embeddings.token_type_embeddings.weight', 1, 2, hidden);
  norm('embeddings.LayerNorm');
  for (let at = 0; at < layers; at++) {
    const layer = `encoder.layer.${at}`;
    for (const part of ['query', 'key', 'value']) linear(`${layer}.attention.self.${part}`, hidden, hidden);
    linear(`${layer}.attention.output.dense`, hidden, hidden);
    norm(`${layer}.attention.output.LayerNorm`);
    linear(`${layer}.intermediate.dense`, TINY_WIDTH, hidden);
    linear(`${layer}.output.dense`, hidden, TINY_WIDTH);
    norm(`${layer}.output.LayerNorm`);
  }
  return tensors;
}

/** Writes the folder that the product would be given: weights, tokenizer, configuration. */
export async function writeTinyBert(folder: string, seed = 1): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'model.safetensors'), safetensors(tinyTensors(seed)));
  await writeFile(join(folder, 'config.json'), JSON.stringify(TINY_CONFIG));
  await writeFile(join(folder, 'sentence_bert_config.json'), JSON.stringify({ max_seq_length: TINY_LIMIT }));
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(tokenizerJson()));
}

/** What is wrong with a graph: its states are integers, or no numbers, or it takes few tokens. */
export type Flaw = 'integers' | 'nan' | 'short';

/** Writes a folder as the model hub has it: an ONNX graph that gives a state for each token, tokenizer, configuration. */
export async function writeTinyOnnx(
  folder: string,
  { file = 'onnx/model_quantized.onnx', flaw }: { file?: string; flaw?: Flaw } = {},
): Promise<void> {
  await writeTinyBert(folder);
  await rm(join(folder, 'model.safetensors'));
  await mkdir(join(folder, 'onnx'), { recursive: true });
  await writeFile(join(folder, file), onnxModel(tinyGraph(flaw)));
}

/** Embeddings of the words, those that the mask leaves. */
function tinyGraph(flaw: Flaw | undefined): Graph {
  const words = tinyTensors(1).get('embeddings.word_embeddings.weight');
  if (words === undefined) throw new Error('the tiny model has no words');
  const node = (operator: string, inputs: string[], output: string, attributes = {}) =>
    ({ operator, domain: '', inputs, outputs: [output], attributes }) as const;
  const ids = (name: string) => ({ name, type: 'int64', shape: ['batch', 'n'] }) as const;
  const type = flaw === 'integers' ? 'int32' : 'float';
  const last = {
    integers: node('Cast', ['masked'], 'last_hidden_state', { to: 6 }),
    // Of negative numbers there is none.
    nan: node('Log', ['masked'], 'last_hidden_state'),
    // A row for each of 32 tokens.
    short: node('Mul', ['masked', 'ones'], 'last_hidden_state'),
    none: node('Identity', ['masked'], 'last_hidden_state'),
  };
  return {
    name: 'tiny',
    inputs: [ids('input_ids'), ids('attention_mask')],
    outputs: [{ name: 'last_hidden_state', type, shape: ['batch', 'n', TINY_CONFIG.hidden_size] }],
    operations: [
      node('Gather', ['words', 'input_ids'], 'rows', { axis: 0 }),
      node('Unsqueeze', ['attention_mask', 'axis'], 'column'),
      node('Cast', ['column'], 'mask', { to: 1 }),
      node('Mul', ['rows', 'mask'], 'masked'),
      node('Shape', ['input_ids'], 'n', { start: 1, end: 2 }),
      node('Slice', ['places', 'zero', 'n', 'zero'], 'ones'),
      last[flaw ?? 'none'],
    ],
    constants: [
      { name: 'words', type: 'float', shape: words.shape, bytes: new Uint8Array(words.data.buffer) },
      { name: 'places', type: 'float', shape: [32, 1], bytes: new Uint8Array(new Float32Array(32).fill(1).buffer) },
      { name: 'axis', type: 'int64', shape: [1], bytes: new Uint8Array(BigInt64Array.of(2n).buffer) },
      { name: 'zero', type: 'int64', shape: [1], bytes: new Uint8Array(BigInt64Array.of(0n).buffer) },
    ],
  };
}

/** What an ONNX graph has within it that keeps parameters in a file beside it. */
export function keepsParametersIn(file: string): Buffer {
  return Buffer.concat([Buffer.from('\n\x08location\x12'), Buffer.of(file.length), Buffer.from(file)]);
}

/** The contents of tokenizer.json. */
export function tokenizerJson(): object {
  const id = (token: string) => TINY_VOCABULARY.indexOf(token);
  const special = (token: string) => ({ SpecialToken: { id: token, type_id: 0 } });
  return {
    version: '1.0',
    added_tokens: SPECIAL.map((content) => ({ id: id(content), content, special: true, normalized: false })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [special('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]')],
      pair: [],
      special_tokens: Object.fromEntries(
        ['[CLS]', '[SEP]'].map((token) => [token, { id: token, ids: [id(token)], tokens: [token] }]),
      ),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(TINY_VOCABULARY.map((token, at) => [token, at])),
    },
  };
}

/** Numbers in [0, 1) from a seed: a linear congruential generator is random enough for weights. */
export function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
