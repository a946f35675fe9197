/**
 * What the whole pipeline gives through the real broker, exactly-once, with the whole model, beside a bare transactional
 * copy of the same records: `make bench-pipeline`. Broker, replica, copy and clients share this machine.
 *
 * DOCUMENTS: how many, 120,000 by default; BATCH: documents of a batch, 4096; PARTITIONS: 2; RATE: documents a second while
 * latency is measured, 5,000; STUDENT: folder of a static encoder, else one is fitted; CORPORA: as for `make quality`, the
 * text that documents are cut from.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writePart } from '../../quality/document.ts';
import { type Deployment, deployment } from '../../support/deployment.ts';
import setup from '../../support/global-setup.ts';
import { endProcesses, ran } from '../../support/processes.ts';
import { randomName } from '../../support/services.ts';
import { copied } from './copy.ts';
import { type Feed, feedOf } from './feed.ts';
import { delays } from './latency.ts';
import { type Mark, rateOf } from './rate.ts';

const number = (name: string, fallback: number): number => Number(process.env[name] ?? fallback);
const documents = number('DOCUMENTS', 120_000);
const batch = number('BATCH', 4096);
const partitions = number('PARTITIONS', 2);
const rate = number('RATE', 5000);
/** Documents that the static encoder is fitted on. */
const TRAINING = 3000;

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

/** Waits until a replica has committed all; documents a second. */
async function worked(world: Deployment, total: number): Promise<number> {
  const seen: Mark[] = [];
  do {
    if (seen.length > 0) await sleep(100);
    const done = Number((await world.committed()).reduce((a, b) => a + b, 0n));
    seen.push({ at: performance.now(), done });
  } while ((seen.at(-1) as Mark).done < total);
  return rateOf(seen, total);
}

const stop = await setup();
const folder = mkdtempSync(join(tmpdir(), 'bench-pipeline-'));
try {
  const feed = feedOf(randomName('feed'));
  const tuned = process.env.STUDENT ?? (await student(feed, folder));
  const config = { batch: { documents: batch }, encoder: { tuned }, stats: { keep: false } } as const;
  const world = await deployment({ partitions, config });
  try {
    say(`appending ${documents} documents of about ${feed.words} words`);
    await feed.append(world.kafka, world.names.documents, documents);
    say('a bare copy');
    const before = await copied(world.kafka, { from: world.names.documents, partitions, batch, documents });
    say('a replica');
    const replica = world.replica('bench');
    const pipeline = await worked(world, documents);
    await world.absorbed();
    say('latency');
    const late = await delays(world, feed, { rate, seconds: 20 });
    await replica.signal('TERM');
    await replica.ended;
    say('a bare copy, once more');
    const after = await copied(world.kafka, { from: world.names.documents, partitions, batch, documents });
    const copy = (before + after) / 2;
    const model = world.model();
    const live = [...(model?.topics.values() ?? [])].filter(({ status, level }) => status === 'live' && level === 0);
    const rows: [string, string][] = [
      ['topics / cells at the end', `${live.length} / ${model?.cells.size ?? 0}`],
      ['bare transactional copy, records a second, before / after', `${k(before)} / ${k(after)}`],
      ['pipeline with a static encoder, documents a second', k(pipeline)],
      ['part of the bare copy', `${((100 * pipeline) / copy).toFixed(1)} %`],
      [`append → Θ read committed at ${k(rate)} a second, ms: median / p99`, `${late.median} / ${late.p99}`],
    ];
    const head = `${k(documents)} documents of ${feed.words} words, ${partitions} partitions, batches of ${k(batch)}`;
    const text = [`| ${head} | |`, '| --- | ---: |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join(
      '\n',
    );
    console.log(text);
    if (process.env.CORPORA === undefined) writePart('docs/performance.md', 'pipeline', text);
  } finally {
    await endProcesses();
    await world.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
  await stop();
}

function k(perSecond: number): string {
  return Math.round(perSecond).toLocaleString('en');
}
