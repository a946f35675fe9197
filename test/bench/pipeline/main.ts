/**
 * What the whole pipeline gives through the real broker, exactly-once, with the whole model, beside a bare transactional
 * copy of the same records, the bare encoder, and online topic models of others: `make bench-pipeline`. Broker, replica,
 * copy and clients share this machine.
 *
 * DOCUMENTS: how many, 400,000 by default; BATCH: documents of a batch, 4096; PARTITIONS: 2; RATE: documents a second while
 * latency is measured, 2,500; STUDENT: folder of a static encoder, else one is fitted; TRANSFORMED: documents for the
 * transformer, 20,000; PEERS=no leaves the others out, whose Python environment takes gigabytes; CORPORA: as for
 * `make quality`, the text that documents are cut from. A run with all is written into docs/performance.md.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { transformerEncoder } from '../../../src/edges/encoder/transformer.ts';
import { resolveWeights } from '../../../src/edges/encoder/weights.ts';
import { writePart } from '../../quality/document.ts';
import { type Deployment, deployment } from '../../support/deployment.ts';
import setup from '../../support/global-setup.ts';
import { endProcesses, ran } from '../../support/processes.ts';
import { randomName } from '../../support/services.ts';
import { pythonOfPeers } from '../peers/environment.ts';
import { copied } from './copy.ts';
import { type Feed, feedOf } from './feed.ts';
import { delays } from './latency.ts';
import { peerRate, TOLD } from './peers.ts';
import { type Mark, rateOf } from './rate.ts';

const number = (name: string, fallback: number): number => Number(process.env[name] ?? fallback);
const documents = number('DOCUMENTS', 400_000);
const batch = number('BATCH', 4096);
const partitions = number('PARTITIONS', 2);
const rate = number('RATE', 2500);
const transformed = number('TRANSFORMED', 20_000);
const withPeers = process.env.PEERS !== 'no';
/** Documents that the static encoder is fitted on. */
const TRAINING = 3000;
/** Seconds that latency is looked at, and that the bare encoder runs at least. */
const SECONDS = 20;

type Row = readonly [name: string, value: string];

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** The folder of a static encoder, fitted to the text. */
async function student(feed: Feed, folder: string): Promise<string> {
  const file = join(folder, 'training.jsonl');
  feed.write(file, TRAINING);
  const out = join(folder, 'student');
  say(`fitting a static encoder on ${TRAINING} documents`);
  await ran(['tune', '--from', file, '--out', out, '--student', '--force']);
  if (!existsSync(out)) throw new Error('tuning wrote no static encoder');
  return out;
}

/** Between two looks at what was done, ms: who looks more often takes the processors from those who work. */
const LOOK = 500;

/** Waits until a replica has committed all; documents a second. */
async function worked(world: Deployment, total: number): Promise<number> {
  const seen: Mark[] = [];
  do {
    if (seen.length > 0) await sleep(LOOK);
    const done = Number((await world.committed()).reduce((a, b) => a + b, 0n));
    seen.push({ at: performance.now(), done });
  } while ((seen.at(-1) as Mark).done < total);
  return rateOf(seen, total);
}

/** Processor time that everything on the machine takes while nothing is to do, ms a second. */
async function resting(): Promise<number> {
  const busy = (): number =>
    cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  await sleep(5000);
  const before = busy();
  await sleep(1000 * SECONDS);
  return Math.round((busy() - before) / SECONDS);
}

/**
 * Appends documents, and has a replica of its own work on them; then latency at the rate that comes of it, and with `rests`
 * what it takes with nothing to do.
 */
async function measured(
  world: Deployment,
  feed: Feed,
  { total, load, rests }: { readonly total: number; readonly load: (perSecond: number) => number; rests: boolean },
): Promise<{ perSecond: number; rows: Row[] }> {
  const replica = world.replica('bench');
  const perSecond = await worked(world, total);
  await world.absorbed();
  const offered = Math.round(load(perSecond));
  say(`latency at ${offered} documents a second`);
  const { median, p99 } = await delays(world, feed, { rate: offered, seconds: SECONDS });
  if (rests) say('the replica at rest');
  const idle = rests ? await resting() : null;
  await replica.signal('TERM');
  await replica.ended;
  const rows: Row[] = [[`append → Θ read committed at ${k(offered)} a second, ms: median / p99`, `${median} / ${p99}`]];
  if (idle !== null)
    rows.push([
      'processor time of the whole machine at rest, ms a second: with a replica / without',
      `${idle} / ${await resting()}`,
    ]);
  return { perSecond, rows };
}

