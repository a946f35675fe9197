/** What is compared: encoders of ours, the bare onnxruntime loop, and sentence-transformers in a Python of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { Encoder } from '../../../src/core/ports.ts';
import { BERT_CONFIG, bertGraph } from '../../../src/edges/encoder/bert.ts';
import { readSafetensors } from '../../../src/edges/encoder/safetensors.ts';
import { bounded } from '../../../src/edges/encoder/text.ts';
import { readTokenizer } from '../../../src/edges/encoder/tokenizers.ts';
import type { Weights } from '../../../src/edges/encoder/weights.ts';
import { pythonOfPeers } from '../peers/environment.ts';

/** Texts by the name of the sample. */
export type Samples = Readonly<Record<string, readonly string[]>>;

export interface Pass {
  readonly documents: number;
  /** Wall clock, and processor time of all threads. */
  readonly seconds: number;
  readonly cpu: number;
}

export interface Contestant {
  readonly name: string;
  /** Whole passes over a sample, until the seconds are over. */
  run(sample: string, seconds: number): Promise<Pass>;
  close(): Promise<unknown>;
}

async function passes(documents: number, seconds: number, once: () => Promise<unknown>): Promise<Pass> {
  const start = performance.now();
  const before = process.cpuUsage();
  let done = 0;
  let elapsed = 0;
  do {
    await once();
    done += documents;
    elapsed = (performance.now() - start) / 1000;
  } while (elapsed < seconds);
  const { user, system } = process.cpuUsage(before);
  return { documents: done, seconds: elapsed, cpu: (user + system) / 1e6 };
}

export function encoderContestant(name: string, encoder: Encoder, samples: Samples): Contestant {
  return {
    name,
    run: (sample, seconds) =>
      passes(textsOf(samples, sample).length, seconds, () => encoder.encode(textsOf(samples, sample))),
    close: () => encoder.close(),
  };
}

/** The transformer's own graph with its tokens made beforehand: what an encoder around it can reach at best. */
export async function rawContestant(
  name: string,
  { weights, samples, threads }: { readonly weights: Weights; readonly samples: Samples; readonly threads: number },
): Promise<Contestant> {
  const config = BERT_CONFIG.parse(JSON.parse(await readFile(join(weights.folder, 'config.json'), 'utf8')));
  const graph = bertGraph(await readSafetensors(join(weights.folder, weights.file)), config, 'int8');
  const { around, content } = await readTokenizer(weights);
  const tokensOf = (text: string) => Int32Array.of(around[0], ...content(bounded(text), weights.limit - 2), around[1]);
  const tokens = Object.fromEntries(Object.entries(samples).map(([key, texts]) => [key, texts.map(tokensOf)]));
  const next = new Int32Array(new SharedArrayBuffer(4));
  const workerData = { graph, next, samples: tokens };
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('./raw.mjs', import.meta.url), { workerData }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return {
    name,
    run: (sample, seconds) =>
      passes(textsOf(samples, sample).length, seconds, async () => {
        Atomics.store(next, 0, 0);
        const ends = workers.map((worker) => once(worker, 'message'));
        for (const worker of workers) worker.postMessage(sample);
        await Promise.all(ends);
      }),
    async close() {
      const ends = workers.map((worker) => once(worker, 'exit'));
      for (const worker of workers) worker.postMessage(null);
      await Promise.all(ends);
    },
  };
}

const peers = join(import.meta.dirname, '../peers');

/** sentence-transformers at its defaults, in a Python of its own. */
export async function peerContestant(
  name: string,
  options: {
    readonly weights: Weights;
    readonly samples: Samples;
    readonly threads: number;
    readonly say: (line: string) => void;
  },
): Promise<Contestant> {
  const python = await pythonOfPeers(options.say);
  const args = [join(peers, 'sentence_transformers_rate.py'), options.weights.folder, `${options.threads}`];
  const child = spawn(python, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ask = async (question: unknown): Promise<unknown> => {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const answer = await answers.next();
    if (answer.done === true) throw new Error(`${python} ended: see what it says above`);
    return JSON.parse(answer.value);
  };
  await ask(options.samples);
  return {
    name,
    run: async (sample, seconds) => (await ask({ name: sample, seconds })) as Pass,
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}

function textsOf(samples: Samples, sample: string): readonly string[] {
  const texts = samples[sample];
  if (texts === undefined) throw new Error(`there is no sample ${sample}`);
  return texts;
}
