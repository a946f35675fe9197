import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { bertGraph } from '../../../../src/edges/encoder/bert.ts';
import { type Precision, TOKENS, VECTOR } from '../../../../src/edges/encoder/builder.ts';
import type { Tensor } from '../../../../src/edges/encoder/safetensors.ts';
import { TINY_CONFIG, TINY_VOCABULARY, tinyTensors } from '../../../support/tiny-bert.ts';

const DIM = TINY_CONFIG.hidden_size;
const DOCUMENTS = [
  [2, 3],
  [2, 57, 3],
  [2, 5, 6, 7, 8, 9, 10, 11, 3],
  [2, ...Array.from({ length: 60 }, (_, at) => 5 + ((at * 31) % (TINY_VOCABULARY.length - 5))), 3],
];

describe.each([1, 2, 3])('bertGraph, weights of seed %i', (seed) => {
  const tensors = tinyTensors(seed);

  it('computes in float32 what the published formulas give in double precision', async () => {
    const session = await sessionOf(tensors, 'float32');
    for (const tokens of DOCUMENTS) {
      const vector = await run(session, tokens);
      reference(tensors, tokens).forEach((value, at) => {
        expect(vector[at]).toBeCloseTo(value, 5);
      });
    }
  });

  it('stays near in int8', async () => {
    const session = await sessionOf(tensors, 'int8');
    for (const tokens of DOCUMENTS) {
      const expected = reference(tensors, tokens);
      const cosine = (await run(session, tokens)).reduce((sum, value, at) => sum + value * (expected[at] ?? 0), 0);
      expect(cosine).toBeGreaterThan(0.97);
      expect(cosine).toBeLessThan(0.9999999);
    }
  });
});

describe('bertGraph', () => {
  it('takes weights under the names that training on a task gives them', () => {
    const plain = tinyTensors(1);
    const named = new Map([...plain].map(([name, tensor]) => [`bert.${name}`, tensor]));
    expect(bertGraph(named, TINY_CONFIG, 'int8')).toEqual(bertGraph(plain, TINY_CONFIG, 'int8'));
  });

  it('refuses weights that are missing or of another shape, by name', () => {
    const tensors = tinyTensors(1);
    tensors.delete('encoder.layer.1.output.dense.bias');
    expect(() => bertGraph(tensors, TINY_CONFIG, 'int8')).toThrow(/encoder\.layer\.1\.output\.dense\.bias is missing/);
    tensors.set('encoder.layer.1.output.dense.bias', { shape: [3], data: new Float32Array(3) });
    expect(() => bertGraph(tensors, TINY_CONFIG, 'int8')).toThrow(/has shape \(3\).*shape \(16\)/);
  });
});

function sessionOf(tensors: ReadonlyMap<string, Tensor>, precision: Precision): Promise<InferenceSession> {
  const graph = bertGraph(tensors, TINY_CONFIG, precision);
  return InferenceSession.create(graph, { intraOpNumThreads: 1, graphOptimizationLevel: 'basic' });
}

async function run(session: InferenceSession, tokens: readonly number[]): Promise<Float32Array> {
  const outputs = await session.run({ [TOKENS]: new OrtTensor('int32', Int32Array.from(tokens), [1, tokens.length]) });
  const data = outputs[VECTOR]?.data;
  if (!(data instanceof Float32Array)) throw new Error('the graph gave no vector');
  return data;
}

/** BERT (Devlin et al. 2019) with mean pooling and unit length, row by row, straight from the formulas. */
function reference(tensors: ReadonlyMap<string, Tensor>, tokens: readonly number[]): number[] {
  const tensor = (name: string): Tensor => {
    const found = tensors.get(name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };
  const rowOf = (name: string, row: number): number[] => {
    const { shape, data } = tensor(name);
    const width = shape[1] ?? 0;
    return [...data.subarray(row * width, (row + 1) * width)];
  };
  const add = (a: readonly number[], b: readonly number[]) => a.map((value, at) => value + (b[at] ?? Number.NaN));
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, at) => sum + value * (b[at] ?? Number.NaN), 0);
  const linear = (x: readonly number[], name: string): number[] =>
    [...tensor(`${name}.bias`).data].map((bias, at) => bias + dot(x, rowOf(`${name}.weight`, at)));
  const norm = (x: readonly number[], name: string): number[] => {
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
    const scale = Math.sqrt(variance + TINY_CONFIG.layer_norm_eps);
    const { data } = tensor(`${name}.weight`);
    return x.map(
      (value, at) => ((value - mean) / scale) * (data[at] ?? 0) + (tensor(`${name}.bias`).data[at] ?? Number.NaN),
    );
  };
  let states = tokens.map((token, at) =>
    norm(
      add(
        add(rowOf('embeddings.word_embeddings.weight', token), rowOf('embeddings.position_embeddings.weight', at)),
        rowOf('embeddings.token_type_embeddings.weight', 0),
      ),
      'embeddings.LayerNorm',
    ),
  );
  const size = DIM / TINY_CONFIG.num_attention_heads;
  for (let at = 0; at < TINY_CONFIG.num_hidden_layers; at++) {
    const layer = `encoder.layer.${at}`;
    const [queries = [], keys = [], values = []] = ['query', 'key', 'value'].map((part) =>
      states.map((state) => linear(state, `${layer}.attention.self.${part}`)),
    );
    const contexts = queries.map((query) =>
      Array.from({ length: TINY_CONFIG.num_attention_heads }, (_, head) => {
        const part = (row: readonly number[]) => row.slice(head * size, (head + 1) * size);
        const scores = keys.map((key) => Math.exp(dot(part(query), part(key)) / Math.sqrt(size)));
        const total = scores.reduce((sum, score) => sum + score, 0);
        return values
          .map((value, row) => part(value).map((number) => (number * (scores[row] ?? 0)) / total))
          .reduce(add);
      }).flat(),
    );
    states = states.map((state, row) => {
      const attended = linear(contexts[row] ?? [], `${layer}.attention.output.dense`);
      const middle = norm(add(attended, state), `${layer}.attention.output.LayerNorm`);
      const active = linear(middle, `${layer}.intermediate.dense`).map((x) => (x * (1 + erf(x / Math.SQRT2))) / 2);
      return norm(add(linear(active, `${layer}.output.dense`), middle), `${layer}.output.LayerNorm`);
    });
  }
  const sum = states.reduce(add);
  return sum.map((value) => value / Math.sqrt(dot(sum, sum)));
}

/** The error function by its Taylor series about 0, which converges everywhere. */
function erf(x: number): number {
  if (Math.abs(x) > 5) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17; n++) {
    term *= -(x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}
