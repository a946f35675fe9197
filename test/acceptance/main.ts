/**
 * Whole corpora through the real broker, registry and encoder, by two replicas on three partitions, counted by an
 * independent client. Prints a line for each; ends with 1 when one of them is not right.
 *
 * ACCEPTANCE_DATA: the folder of the corpora, JSON lines, gzipped; default ../shared/data/dev.
 * ACCEPTANCE_LIMIT: documents taken of each; default all. Broker and registry as for the tests.
 */
import { createReadStream, createWriteStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { fleet } from '../support/chaos.ts';
import { deployment } from '../support/deployment.ts';
import setup from '../support/global-setup.ts';
import { difference, essence } from '../support/outcome.ts';
import { endProcesses, ran } from '../support/processes.ts';

const CORPORA = [
  { name: 'AG News', file: 'agnews.jsonl.gz' },
  { name: '20 Newsgroups', file: '20ng.jsonl.gz' },
];
const REPLICAS = 2;
const PARTITIONS = 3;
const PATIENCE = 4 * 3_600_000;
const HEAD = [
  'corpus',
  'input',
  'revision 0',
  'dead letters',
  'deletions',
  'duplicates',
  'lost',
  'topics',
  'seconds',
  'documents/s',
];

const folder = resolve(process.env.ACCEPTANCE_DATA ?? '../shared/data/dev');
const limit = Number(process.env.ACCEPTANCE_LIMIT ?? Number.POSITIVE_INFINITY);

/** The first lines of a corpus, in a file of their own; gives their number. */
async function cut(file: string, to: string): Promise<number> {
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
  const out = createWriteStream(to);
  let taken = 0;
  for await (const line of lines) {
    if (taken === limit) break;
    out.write(`${line}\n`);
    taken++;
  }
  out.end();
  await finished(out);
  return taken;
}

interface Outcome {
  readonly row: readonly string[];
  readonly wrong: readonly string[];
}

async function accept(name: string, file: string): Promise<Outcome> {
  const scratch = mkdtempSync(join(tmpdir(), 'acceptance-'));
  const world = await deployment({ partitions: PARTITIONS });
  try {
    const lines = join(scratch, 'corpus.jsonl');
    const total = await cut(file, lines);
    await ran(['produce', lines, '--config', world.config]);
    const begun = Date.now();
    const replicas = fleet(world, REPLICAS);
    const watch = setInterval(() => {
      const absorbed = Math.round(world.model()?.count ?? 0);
      console.error(`${name}: ${absorbed} of ${total} documents after ${Math.round((Date.now() - begun) / 1000)} s`);
    }, 15_000);
    const failed = Promise.race([...replicas.replicas.values()].map(({ ended }) => ended)).then(() => replicas.check());
    failed.catch(() => {});
    const model = await Promise.race([world.absorbed({ timeout: PATIENCE }), failed.then(() => world.absorbed())]);
    const seconds = (Date.now() - begun) / 1000;
    clearInterval(watch);
    const statuses = await replicas.drain();
    const { input, revision0, dead, deletions, duplicates, lost, faults, undead, live, phi } = await world.count();
    const wrong = [
      ...faults,
      ...undead.map((id) => `${id} was deleted, and lives`),
      ...(duplicates.length > 0 ? [`more than one answer to ${JSON.stringify(duplicates)}`] : []),
      ...(lost.length > 0 ? [`no answer to ${JSON.stringify(lost)}`] : []),
      ...(input === total ? [] : [`${total} records were produced, ${input} read`]),
      ...(revision0 + dead + deletions === input ? [] : ['revision 0 + dead letters + deletions is not the input']),
      ...(live.join() === phi.join() ? [] : [`events leave ${live} alive, Φ are of ${phi}`]),
      ...(statuses.every((status) => status === 0) ? [] : [`the replicas ended with ${statuses}`]),
    ];
    const unlike = difference(essence(model), essence(await world.refold()));
    if (unlike) wrong.push(`the model is not a fresh fold over the committed stats: ${unlike}`);
    const figures = [input, revision0, dead, deletions, duplicates.length, lost.length, live.length];
    return { row: [name, ...figures.map(String), seconds.toFixed(0), (input / seconds).toFixed(0)], wrong };
  } finally {
    await endProcesses();
    await world.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    )
    .join('\n');
}

const found = CORPORA.filter(({ name, file }) => {
  const there = existsSync(join(folder, file));
  if (!there) console.error(`${name} is left out: there is no ${join(folder, file)}; ACCEPTANCE_DATA names the folder`);
  return there;
});
if (found.length > 0) {
  const stop = await setup();
  const outcomes: Outcome[] = [];
  try {
    for (const { name, file } of found) outcomes.push(await accept(name, join(folder, file)));
  } finally {
    await stop();
  }
  console.log(table([HEAD, ...outcomes.map(({ row }) => row)]));
  for (const { row, wrong } of outcomes) for (const what of wrong) console.log(`${row[0]}: ${what}`);
  process.exitCode = outcomes.some(({ wrong }) => wrong.length > 0) ? 1 : 0;
}
