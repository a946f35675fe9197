/**
 * Whether the default settings work in other spaces than the one their constants were chosen in: all-MiniLM-L6-v2 as it
 * is, with a map of the feed, a student with a map, and the multilingual encoder. Maps and students are fitted on the
 * first third of a corpus, all are scored on the rest. A line each: NMI of k-means that is told K, of the final topics
 * and parents of `leitmotif evaluate`, how many there are, cells and radius at the end. Arguments are constants to
 * change, as for ablate.ts. What was fitted is kept in .cache/spaces.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jobOf } from '../../src/cli/commands/tune/data.ts';
import { loadSettings } from '../../src/cli/settings.ts';
import { openEncoder } from '../../src/cli/wire.ts';
import type { Encoder } from '../../src/core/ports.ts';
import { runJob } from '../../src/core/tune/job.ts';
import { writeArtefact } from '../../src/edges/encoder/artefact.ts';
import { cachedEncoder } from '../../src/edges/encoder/cached.ts';
import { tunedEncoder } from '../../src/edges/encoder/tuned.ts';
import { readVocabulary } from '../../src/edges/encoder/vocabulary.ts';
import { resolveWeights } from '../../src/edges/encoder/weights.ts';
import { int16Products } from '../../src/edges/products/int16.ts';
import { change } from './constants.ts';
import { pathOf, ROOT, wanted } from './corpora.ts';
import { writePart } from './document.ts';
import { embeddingsFolder } from './measure.ts';
import { linesOf, replayed, SCORED, toldK } from './tuned.ts';

const CORPORA = ['20ng', 'agnews', 'crisislex', 'stackoverflow'];
/** Documents for the gate of the map. */
const GATE = 1500;

const settings = process.argv.slice(2);
for (const setting of settings) {
  const [path = '', value] = setting.split('=');
  change(path, Number(value));
}

const say = (line: string) => void process.stderr.write(`${line}\n`);
const figure = (x: number | null | undefined) => (x == null ? '–' : x.toFixed(3));
const { config, origins } = loadSettings();
const products = int16Products();
const probe = { log: (_: string, message: string) => say(message) };
const encoder = await openEncoder(config, probe);
const multilingual = await openEncoder({ encoder: { ...config.encoder, model: 'use-multilingual-v3' } }, probe);
const weights = await resolveWeights();
const tokenizer = join(weights.folder, 'tokenizer.json');
const vocabulary = await readVocabulary(tokenizer);
const limit = weights.limit - 2;
const spaces = (process.env.SPACES ?? 'plain,map,student,multilingual').split(',');

async function remember(of: Encoder, name: string): Promise<Encoder> {
  const open = { ...of, encode: (texts: readonly string[]) => of.encode(texts), close: async () => {} };
  return cachedEncoder(open, { folder: embeddingsFolder(), name });
}

/** Fits both on the first third, unless they are there already. */
async function tune(
  corpus: string,
  lines: ReturnType<typeof linesOf>,
  documents: Encoder,
  work: string,
): Promise<void> {
  if (existsSync(join(work, 'student', 'map.json')) && existsSync(join(work, 'map', 'map.json'))) return;
  const third = Math.floor(lines.length / 3);
  const split = { training: lines.slice(0, third), later: lines.slice(third, third + GATE) };
  const halves = await remember(encoder, `tuning-${corpus}-halves`);
  const pieces = await remember(encoder, 'tuning-pieces');
  const options = { vocabulary, limit, labelled: false, seed: 1, student: true, encoded: () => {} };
  const job = await jobOf(split, { documents, halves, pieces }, options);
  await halves.close();
  await pieces.close();
  const base = { base: encoder.id, dim: encoder.dim, limit, tokenizer: readFileSync(tokenizer, 'utf8') };
  for (const [name, of] of [
    ['map', { ...job, table: null }],
    ['student', job],
  ] as const) {
    const { student, tuned } = runJob(of, { products, say: (step) => say(`${corpus}: ${step}`), epoch: () => {} });
    await writeArtefact(join(work, name), { ...base, student, map: tuned.map }, '');
  }
}

const rows: string[] = [];
for (const corpus of wanted().filter((name) => process.env.ONLY !== undefined || CORPORA.includes(name))) {
  const lines = linesOf(pathOf(corpus));
  const work = join(ROOT, '.cache', 'spaces', corpus);
  mkdirSync(work, { recursive: true });
  const documents = await remember(encoder, corpus);
  await tune(corpus, lines, documents, work);
  const rest = lines.slice(Math.floor(lines.length / 3));
  const feed = join(work, 'rest.jsonl');
  writeFileSync(feed, rest.map(({ raw }) => `${raw}\n`).join(''));
  const scored = rest.filter((_, i) => i % Math.ceil(rest.length / SCORED) === 0);
  const labels = scored.map(({ label }) => label as string);
  const base = async () => ({ ...documents, close: async () => {} });
  const opened: Record<string, () => Promise<Encoder>> = {
    plain: base,
    map: () => tunedEncoder(join(work, 'map'), base),
    student: () => tunedEncoder(join(work, 'student'), base),
    multilingual: () => remember(multilingual, corpus),
  };
  for (const space of spaces) {
    const used = await (opened[space] as () => Promise<Encoder>)();
    const told = toldK(await used.encode(scored.map(({ text }) => text)), labels, products);
    const { levels } = await replayed(feed, used, config);
    const [topics, parents] = [levels.topics.phases.final, levels.parents.phases.final];
    const cells = [corpus, space, String(new Set(labels).size), figure(told)];
    for (const { topics: count, score } of [topics, parents]) cells.push(String(count), figure(score?.nmi));
    rows.push(`| ${cells.join(' | ')} |`);
    say(rows.at(-1) as string);
    if (used !== documents) await used.close();
  }
  await documents.close();
}
await encoder.close();
await multilingual.close();
const head = ['corpus', 'space', 'labels', 'told K: NMI', 'topics', 'NMI', 'parents', 'NMI'];
const text = [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...rows].join('\n');
process.stdout.write(`${text}\n`);
const whole = settings.length === 0 && process.env.SPACES === undefined && process.env.CORPORA === undefined;
if (whole && process.env.ONLY === undefined && origins.size === 0) {
  writePart('docs/tuning.md', 'spaces', text);
  say('written into docs/tuning.md');
}
