/**
 * Builds the inference graph of a BERT sentence encoder straight from its weights: tokens in, one unit vector out,
 * mean pooling and normalisation included (Reimers & Gurevych 2019). One document a run, so there is neither padding
 * nor an attention mask, and a vector can't depend on other documents.
 */
import { z } from 'zod';
import { LeitmotifError } from '../../core/errors.ts';
import {
  type Builder,
  bytesOf,
  constant,
  fused,
  operation,
  type Precision,
  product,
  quantised,
  TOKENS,
  VECTOR,
} from './builder.ts';
import { type Graph, onnxModel } from './onnx.ts';
import type { Tensor } from './safetensors.ts';

/** What of a model's config.json the graph needs; other kinds of models are refused. */
export const BERT_CONFIG = z.object({
  model_type: z.literal('bert'),
  hidden_act: z.literal('gelu'),
  position_embedding_type: z.literal('absolute').default('absolute'),
  hidden_size: z.number().int().positive(),
  num_hidden_layers: z.number().int().positive(),
  num_attention_heads: z.number().int().positive(),
  max_position_embeddings: z.number().int().positive(),
  layer_norm_eps: z.number().positive(),
});
export type BertConfig = z.infer<typeof BERT_CONFIG>;

/** Largest quantised entry of the word table, which is only looked up. */
const TABLE_LIMIT = 127;

/**
 * The bytes of an ONNX model: input `tokens` int32 (1, n), n ≤ config.max_position_embeddings; output `vector`
 * float32 (1, hidden_size), of unit length. Throws `fatal` when a tensor is missing or has another shape.
 */
export function bertGraph(tensors: ReadonlyMap<string, Tensor>, config: BertConfig, precision: Precision): Uint8Array {
  const builder: Builder = { operations: [], constants: [] };
  const { hidden_size: hidden, num_attention_heads: heads, layer_norm_eps: epsilon } = config;
  const weights = (name: string, ...shape: (number | null)[]): Tensor => tensorOf(tensors, name, shape);
  const norm = (input: string, name: string, output: string): string => {
    const scale = constant(builder, `${name}.weight`, weights(`${name}.weight`, hidden));
    const shift = constant(builder, `${name}.bias`, weights(`${name}.bias`, hidden));
    return operation(builder, 'LayerNormalization', [input, scale, shift], output, {
      axis: -1,
      epsilon: { float: epsilon },
    });
  };
  const linear = (input: string, name: string, outputs: number, inputs: number, output: string): string =>
    product(builder, {
      input,
      name,
      output,
      precision,
      weight: weights(`${name}.weight`, outputs, inputs),
      bias: weights(`${name}.bias`, outputs),
    });

  const words = wordTable(builder, weights('embeddings.word_embeddings.weight', null, hidden), precision);
  const places = placeTable(builder, {
    positions: weights('embeddings.position_embeddings.weight', config.max_position_embeddings, hidden),
    types: weights('embeddings.token_type_embeddings.weight', null, hidden),
  });
  operation(builder, 'Add', [words, places], 'embedded');
  let state = norm('embedded', 'embeddings.LayerNorm', 'state');
  for (let at = 0; at < config.num_hidden_layers; at++) {
    const layer = `encoder.layer.${at}`;
    const projected = product(builder, {
      input: state,
      name: `${layer}.attention.self`,
      output: `${layer}.projected`,
      precision,
      ...stacked(
        ['query', 'key', 'value'].map((part) => `${layer}.attention.self.${part}`),
        weights,
        hidden,
      ),
    });
    const parts = ['query', 'key', 'value'].map((part) => `${layer}.${part}`);
    operation(builder, 'Split', [projected], parts, { axis: 2 });
    const context = fused(builder, 'MultiHeadAttention', parts, `${layer}.context`, { num_heads: heads });
    const attended = linear(context, `${layer}.attention.output.dense`, hidden, hidden, `${layer}.attended`);
    operation(builder, 'Add', [attended, state], `${layer}.first`);
    const middle = norm(`${layer}.first`, `${layer}.attention.output.LayerNorm`, `${layer}.middle`);
    const width = weights(`${layer}.intermediate.dense.bias`, null).shape[0] ?? 0;
    const wide = product(builder, {
      ...levelled(builder, {
        input: middle,
        scale: weights(`${layer}.attention.output.LayerNorm.weight`, hidden),
        shift: weights(`${layer}.attention.output.LayerNorm.bias`, hidden),
        weight: weights(`${layer}.intermediate.dense.weight`, width, hidden),
        precision,
      }),
      name: `${layer}.intermediate.dense`,
      output: `${layer}.wide`,
      precision,
      bias: weights(`${layer}.intermediate.dense.bias`, width),
    });
    const active = fused(builder, 'Gelu', [wide], `${layer}.active`, {});
    const narrow = linear(active, `${layer}.output.dense`, hidden, width, `${layer}.narrow`);
    operation(builder, 'Add', [narrow, middle], `${layer}.second`);
    state = norm(`${layer}.second`, `${layer}.output.LayerNorm`, `${layer}.state`);
  }
  operation(builder, 'ReduceMean', [state], 'pooled', { axes: [1], keepdims: 0 });
  operation(builder, 'LpNormalization', ['pooled'], VECTOR, { axis: 1, p: 2 });
  const graph: Graph = {
    name: 'sentence-encoder',
    inputs: [{ name: TOKENS, type: 'int32', shape: [1, 'n'] }],
    outputs: [{ name: VECTOR, type: 'float', shape: [1, hidden] }],
    ...builder,
  };
  return onnxModel(graph);
}

