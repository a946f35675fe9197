/** One thread of the transformer: one onnxruntime session for its life, one document a run. Started by pool.ts. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { faultOf, LeitmotifError, messageOf } from '../../core/errors.ts';
import { BERT_CONFIG, bertGraph, type Precision, TOKENS, VECTOR } from './graph.ts';
import { type Flags, uncut } from './halting.ts';
import type { Failure, FromWorker, ToWorker } from './pool.ts';
import { readSafetensors } from './safetensors.ts';
import { firstTokens } from './text.ts';

/** What a thread is started for; `limit` counts a text's tokens, the two special ones included. */
export type Errand =
  /** Read the weights, answer with the graph's bytes, and end: what that takes of memory goes with the thread. */
  | { readonly task: 'build'; readonly folder: string; readonly limit: number; readonly precision: Precision }
  /** Encode until told to close. */
  | {
      readonly task: 'encode';
      readonly folder: string;
      readonly limit: number;
      readonly graph: Uint8Array;
      readonly flags: Flags;
    };

/** The answer to `build`. */
export type Built = { readonly graph: Uint8Array } | Failure;

interface Model {
  readonly run: (inputs: InferenceSession.FeedsType) => Promise<InferenceSession.ReturnType>;
  readonly release: () => Promise<void>;
  readonly tokenize: (text: string) => Int32Array;
  readonly dim: number;
}

async function build({ folder, limit, precision }: Extract<Errand, { task: 'build' }>): Promise<Uint8Array> {
  const config = BERT_CONFIG.safeParse(JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')));
  if (!config.success) {
    const why = config.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new LeitmotifError('fatal', 'encode', `${folder}/config.json describes no BERT sentence encoder (${why})`);
  }
  const { max_position_embeddings: positions } = config.data;
  if (limit > positions) {
    const message = `${folder} has ${positions} positions, fewer than the ${limit} tokens its max_seq_length asks for`;
    throw new LeitmotifError('fatal', 'encode', message);
  }
  return bertGraph(await readSafetensors(join(folder, 'model.safetensors')), config.data, precision);
}

async function load({ folder, limit, graph, flags }: Extract<Errand, { task: 'encode' }>): Promise<Model> {
  const options: InferenceSession.SessionOptions = {
    // More threads inside a run only spin against those of the other workers.
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // The graph is fused by hand; the further levels would fold its Add and LayerNormalization into a slower operator.
    graphOptimizationLevel: 'basic',
    logSeverityLevel: 3,
  };
  const session = await uncut(flags, () => InferenceSession.create(graph, options));
  const output = session.outputMetadata[0];
  const dim = output?.isTensor ? output.shape[1] : undefined;
  if (typeof dim !== 'number') throw new LeitmotifError('bug', 'encode', 'the graph’s output has no fixed length');
  return {
    run: (inputs) => uncut(flags, () => session.run(inputs)),
    release: () => session.release(),
    tokenize: await tokenizer(folder, limit),
    dim,
  };
}

/** Token ids with the two special ones around them, at most `limit` in all: a text that is cut keeps its closing token. */
async function tokenizer(folder: string, limit: number): Promise<Model['tokenize']> {
  // Nothing of tokenizer_config.json: it says 512 tokens where the encoder was trained on 256.
  const { PreTrainedTokenizer } = await import('@huggingface/transformers');
  const words = new PreTrainedTokenizer(JSON.parse(await readFile(join(folder, 'tokenizer.json'), 'utf8')), {});
  const [first, last, ...others] = words.encode('');
  if (first === undefined || last === undefined || others.length > 0) {
    throw new LeitmotifError(
      'fatal',
      'encode',
      `${folder}/tokenizer.json puts other than two special tokens around a text`,
    );
  }
  const content = (text: string) => words.encode(text, { add_special_tokens: false });
  return (text) => Int32Array.of(first, ...firstTokens(text, limit - 2, content), last);
}

/** One row for each text, (texts.length, dim). */
async function encode({ run, tokenize, dim }: Model, texts: readonly string[]): Promise<Float32Array<ArrayBuffer>> {
  const data = new Float32Array(texts.length * dim);
  for (const [at, text] of texts.entries()) {
    const tokens = tokenize(text);
    const outputs = await run({ [TOKENS]: new Tensor('int32', tokens, [1, tokens.length]) });
    const vector = outputs[VECTOR]?.data;
    if (!(vector instanceof Float32Array) || vector.length !== dim || !vector.every(Number.isFinite)) {
      throw new LeitmotifError(
        'bug',
        'encode',
        `the encoder made no finite vector of ${dim} numbers from ${tokens.length} tokens`,
      );
    }
    data.set(vector, at * dim);
  }
  return data;
}

/** onnxruntime has no error codes in JavaScript: its messages tell short memory from the rest. */
function failure(error: unknown): Failure {
  const message = messageOf(error);
  if (/bad_alloc|allocate memory|out of memory/i.test(message)) return { fault: 'transient', message };
  const fault = faultOf(error);
  return { fault: fault === 'fatal' || fault === 'transient' ? fault : 'bug', message };
}

async function serve(port: MessagePort, errand: Extract<Errand, { task: 'encode' }>): Promise<void> {
  const say = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  let model: Model;
  try {
    model = await load(errand);
  } catch (error) {
    say({ kind: 'broken', ...failure(error) });
    return;
  }
  const answer = async (message: ToWorker): Promise<void> => {
    if (message.kind === 'close') {
      await model.release();
      port.close();
      return;
    }
    try {
      const data = await encode(model, message.texts);
      say({ kind: 'encoded', job: message.job, data }, [data.buffer]);
    } catch (error) {
      say({ kind: 'failed', job: message.job, ...failure(error) });
    }
  };
  // One after the other: a session serves one run at a time, and jobs come in the order of need.
  let work = Promise.resolve();
  port.on('message', (message: ToWorker) => {
    work = work.then(() => answer(message));
  });
  say({ kind: 'ready', dim: model.dim });
}

/** A thread without a listener on its port ends when this is done. */
async function main(port: MessagePort, errand: Errand): Promise<void> {
  if (errand.task === 'encode') return serve(port, errand);
  try {
    const graph = await build(errand);
    port.postMessage({ graph } satisfies Built);
  } catch (error) {
    port.postMessage(failure(error) satisfies Built);
  }
}

if (parentPort !== null) await main(parentPort, workerData as Errand);
