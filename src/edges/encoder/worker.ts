/** One thread of the transformer: one onnxruntime session for its life, one document a run. Started by pool.ts. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PreTrainedTokenizer } from '@huggingface/transformers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { faultOf, LeitmotifError, messageOf } from '../../core/errors.ts';
import { BERT_CONFIG, bertGraph, TOKENS, VECTOR } from './graph.ts';
import type { FromWorker, ToWorker } from './pool.ts';
import { readSafetensors } from './safetensors.ts';
import { firstTokens } from './text.ts';
import type { WorkerSettings } from './transformer.ts';

interface Model {
  readonly session: InferenceSession;
  readonly tokenize: (text: string) => Int32Array;
  readonly dim: number;
}

async function load({ folder, precision, limit }: WorkerSettings): Promise<Model> {
  const config = BERT_CONFIG.safeParse(JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')));
  if (!config.success) {
    const why = config.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new LeitmotifError('fatal', 'encode', `${folder}/config.json describes no BERT sentence encoder (${why})`);
  }
  const graph = bertGraph(await readSafetensors(join(folder, 'model.safetensors')), config.data, precision);
  const session = await InferenceSession.create(graph, {
    // More threads inside a run only spin against those of the other workers.
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // The graph is fused by hand; the further levels would fold its Add and LayerNormalization into a slower operator.
    graphOptimizationLevel: 'basic',
    logSeverityLevel: 3,
  });
  return { session, tokenize: await tokenizer(folder, limit), dim: config.data.hidden_size };
}

/** Token ids with the two special ones around them, at most `limit` in all: a text that is cut keeps its closing token. */
async function tokenizer(folder: string, limit: number): Promise<Model['tokenize']> {
  // Nothing of tokenizer_config.json: it says 512 tokens where the encoder was trained on 256.
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
async function encode({ session, tokenize, dim }: Model, texts: readonly string[]): Promise<Float32Array> {
  const data = new Float32Array(texts.length * dim);
  for (const [at, text] of texts.entries()) {
    const tokens = tokenize(text);
    const outputs = await session.run({ [TOKENS]: new Tensor('int32', tokens, [1, tokens.length]) });
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
function failure(error: unknown): { fault: 'transient' | 'fatal' | 'bug'; message: string } {
  const message = messageOf(error);
  if (/bad_alloc|allocate memory|out of memory/i.test(message)) return { fault: 'transient', message };
  return { fault: faultOf(error) === 'fatal' ? 'fatal' : 'bug', message };
}

async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const say = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  let model: Model;
  try {
    model = await load(workerData as WorkerSettings);
  } catch (error) {
    say({ kind: 'broken', ...failure(error) });
    port.close();
    return;
  }
  const answer = async (message: ToWorker): Promise<void> => {
    if (message.kind === 'close') {
      await model.session.release();
      port.close();
      return;
    }
    try {
      const data = await encode(model, message.texts);
      say({ kind: 'encoded', job: message.job, data }, [data.buffer as ArrayBuffer]);
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

if (parentPort !== null) await serve(parentPort);
