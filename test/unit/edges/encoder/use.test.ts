import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { type Precision, TOKENS, VECTOR } from '../../../../src/edges/encoder/builder.ts';
import type { NumberArray } from '../../../../src/edges/encoder/npz.ts';
import { useGraph } from '../../../../src/edges/encoder/use.ts';
import { TINY_USE_PIECES, tinyUseArrays } from '../../../support/tiny-use.ts';

const DOCUMENTS = [1, 2, 4, 9].map((length) => Array.from({ length }, (_, at) => (at * 19 + length) % TINY_USE_PIECES));

describe.each([1, 2])('useGraph, weights of seed %i', (seed) => {
  const arrays = tinyUseArrays(seed);

  it('computes in float32 what the published formulas give in double precision', async () => {
    const session = await sessionOf(arrays, 'float32');
    for (const tokens of DOCUMENTS) {
      const vector = await run(session, tokens);
      reference(arrays, tokens).forEach((value, at) => {
        expect(vector[at]).toBeCloseTo(value, 5);
      });
    }
  });

  it('stays near in int8', async () => {
    const session = await sessionOf(arrays, 'int8');
    for (const tokens of DOCUMENTS) {
      const expected = reference(arrays, tokens);
      const cosine = (await run(session, tokens)).reduce((sum, value, at) => sum + value * (expected[at] ?? 0), 0);
      expect(cosine).toBeGreaterThan(0.98);
      expect(cosine).toBeLessThan(0.9999999);
    }
  });
});

describe('useGraph', () => {
  it('refuses arrays of another shape, by name', () => {
    const arrays = tinyUseArrays(1);
    arrays.set('d2', { shape: [3], data: new Float32Array(3) });
    expect(() => useGraph(from(arrays), 'int8')).toThrow(/d2 has shape \(3\).*shape \(320, 512\)/);
    arrays.set('q4', { shape: [2, 512], data: new Uint8Array(1024) });
    expect(() => useGraph(from(arrays), 'int8')).toThrow(/q4 has shape \(2, 512\).*uint8 of shape \(3, 512\)/);
  });
});

function from(arrays: ReadonlyMap<string, NumberArray>): (name: string) => NumberArray {
  return (name) => {
    const found = arrays.get(name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };
}

function sessionOf(arrays: ReadonlyMap<string, NumberArray>, precision: Precision): Promise<InferenceSession> {
  const graph = useGraph(from(arrays), precision);
  return InferenceSession.create(graph, { intraOpNumThreads: 1, graphOptimizationLevel: 'basic' });
}

async function run(session: InferenceSession, tokens: readonly number[]): Promise<Float32Array> {
  const outputs = await session.run({ [TOKENS]: new OrtTensor('int32', Int32Array.from(tokens), [1, tokens.length]) });
  const data = outputs[VECTOR]?.data;
  if (!(data instanceof Float32Array)) throw new Error('the graph gave no vector');
  return data;
}

/** The encoder token by token, straight from its formulas. */
function reference(arrays: ReadonlyMap<string, NumberArray>, tokens: readonly number[]): number[] {
  const get = from(arrays);
  const numbers = (name: string): number[] => [...get(name).data];
  const plus = (a: readonly number[], b: readonly number[]) => a.map((value, at) => value + (b[at] ?? Number.NaN));
  const relu = (x: readonly number[]) => x.map((value) => Math.max(0, value));
  const times = (x: readonly number[], name: string): number[] => {
    const { shape, data } = get(name);
    const [rows = 0, columns = 0] = shape;
    expect(x).toHaveLength(rows);
    const out = new Array<number>(columns).fill(0);
    x.forEach((value, row) => {
      for (let column = 0; column < columns; column++)
        out[column] = (out[column] ?? 0) + value * (data[row * columns + column] ?? 0);
    });
    return out;
  };
  const norm = (x: readonly number[], scale: readonly number[], shift: readonly number[]): number[] => {
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
    return x.map((value, at) => ((value - mean) / Math.sqrt(variance + 1e-12)) * (scale[at] ?? 0) + (shift[at] ?? 0));
  };
  const orders = [2, 3, 5];
  const joined = (name: string) => orders.flatMap((order) => numbers(`${name}${order}`));

  const rows = tokens.map((token) => {
    const part = token % 17;
    const row = Math.floor(token / 17);
    const [scale = 0, least = 0] = [get('scale').data[part], get('lo').data[part]];
    return [...get(`q${part + 1}`).data.slice(row * 512, (row + 1) * 512)].map((value) => value * scale + least);
  });
  const states = rows.map((row) => {
    const projected = orders.flatMap((order) => plus(times(row, `proj${order}`), numbers(`proj_b${order}`)));
    return norm(projected, joined('ln_g'), joined('ln_b'));
  });
  const before: Readonly<Record<number, number>> = { 2: 0, 3: 1, 5: 2 };
  const branches = orders.map((order, at) => {
    let inputs = states.map((state) => state.slice(at * 256, (at + 1) * 256));
    for (const layer of [1, 2]) {
      inputs = inputs.map((input, here) => {
        const first = here - (before[order] ?? 0);
        const window = Array.from({ length: order }, (_, of) => inputs[first + of] ?? new Array<number>(256).fill(0));
        return plus(relu(plus(times(window.flat(), `w${layer}_${order}`), numbers(`b${layer}_${order}`))), input);
      });
    }
    return inputs;
  });
  const features = rows.map((row, here) => [...row, ...branches.flatMap((branch) => branch[here] ?? [])]);
  const projected = features.map((feature) =>
    plus(times(norm(feature, numbers('ln_g'), numbers('ln_b')), 'cnn_W'), numbers('cnn_b')),
  );
  const pooled = projected.reduce(plus).map((value) => value / Math.sqrt(tokens.length));
  const second = relu(plus(times(pooled, 'p1'), times(relu(times(pooled, 'd0')), 'd1')));
  const last = plus(times(second, 'p3'), times(relu(times(second, 'd2')), 'd3')).map(Math.tanh);
  const length = Math.hypot(...last);
  return last.map((value) => value / length);
}