/** A static encoder beside the bare copy, and those who read the same Kafka topic. */
async function statically(feed: Feed, tuned: string): Promise<Row[]> {
  const config = { batch: { documents: batch }, encoder: { tuned }, stats: { keep: false } } as const;
  const world = await deployment({ partitions, config });
  try {
    say(`appending ${documents} documents of about ${feed.words} words`);
    await feed.append(world.kafka, world.names.documents, documents);
    const copy = () => {
      say('a bare copy');
      return copied(world.kafka, { from: world.names.documents, partitions, batch, documents });
    };
    const before = await copy();
    say('a replica with the static encoder');
    const { perSecond, rows } = await measured(world, feed, { total: documents, load: () => rate, rests: true });
    const after = await copy();
    const model = world.model();
    const live = [...(model?.topics.values() ?? [])].filter(({ status, level }) => status === 'live' && level === 0);
    return [
      ['topics / cells at the end', `${live.length} / ${model?.cells.size ?? 0}`],
      ['bare transactional copy, records a second, before / after', `${k(before)} / ${k(after)}`],
      ['**pipeline with a static encoder, documents a second**', `**${k(perSecond)}**`],
      ['part of the bare copy', percent((2 * perSecond) / (before + after))],
      ...rows,
      ...(await others(world.names.documents)),
    ];
  } finally {
    await world.close();
  }
}

async function others(kafkaTopic: string): Promise<Row[]> {
  if (!withPeers) return [];
  const python = await pythonOfPeers(say);
  const { folder: weights } = await resolveWeights({ log: say });
  const rows: Row[] = [];
  for (const [peer, name] of [
    ['lda', 'gensim online LDA'],
    ['bertopic', 'BERTopic online, transformer'],
  ] as const) {
    say(name);
    const perSecond = await peerRate(peer, { python, kafkaTopic, weights });
    rows.push([`${name}, told ${TOLD} topics, not exactly-once, documents a second`, k(perSecond)]);
  }
  return rows;
}

/** The transformer beside the bare encoder. */
async function transformerRows(feed: Feed): Promise<Row[]> {
  const encoder = await transformerEncoder({ workers: availableParallelism(), log: say });
  const texts = Array.from({ length: 512 }, (_, n) => feed.text(n));
  const bare = async (): Promise<number> => {
    say('the bare transformer');
    const start = performance.now();
    let done = 0;
    for (; performance.now() - start < 1000 * SECONDS; done += texts.length) await encoder.encode(texts);
    return (1000 * done) / (performance.now() - start);
  };
  const world = await deployment({ partitions, config: { stats: { keep: false } } });
  try {
    await feed.append(world.kafka, world.names.documents, transformed);
    const before = await bare();
    say('a replica with the transformer');
    const { perSecond, rows } = await measured(world, feed, {
      total: transformed,
      load: (most) => most / 2,
      rests: false,
    });
    const after = await bare();
    return [
      ['bare transformer, documents a second, before / after', `${k(before)} / ${k(after)}`],
      ['**pipeline with the transformer, documents a second**', `**${k(perSecond)}**`],
      ['part of the bare encoder', percent((2 * perSecond) / (before + after))],
      ...rows,
    ];
  } finally {
    await encoder.close();
    await world.close();
  }
}

function k(perSecond: number): string {
  return Math.round(perSecond).toLocaleString('en');
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}

const stop = await setup();
const folder = mkdtempSync(join(tmpdir(), 'bench-pipeline-'));
try {
  const feed = feedOf(randomName('feed'));
  const tuned = process.env.STUDENT ?? (await student(feed, folder));
  const rows = [...(await statically(feed, tuned)), ...(await transformerRows(feed))];
  const head = `${k(documents)} documents of ${feed.words} words, ${partitions} partitions, batches of ${k(batch)}`;
  const text = [`| ${head} | |`, '| --- | ---: |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
  console.log(text);
  if (withPeers && process.env.CORPORA === undefined) writePart('docs/performance.md', 'pipeline', text);
} finally {
  await endProcesses();
  rmSync(folder, { recursive: true, force: true });
  await stop();
}