/** The rows of the tokens, (1, n, hidden). In int8 each row has a scale of its own. */
function wordTable(builder: Builder, table: Tensor, precision: Precision): string {
  if (precision === 'float32') {
    constant(builder, 'words', table);
    return operation(builder, 'Gather', ['words', TOKENS], 'word-rows', { axis: 0 });
  }
  const [rows = 0, width = 0] = table.shape;
  const { values, scales } = quantised(table.data, { rows, columns: width, limit: TABLE_LIMIT });
  builder.constants.push({ name: 'words', type: 'int8', shape: table.shape, bytes: bytesOf(values) });
  constant(builder, 'word-scales', { shape: [rows, 1], data: scales });
  operation(builder, 'Gather', ['words', TOKENS], 'word-integers', { axis: 0 });
  operation(builder, 'Gather', ['word-scales', TOKENS], 'row-scales', { axis: 0 });
  operation(builder, 'Cast', ['word-integers'], 'word-floats', { to: 1 });
  return operation(builder, 'Mul', ['word-floats', 'row-scales'], 'word-rows');
}

/** The first n position rows with the row of token type 0, the only one there is with one text a run; (n, hidden). */
function placeTable(builder: Builder, { positions, types }: { positions: Tensor; types: Tensor }): string {
  const width = positions.shape[1] ?? 0;
  const data = positions.data.map((value, at) => value + (types.data[at % width] ?? Number.NaN));
  constant(builder, 'places', { shape: positions.shape, data });
  builder.constants.push({ name: 'zero', type: 'int64', shape: [1], bytes: bytesOf(new BigInt64Array(1)) });
  operation(builder, 'Shape', [TOKENS], 'length', { start: 1, end: 2 });
  return operation(builder, 'Slice', ['places', 'zero', 'length', 'zero'], 'place-rows');
}

/** How much of a channel's unevenness moves from the activations, which all share one scale, into the weights. */
const LEVELLING = 0.85;

/**
 * Divides each channel of a normalised input by about the range it takes and multiplies the weights by the same:
 * SmoothQuant (Xiao et al. 2023), with the range |shift| + 3·|scale| that the normalisation implies in place of one
 * measured on texts. The product stays the same, and int8 loses a fifth less. Elsewhere in the layer it gains nothing.
 */
function levelled(
  builder: Builder,
  step: { input: string; scale: Tensor; shift: Tensor; weight: Tensor; precision: Precision },
): { input: string; weight: Tensor } {
  const { input, scale, shift, weight } = step;
  if (step.precision === 'float32') return { input, weight };
  const channels = scale.data.length;
  const largest = new Float32Array(channels);
  weight.data.forEach((value, at) => {
    largest[at % channels] = Math.max(largest[at % channels] ?? 0, Math.abs(value));
  });
  const levels = scale.data.map((value, at) => {
    const range = Math.abs(shift.data[at] ?? 0) + 3 * Math.abs(value);
    const level = range ** LEVELLING / (largest[at] ?? 0) ** (1 - LEVELLING);
    // A channel that is always zero, or whose weights are, needs no levelling.
    return level > 0 && Number.isFinite(level) ? level : 1;
  });
  const factors = constant(builder, `${input}.levels`, { shape: [channels], data: levels.map((level) => 1 / level) });
  operation(builder, 'Mul', [input, factors], `${input}.levelled`);
  const data = weight.data.map((value, at) => value * (levels[at % channels] ?? 1));
  return { input: `${input}.levelled`, weight: { shape: weight.shape, data } };
}

/** One product in place of several on the same input. */
function stacked(
  names: readonly string[],
  weights: (name: string, ...shape: number[]) => Tensor,
  hidden: number,
): { weight: Tensor; bias: Tensor } {
  const weight = new Float32Array(names.length * hidden * hidden);
  const bias = new Float32Array(names.length * hidden);
  names.forEach((name, at) => {
    weight.set(weights(`${name}.weight`, hidden, hidden).data, at * hidden * hidden);
    bias.set(weights(`${name}.bias`, hidden).data, at * hidden);
  });
  return {
    weight: { shape: [names.length * hidden, hidden], data: weight },
    bias: { shape: [bias.length], data: bias },
  };
}

function tensorOf(tensors: ReadonlyMap<string, Tensor>, name: string, shape: readonly (number | null)[]): Tensor {
  // Those who trained it on a task have it under this name.
  const tensor = tensors.get(name) ?? tensors.get(`bert.${name}`);
  const fits =
    tensor?.shape.length === shape.length && shape.every((size, at) => size === null || size === tensor.shape[at]);
  if (tensor === undefined || !fits) {
    const found = tensor === undefined ? 'is missing' : `has shape (${tensor.shape.join(', ')})`;
    const wanted = `one of floats, of shape (${shape.map((size) => size ?? 'any').join(', ')})`;
    throw new LeitmotifError(
      'fatal',
      'encode',
      `the weights’ tensor ${name} ${found}, needed is ${wanted}: use a BERT sentence encoder`,
    );
  }
  return tensor;
}
