/** From the ids of a text's tokens to its vector, for graphs of ours and for those of the model hub. */
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { LeitmotifError } from '../../core/errors.ts';
import { TOKENS, VECTOR } from './builder.ts';
import type { Pooling } from './folder.ts';

export interface Sentences {
  /** Length of a vector. */
  readonly dim: number;
  /** A unit vector; the ids have the special tokens around them. */
  readonly vector: (ids: Int32Array) => Promise<Float32Array>;
}
type Run = (inputs: InferenceSession.FeedsType) => Promise<InferenceSession.ReturnType>;

/** Throws `fatal` for a graph with inputs or outputs other than a sentence encoder's. */
export function sentencesOf(
  session: Pick<InferenceSession, 'inputNames' | 'outputNames' | 'outputMetadata'>,
  run: Run,
  pooling: Pooling,
): Sentences {
  if (session.inputNames.includes(TOKENS)) {
    return {
      dim: dimOf(session.outputMetadata.find(({ name }) => name === VECTOR)),
      vector: async (ids) => floats((await run({ [TOKENS]: new Tensor('int32', ids, [1, ids.length]) }))[VECTOR]),
    };
  }
  const unknown = session.inputNames.find((name) => !Object.hasOwn(FEEDS, name));
  const states = session.outputMetadata.find((output) => output.isTensor && output.shape.length === 3);
  if (unknown !== undefined || states === undefined) {
    const why = unknown === undefined ? `its outputs are ${session.outputNames.join(', ')}` : `it asks for ${unknown}`;
    const message = `the ONNX graph is no sentence encoder’s (${why}): it must take ${Object.keys(FEEDS).join(', ')} and give a state for each token`;
    throw new LeitmotifError('fatal', 'encode', message);
  }
  return {
    dim: dimOf(states),
    async vector(ids) {
      const feeds = session.inputNames.map((name) => [name, int64(ids, FEEDS[name])] as const);
      const outputs = await run(Object.fromEntries(feeds));
      return pooled(floats(outputs[states.name]), ids.length, pooling);
    },
  };
}

function dimOf(output: InferenceSession.ValueMetadata | undefined): number {
  const dim = output?.isTensor ? output.shape.at(-1) : undefined;
  if (typeof dim === 'number') return dim;
  throw new LeitmotifError('fatal', 'encode', 'the ONNX graph’s output has no fixed length: use a sentence encoder’s');
}

/** What a published graph is fed with; null stands for the ids themselves. One text a run: all of it counts, and there is one segment. */
const FEEDS: Readonly<Record<string, bigint | null>> = { input_ids: null, attention_mask: 1n, token_type_ids: 0n };

function int64(ids: Int32Array, value: bigint | null = null): Tensor {
  const data = value === null ? BigInt64Array.from(ids, BigInt) : new BigInt64Array(ids.length).fill(value);
  return new Tensor('int64', data, [1, ids.length]);
}

function floats(tensor: Tensor | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new LeitmotifError(
    'fatal',
    'encode',
    `the ONNX graph gives ${tensor?.type ?? 'nothing'} where float32 is needed: export it with outputs of float32`,
  );
}

/** `states` is (rows, dim); of the rows the mean or the first, of unit length. */
export function pooled(states: Float32Array, rows: number, pooling: Pooling): Float32Array {
  const dim = states.length / rows;
  const sum = new Float64Array(dim);
  const taken = pooling === 'cls' ? dim : states.length;
  for (let at = 0; at < taken; at++) sum[at % dim] = (sum[at % dim] ?? 0) + (states[at] ?? Number.NaN);
  const norm = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  return Float32Array.from(sum, (value) => value / norm);
}
