/**
 * Documents per second of the transformer, by precision, number of workers and length of text, beside the bare
 * onnxruntime loop on one thread with tokens made beforehand. `npx tsx test/bench/encoder.ts [seconds of each] [workers…]`
 * Per CPU second as well, which other work on the machine disturbs less.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { BERT_CONFIG, bertGraph } from '../../src/edges/encoder/bert.ts';
import { type Precision, TOKENS } from '../../src/edges/encoder/builder.ts';
import { readSafetensors } from '../../src/edges/encoder/safetensors.ts';
import { transformerEncoder } from '../../src/edges/encoder/transformer.ts';
import { resolveWeights } from '../../src/edges/encoder/weights.ts';

/** Each is one token of the encoder's vocabulary. */
const WORDS = `river market storm council teacher engine border harvest school minister planet signal winter garden
  museum bridge doctor island factory forest justice theater village captain desert airport library mountain stadium
  the a of and in to with from after before over under while said says will would could early late new old large small
  opened closed raised crossed found lost moved built sold bought taught asked`.split(/\s+/);
const LENGTHS = [15, 40, 120, 250];

const [seconds = 4, ...counts] = process.argv.slice(2).map(Number);
const workerCounts = counts.length > 0 ? counts : [1, 2];
const weights = await resolveWeights({ log: console.error });

console.log(`tokens                 ${LENGTHS.map((length) => String(length).padStart(16)).join('')}`);
console.log(`                       ${LENGTHS.map(() => `${'docs/s'.padStart(8)}${'/CPU-s'.padStart(8)}`).join('')}`);
for (const precision of ['float32', 'int8'] as const) {
  await row(`${precision}, bare loop`, await bareLoop(precision));
  for (const workers of workerCounts) {
    const encoder = await transformerEncoder({ precision, workers });
    await row(`${precision}, ${workers} worker${workers > 1 ? 's' : ''}`, {
      run: (texts) => encoder.encode(texts),
      close: () => encoder.close(),
    });
  }
}

interface Runner {
  run(texts: readonly string[], length: number): Promise<unknown>;
  close(): Promise<void>;
}

async function row(name: string, { run, close }: Runner): Promise<void> {
  let line = name.padEnd(23);
  for (const length of LENGTHS) {
    const texts = textsOf(length, 64);
    await run(texts.slice(0, 16), length);
    const cpu = process.cpuUsage();
    const start = performance.now();
    let documents = 0;
    while (performance.now() - start < seconds * 1000) {
      await run(texts, length);
      documents += texts.length;
    }
    const elapsed = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const perCpu = documents / ((user + system) / 1e6);
    line += `${(documents / elapsed).toFixed(1).padStart(8)}${perCpu.toFixed(1).padStart(8)}`;
  }
  await close();
  console.log(line);
}

async function bareLoop(precision: Precision): Promise<Runner> {
  const config = BERT_CONFIG.parse(JSON.parse(await readFile(join(weights.folder, 'config.json'), 'utf8')));
  const graph = bertGraph(await readSafetensors(join(weights.folder, 'model.safetensors')), config, precision);
  const session = await InferenceSession.create(graph, { intraOpNumThreads: 1, graphOptimizationLevel: 'basic' });
  return {
    async run(texts, length) {
      const tokens = Int32Array.from({ length }, (_, at) =>
        at === 0 ? 101 : at === length - 1 ? 102 : 2000 + at * 37,
      );
      for (const _ of texts) await session.run({ [TOKENS]: new Tensor('int32', tokens, [1, length]) });
    },
    close: () => session.release(),
  };
}

function textsOf(length: number, count: number): string[] {
  let state = length;
  const word = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return WORDS[Math.floor((state / 2 ** 32) * WORDS.length)] ?? 'the';
  };
  return Array.from({ length: count }, () => Array.from({ length: length - 2 }, word).join(' '));
}
