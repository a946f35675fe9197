/** One thread of an encoder: one onnxruntime session for its life, one window of one document a run. Started by pool.ts. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { InferenceSession } from 'onnxruntime-node';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import { allFinite } from '../../core/vector.ts';
import { BERT_CONFIG, bertGraph } from './bert.ts';
import type { Precision } from './builder.ts';
import type { Source } from './folder.ts';
import { type Flags, uncut } from './halting.ts';
import { readNpz } from './npz.ts';
import type { Failure } from './pool.ts';
import { readSafetensors } from './safetensors.ts';
import { type Sentences, sentencesOf } from './sentences.ts';
import { failure, SHORT_MEMORY, serve } from './serve.ts';
import { type LongDocuments, MOST_WINDOWS, meanOf, windows } from './text.ts';
import { readTokenizer, type Tokenizer } from './tokenizers.ts';
import { useGraph } from './use.ts';

/** What a thread is started for. */
export type Errand =
  /** Read the weights, answer with the graph's bytes, and end: what that takes of memory goes with the thread. */
  | { readonly task: 'build'; readonly source: Source; readonly precision: Precision }
  /** Encode until told to close. */
  | {
      readonly task: 'encode';
      readonly source: Source;
      /** The graph's bytes; null to take the folder's own. */
      readonly graph: Uint8Array | null;
      readonly longDocuments: LongDocuments;
      readonly flags: Flags;
    };

/** The answer to `build`. */
export type Built = { readonly graph: Uint8Array } | Failure;

interface Model {
  readonly sentences: Sentences;
  readonly tokenizer: Tokenizer;
  readonly limit: number;
  readonly longDocuments: LongDocuments;
  /** The file of a graph that somebody published; null for one of ours. */
  readonly published: string | null;
  readonly release: () => Promise<void>;
}

async function build({ source, precision }: Extract<Errand, { task: 'build' }>): Promise<Uint8Array> {
  const { folder, file, layout, limit } = source;
  if (layout === 'use') return useGraph(await readNpz(join(folder, file)), precision);
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
  return bertGraph(await readSafetensors(join(folder, file)), config.data, precision);
}

async function load({ source, graph, longDocuments, flags }: Extract<Errand, { task: 'encode' }>): Promise<Model> {
  const options: InferenceSession.SessionOptions = {
    // More threads inside a run only spin against those of the other workers.
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // Our graphs are fused by hand; the further levels would fold their Add and LayerNormalization into a slower operator.
    graphOptimizationLevel: graph === null ? 'all' : 'basic',
    logSeverityLevel: 3,
  };
  const session = await uncut(flags, () => opened(source, graph, options));
  const published = graph === null ? join(source.folder, source.file) : null;
  const run = (inputs: InferenceSession.FeedsType) => uncut(flags, () => session.run(inputs));
  const model: Model = {
    sentences: sentencesOf(session, run, source.pooling),
    tokenizer: await readTokenizer(source),
    limit: source.limit,
    longDocuments,
    published,
    release: () => session.release(),
  };
  // What can't be run at all is told now, not with the first document.
  if (published !== null) await vectorOf(model, '');
  return model;
}

async function opened(
  { folder, file }: Source,
  graph: Uint8Array | null,
  options: InferenceSession.SessionOptions,
): Promise<InferenceSession> {
  if (graph !== null) return InferenceSession.create(graph, options);
  return InferenceSession.create(join(folder, file), options).catch((error: unknown) => {
    if (SHORT_MEMORY.test(messageOf(error))) throw error;
    const message = `${join(folder, file)} is no ONNX graph that can be run here (${messageOf(error)})`;
    throw new LeitmotifError('fatal', 'encode', message, { cause: error });
  });
}

/** One row for each text, (texts.length, dim). */
async function encode(model: Model, texts: readonly string[]): Promise<Float32Array<ArrayBuffer>> {
  const { dim } = model.sentences;
  const data = new Float32Array(texts.length * dim);
  for (const [at, text] of texts.entries()) data.set(await vectorOf(model, text), at * dim);
  return data;
}

async function vectorOf(model: Model, text: string): Promise<Float32Array> {
  const { tokenizer, limit, longDocuments } = model;
  const { around, content } = tokenizer;
  const size = limit - around.length;
  const tokens = content(text, longDocuments === 'windows' ? MOST_WINDOWS * size : size);
  const vectors: Float32Array[] = [];
  for (const window of windows(tokens, size)) {
    vectors.push(await vectorOfTokens(model, Int32Array.of(around[0], ...window, around[1])));
  }
  return meanOf(vectors);
}

/** Throws `bug` where a graph of ours fails, `fatal` with the remedy where a published one does. */
async function vectorOfTokens({ sentences, published }: Model, ids: Int32Array): Promise<Float32Array> {
  const failed = (why: string, remedy: string): LeitmotifError =>
    published === null
      ? new LeitmotifError('bug', 'encode', `the encoder ${why}`)
      : new LeitmotifError('fatal', 'encode', `the ONNX graph ${published} ${why}: ${remedy}`);
  const vector = await sentences.vector(ids).catch((error: unknown) => {
    if (published === null || error instanceof LeitmotifError || SHORT_MEMORY.test(messageOf(error))) throw error;
    const remedy = 'use another graph, or write how many it takes as max_seq_length into sentence_bert_config.json';
    throw failed(`cannot be run on ${ids.length} tokens (${messageOf(error)})`, remedy);
  });
  if (vector.length === sentences.dim && allFinite(vector)) return vector;
  const made = `made no finite vector of ${sentences.dim} numbers from ${ids.length} tokens`;
  throw failed(made, 'use its float32 graph (encoder.precision), or another encoder');
}

/** A thread without a listener on its port ends when this is done. */
async function main(port: MessagePort, errand: Errand): Promise<void> {
  if (errand.task === 'encode')
    return serve(port, async () => {
      const model = await load(errand);
      const { sentences, release } = model;
      return { dim: sentences.dim, encode: (texts) => encode(model, texts), release };
    });
  try {
    const graph = await build(errand);
    port.postMessage({ graph } satisfies Built);
  } catch (error) {
    port.postMessage(failure(error) satisfies Built);
  }
}

if (parentPort !== null) await main(parentPort, workerData as Errand);
