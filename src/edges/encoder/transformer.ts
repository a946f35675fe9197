/** Sentence encoders on onnxruntime, in worker threads: MiniLM-L6 unless another is named. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import type { Encoder } from '../../core/ports.ts';
import type { Precision } from './builder.ts';
import { ONNX_FILES, type Source } from './folder.ts';
import { askToHalt, type Flags, halt, newFlags, outside } from './halting.ts';
import { parameterFiles } from './parameters.ts';
import { createPool } from './pool.ts';
import { bounded, type LongDocuments } from './text.ts';
import { type Machine, machine, threadsFor } from './threads.ts';
import { resolveWeights, type WeightsOptions } from './weights.ts';
import type { Built, Errand } from './worker.ts';

export interface TransformerOptions extends WeightsOptions {
  /** Default `int8`: cosine .994 on average to `float32`, in one third (VNNI) to two thirds (AVX2) of its time. */
  readonly precision?: Precision;
  /**
   * Worker threads; default: as many as processors, while they take no more than half of the memory that there is. Each
   * takes about 150 MB, more of a larger model; the vectors are the same for any number.
   */
  readonly workers?: number;
  /** What there is for them; default: what this process may use. */
  readonly machine?: Machine;
  /**
   * What becomes of texts with more tokens than the model looks at. Default `truncate`: the first tokens alone, as
   * sentence-transformers does. `windows`: the mean of the vectors of up to 16 windows, of unit length again.
   */
  readonly longDocuments?: LongDocuments;
}

/** Milliseconds that the end of the process waits for documents in hand; a long one takes a large model seconds. */
const HALT_TIMEOUT = 20_000;
/** Milliseconds after which a thread that is still within one document is ended all the same. */
const NATIVE_TIMEOUT = 60_000;

/**
 * Finds the weights and starts the threads. MiniLM looks at 256 tokens, as sentence-transformers does. Throws `fatal`
 * when the weights can't be had or are of another kind.
 */
export async function transformerEncoder(options: TransformerOptions = {}): Promise<Encoder> {
  const { precision = 'int8', workers, longDocuments = 'truncate' } = options;
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1)) {
    throw new LeitmotifError('fatal', 'config', `workers of the encoder is ${workers}: give an integer of at least 1`);
  }
  const { model, checksum, ...source } = await resolveWeights(options);
  const graph = source.layout === 'onnx' ? null : await built({ task: 'build', source, precision });
  const size = workers ?? fitting(graph?.byteLength ?? (await sizeOf(source)), options);
  const threads = new Map<Worker, Flags>();
  const start = () => {
    const flags = newFlags();
    const worker = startWorker({ task: 'encode', source, graph, longDocuments, flags });
    threads.set(worker, flags);
    worker.once('exit', () => threads.delete(worker));
    return worker;
  };
  const atExit = () => halt(threads.values(), HALT_TIMEOUT);
  process.on('exit', atExit);
  const leave = async (worker: Worker) => {
    const flags = threads.get(worker);
    if (flags !== undefined) await outside(flags, NATIVE_TIMEOUT);
  };
  const pool = await createPool({ size, start, outside: leave }).catch((error: unknown) => {
    process.off('exit', atExit);
    throw error;
  });
  return {
    id: [model, checksum.slice(0, 12), source.pooling, kindOf(source, precision), extentOf(source, longDocuments)].join(
      '/',
    ),
    dim: pool.dim,
    async encode(texts) {
      // Cut here, so that a text of megabytes is not copied to the thread.
      const data = await pool.encode(texts.map(bounded));
      return { rows: texts.length, dim: pool.dim, data };
    },
    async close() {
      threads.forEach(askToHalt);
      await pool.close();
      process.off('exit', atExit);
    },
  };
}

/** A graph that was published has the precision that its name tells; `onnx` keeps it apart from one of ours. */
function kindOf({ layout, file }: Source, precision: Precision): string {
  if (layout !== 'onnx') return precision;
  return ONNX_FILES.int8[0] === file ? 'onnx-int8' : 'onnx-float32';
}

function extentOf({ limit }: Source, longDocuments: LongDocuments): string {
  return longDocuments === 'truncate' ? `${limit}` : `windows-${limit}`;
}

/** As many threads as there is room for; fewer than processors are told of. */
function fitting(graph: number, { machine: given = machine(), log = () => {} }: TransformerOptions): number {
  const { processors, memory } = given;
  const size = threadsFor(graph, given);
  if (size < processors)
    log(
      `${size} encoder ${size === 1 ? 'thread' : 'threads'} for ${processors} processors: they take half of the memory, ${Math.round(memory / 1e6)} MB; give more, or name their number by encoder.workers`,
    );
  return size;
}

/** Bytes of a graph that was published, with what it keeps beside it. */
async function sizeOf({ folder, file }: Source): Promise<number> {
  const graph = join(folder, file);
  const sizes = [graph, ...(await parameterFiles(graph))].map(async (path) => (await stat(path)).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** The graph's bytes, made in a thread of its own: for a second it takes three times the weights' memory. */
function built(errand: Errand): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = startWorker(errand);
    const refuse = (why: string) =>
      reject(new LeitmotifError('transient', 'encode', `the encoder’s builder died (${why})`));
    worker.once('message', (built: Built) => {
      if ('graph' in built) resolve(built.graph);
      else reject(new LeitmotifError(built.fault, 'encode', built.message));
    });
    worker.once('error', (error: unknown) => refuse(messageOf(error)));
    worker.once('exit', (code) => refuse(`exit code ${code}`));
  });
}

/** The built worker.js beside this file; when this file itself runs from source, worker.ts through its loader. */
function startWorker(errand: Errand): Worker {
  const file = import.meta.url.endsWith('.ts') ? './worker-source.mjs' : './worker.js';
  return new Worker(new URL(file, import.meta.url), { workerData: errand, execArgv: [] });
}
