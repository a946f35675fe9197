/** Prints what encoding and decoding cost: `npx tsx test/bench/codec.ts`. */
import { minuteOf } from '../../src/core/history/buckets.ts';
import { Counts } from '../../src/core/text/counts.ts';
import type { BatchStats, CellStats, Exemplar, ModelRecord, OpenDocument, ThetaRecord } from '../../src/core/types.ts';
import { openCodecs } from '../../src/edges/registry/codecs.ts';
import { documentReader } from '../../src/edges/registry/documents.ts';
import { memoryRegistry } from '../../src/edges/registry/memory.ts';

const DIM = 384;
const TERMS = 150;
const time = 1_700_000_000_123;

const vector = (seed: number) =>
  Float32Array.from({ length: DIM }, (_, i) => Math.fround(Math.sin(seed * DIM + i) / 20));
const terms = (seed: number, size: number) =>
  new Map(Array.from({ length: size }, (_, i) => [`term${(seed * 7919 + i * 31) % 20_000}`, Math.fround(1 / (i + 1))]));
const exemplar = (seed: number): Exemplar => ({
  id: `document-${seed}`,
  excerpt: 'A sentence of an article about the state of the world, as it is today. '.repeat(4).slice(0, 280),
  title: 'A headline of a usual length for a newspaper',
  url: `https://news.example/articles/${seed}`,
  time,
  score: 0.75,
  priority: 0.5,
});
const cell = (seed: number): CellStats => ({
  reference: time,
  weight: 2.5,
  documents: 3,
  minutes: new Map([[minuteOf(time), 3]]),
  sum: vector(seed),
  spread: 0.4,
  terms: terms(seed, TERMS),
  exemplars: [exemplar(seed), exemplar(seed + 1)],
});
const open = (seed: number): OpenDocument => ({
  id: `document-${seed}`,
  offset: BigInt(seed),
  time,
  vector: vector(seed),
  terms: terms(seed, 80),
  topic: null,
  exemplar: exemplar(seed),
});

const stats: BatchStats = {
  model: 77,
  span: { topic: 'documents', partition: 3, epoch: 0, from: 1_000_000n, to: 1_000_256n },
  reference: time,
  documents: 256,
  cells: new Map(Array.from({ length: 100 }, (_, i) => [i + 1, cell(i)])),
  open: Array.from({ length: 30 }, (_, i) => open(i)),
  settled: [],
  sampled: [],
  texts: new Float64Array(),
  deleted: [],
  orders: [],
};
const theta: ThetaRecord = {
  id: 'document-1',
  partition: 3,
  offset: 1_000_017n,
  time,
  theta: [0.5, 0.25, 0.125, 0.0625, 0.0625].map((weight, i) => ({ topic: i + 10, weight })),
  parent: 12,
  score: 0.8,
  revision: 0,
  model: 77,
  encoder: 'all-MiniLM-L6-v2@sha256:0123456789abcdef mean int8',
};

function measure(name: string, calls: number, run: () => unknown): void {
  for (let i = 0; i < calls / 5; i++) run();
  const rounds = Array.from({ length: 5 }, () => {
    const start = performance.now();
    for (let i = 0; i < calls; i++) run();
    return ((performance.now() - start) * 1000) / calls;
  }).sort((a, b) => a - b);
  console.log(`${name.padEnd(32)} ${(rounds[2] ?? 0).toFixed(1).padStart(9)} µs`);
}

const registry = memoryRegistry();
const codecs = await openCodecs(registry, {
  theta: 'theta',
  phi: 'phi',
  events: 'events',
  stats: 'stats',
  model: 'model',
  control: 'control',
});
const thetaBytes = codecs.theta.encode(theta);
const statsBytes = codecs.stats.encode(stats);
console.log(
  `Theta ${thetaBytes.length} bytes; BatchStats ${statsBytes.length} bytes (100 cells × ${DIM} × ${TERMS} terms, 30 open)`,
);
measure('Theta encode', 50_000, () => codecs.theta.encode(theta));
measure('Theta decode', 50_000, () => codecs.theta.decode(thetaBytes));
measure('BatchStats encode', 30, () => codecs.stats.encode(stats));
measure('BatchStats decode', 30, () => codecs.stats.decode(statsBytes));

const words: ModelRecord = {
  version: 77,
  entry: { kind: 'words', cell: 5, terms: Counts.from(terms(3, 4_000)) },
};
const wordsBytes = codecs.model.encode(words);
console.log(`Words of a cell ${wordsBytes.length} bytes (4,000 terms)`);
measure('Words encode', 500, () => codecs.model.encode(words));
measure('Words decode', 500, () => codecs.model.decode(wordsBytes));

const reader = documentReader({ registry, format: 'auto' });
const body = JSON.stringify({
  id: 'document-1',
  text: exemplar(1).excerpt.repeat(8),
  timestamp: '2024-02-29T12:30:15Z',
});
const record = { offset: 1n, timestamp: time, key: null, value: new TextEncoder().encode(body), headers: [] };
measure('Document from JSON (2.2 kB)', 20_000, () => reader.decode(record, { topic: 'documents', partition: 0 }));
