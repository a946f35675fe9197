import { InferenceSession } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { type Graph, type Operation, onnxModel, type Value } from '../../../../src/edges/encoder/onnx.ts';
import { pooled, sentencesOf } from '../../../../src/edges/encoder/sentences.ts';

const [ids, mask, types] = ['input_ids', 'attention_mask', 'token_type_ids'].map(
  (name): Value => ({ name, type: 'int64', shape: ['batch', 'n'] }),
) as [Value, Value, Value];
const STATES: Value = { name: 'last_hidden_state', type: 'float', shape: ['batch', 'n', 2] };

/** States (id · mask, 1 + type): what was fed can be read off them. */
const OPERATIONS = [
  node('Mul', ['input_ids', 'attention_mask'], 'masked'),
  node('Add', ['attention_mask', 'token_type_ids'], 'counted'),
  node('Concat', ['masked3', 'counted3'], 'both', { axis: 2 }),
  node('Cast', ['both'], 'last_hidden_state', { to: 1 }),
];
const GRAPH: Graph = {
  name: 'published',
  inputs: [ids, mask, types],
  outputs: [STATES],
  operations: [
    ...OPERATIONS.slice(0, 2),
    node('Unsqueeze', ['masked', 'axis'], 'masked3'),
    node('Unsqueeze', ['counted', 'axis'], 'counted3'),
    ...OPERATIONS.slice(2),
  ],
  constants: [{ name: 'axis', type: 'int64', shape: [1], bytes: new Uint8Array(BigInt64Array.of(2n).buffer) }],
};

describe('sentencesOf a published graph', () => {
  const open = async (graph: Graph, pooling: 'mean' | 'cls' = 'mean') => {
    const session = await InferenceSession.create(onnxModel(graph));
    return sentencesOf(session, (inputs) => session.run(inputs), pooling);
  };
  const unit = (x: number, y: number) => [x / Math.hypot(x, y), y / Math.hypot(x, y)];

  it('feeds one text without padding and pools by mean, or takes the first token', async () => {
    const mean = await open(GRAPH);
    expect(mean.dim).toBe(2);
    const vector = await mean.vector(Int32Array.of(3, 4, 8));
    unit(5, 1).forEach((value, at) => {
      expect(vector[at]).toBeCloseTo(value, 6);
    });
    const first = await (await open(GRAPH, 'cls')).vector(Int32Array.of(3, 4, 8));
    unit(3, 1).forEach((value, at) => {
      expect(first[at]).toBeCloseTo(value, 6);
    });
  });

  it('refuses inputs and outputs that are no sentence encoder’s', async () => {
    const image: Value = { name: 'pixel_values', type: 'int64', shape: ['batch', 'n'] };
    await expect(open({ ...GRAPH, inputs: [...GRAPH.inputs, image] })).rejects.toThrow(/asks for pixel_values/);
    const flat: Value = { name: 'masked', type: 'int64', shape: ['batch', 'n'] };
    await expect(open({ ...GRAPH, outputs: [flat] })).rejects.toThrow(/outputs are masked/);
    const open3: Value = { ...STATES, shape: ['batch', 'n', 'width'] };
    await expect(open({ ...GRAPH, outputs: [open3] })).resolves.toMatchObject({ dim: 2 });
  });
});

describe('pooled', () => {
  it('has unit length', () => {
    const vector = pooled(Float32Array.of(1, 2, 3, 4, 5, 6), 3, 'mean');
    const norm = Math.hypot(9, 12);
    expect([...vector].map((value) => value.toFixed(6))).toEqual([(9 / norm).toFixed(6), (12 / norm).toFixed(6)]);
  });
});

function node(operator: string, inputs: string[], output: string, attributes = {}): Operation {
  return { operator, domain: '', inputs, outputs: [output], attributes };
}
