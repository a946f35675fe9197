/** One corpus before and after tuning on its first third: told K, on labels that tuning never met, and in the product. */

import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { jobOf, type Sample } from '../../src/cli/commands/tune/data.ts';
import type { Config } from '../../src/cli/config.ts';
import type { Encoder, Products } from '../../src/core/ports.ts';
import { shuffled } from '../../src/core/random.ts';
import { type Vocabulary, wordPiece } from '../../src/core/text/wordpiece.ts';
import { type Job, type Outcome, runJob } from '../../src/core/tune/job.ts';
import { mapped } from '../../src/core/tune/map.ts';
import { fitted, mapOf, part, type Recipe, type Seen } from '../../src/core/tune/tune.ts';
import { writeArtefact } from '../../src/edges/encoder/artefact.ts';
import { cachedEncoder } from '../../src/edges/encoder/cached.ts';
import { bounded } from '../../src/edges/encoder/text.ts';
import { tunedEncoder } from '../../src/edges/encoder/tuned.ts';
import { SPACES, type Space, type SpaceName, scoreSpace, toldK } from './spaces.ts';

/** Documents scored with K told, at most: every n-th of the last two thirds. */
const SCORED = 6000;
/** Pieces of the texts whose pace is measured, and how many texts: for the transformer, and for the student. */
const PIECES = [35, 45] as const;
const SLOW = 150;
const FAST = 2000;
/** Documents of the tuning whose cost is measured. */
const COST_DOCUMENTS = 10_000;

export interface Tools {
  readonly encoder: Encoder;
  readonly multilingual: Encoder;
  readonly vocabulary: Vocabulary;
  readonly tokenizer: string;
  /** Pieces of a text that are looked at. */
  readonly limit: number;
  readonly products: Products;
  readonly config: Config;
  readonly seed: number;
  /** Folder of the kept vectors. */
  readonly embeddings: string;
}

export interface Tuning {
  readonly corpus: string;
  readonly map: Outcome;
  readonly student: Outcome;
  /** On the last two thirds. */
  readonly spaces: Readonly<Record<SpaceName, Space>>;
  /** NMI with K told on documents of labels that a second fit never met, both halves of the labels averaged. */
  readonly unseen: { readonly plain: number; readonly map: number };
  /** Documents a processor-second, texts of some forty pieces, one after the other. */
  readonly pace: { readonly transformer: number; readonly student: number };
  /** Processor-seconds of a whole tuning with a student on so many documents, the teacher's vectors given. */
  readonly cost: { readonly documents: number; readonly seconds: number };
}

interface Line extends Sample {
  readonly raw: string;
}

/** Vectors of the corpus itself, of halves and of pieces are kept in three files. */
export async function tuneCorpus(
  corpus: string,
  path: string,
  tools: Tools,
  say: (step: string) => void,
): Promise<Tuning> {
  const { encoder, vocabulary, limit, seed, products, embeddings } = tools;
  const remember = (name: string, of = encoder) =>
    cachedEncoder({ ...of, encode: (texts) => of.encode(texts), close: async () => {} }, { folder: embeddings, name });
  const [documents, halves, pieces, foreign] = await Promise.all([
    remember(corpus),
    remember(`tuning-${corpus}-halves`),
    remember('tuning-pieces'),
    remember(corpus, tools.multilingual),
  ]);
  const lines = linesOf(path);
  const third = Math.floor(lines.length / 3);
  const split = { training: lines.slice(0, third), later: lines.slice(third, third + 1500) };
  const options = { vocabulary, limit, labelled: false, seed, encoded: () => {} };
  const job = await jobOf(split, { documents, halves, pieces }, { ...options, student: true });
  const run = (of: Job) =>
    runJob(of, {
      products,
      say,
      epoch: ({ epoch, loss, cosine }) =>
        say(`epoch ${epoch}: loss ${loss.toFixed(4)}, held-out cosine ${cosine.toFixed(4)}`),
    });
  const map = run({ ...job, table: null });
  const student = run(job);

  const rest = lines.slice(third);
  const every = Math.ceil(rest.length / SCORED);
  const scored = rest.filter((_, i) => i % every === 0);
  const labels = scored.map(({ label }) => label as string);
  const tokens = wordPiece(vocabulary);
  const bags = scored.map(({ text }) => tokens.bag(text, limit));
  const seen: Seen = { vectors: await documents.encode(scored.map(({ text }) => text)), bags };
  say('scoring on labels never met');
  const trainingBags = split.training.map(({ text }) => tokens.bag(text, limit));
  const unseen = neverMet({
    training: { vectors: job.training.vectors, bags: trainingBags },
    trainingLabels: split.training.map(({ label }) => label as string),
    seen,
    labels,
    recipe: (map.tuned.chosen ?? map.tuned.best).recipe,
    tools,
  });

  const work = await mkdtemp(join(tmpdir(), 'tuning-'));
  try {
    const feed = join(work, 'rest.jsonl');
    await writeFile(feed, rest.map(({ raw }) => `${raw}\n`).join(''));
    const artefact = { base: encoder.id, dim: encoder.dim, limit, tokenizer: tools.tokenizer };
    await writeArtefact(join(work, 'map'), { ...artefact, student: null, map: map.tuned.map }, '');
    await writeArtefact(join(work, 'student'), { ...artefact, student: student.student, map: student.tuned.map }, '');
    const base = { ...documents, close: async () => {} };
    say('measuring pace and cost');
    const typical = lines.map(({ text }) => text).filter((text) => within(tokens.ids(text, 60).length, PIECES));
    const static_ = await tunedEncoder(join(work, 'student'), async () => base);
    const pace = {
      transformer: await paceOf(encoder, typical.slice(0, SLOW)),
      student: await paceOf(static_, typical.slice(0, FAST)),
    };
    const cost = await costOf(job, lines.slice(-COST_DOCUMENTS), documents, products);
    const opened: Record<SpaceName, () => Promise<Encoder>> = {
      plain: async () => base,
      map: () => tunedEncoder(join(work, 'map'), async () => base),
      student: async () => static_,
      multilingual: async () => foreign,
    };
    const spaces: Partial<Record<SpaceName, Space>> = {};
    let from: Parameters<typeof scoreSpace>[1]['from'] = null;
    const texts = rest.map(({ text }) => text);
    for (const name of SPACES) {
      say(`replaying the last two thirds, ${name}`);
      const used = await opened[name]();
      const { space, state } = await scoreSpace(used, {
        path: feed,
        texts,
        scored: { texts: scored.map(({ text }) => text), labels },
        config: tools.config,
        products,
        from,
      });
      spaces[name] = space;
      from ??= { encoder: used, state };
    }
    return { corpus, map, student, spaces: spaces as Record<SpaceName, Space>, unseen, pace, cost };
  } finally {
    await rm(work, { recursive: true, force: true });
    await Promise.all([documents, halves, pieces, foreign].map((each) => each.close()));
  }
}

export function linesOf(path: string): Line[] {
  const lines = gunzipSync(readFileSync(path))
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((raw, time) => {
    const { text, label } = JSON.parse(raw) as { text: string; label: string };
    // The file's own order is the stream's.
    return { raw, text: bounded(text), label, time };
  });
}

/** Half of the labels are kept out of a fit and scored, then the other half. */
function neverMet({
  training,
  trainingLabels,
  seen,
  labels,
  recipe,
  tools,
}: {
  training: Seen;
  trainingLabels: readonly string[];
  seen: Seen;
  labels: readonly string[];
  recipe: Recipe;
  tools: Tools;
}): { plain: number; map: number } {
  const names = [...new Set([...trainingLabels, ...labels])].sort();
  const order = Array.from(shuffled(names.length, tools.seed), (i) => names[i] as string);
  const middle = Math.ceil(names.length / 2);
  const figures = { plain: 0, map: 0 };
  for (const out of [new Set(order.slice(0, middle)), new Set(order.slice(middle))]) {
    const fitOn = trainingLabels.flatMap((label, i) => (out.has(label) ? [] : [i]));
    const scored = labels.flatMap((label, i) => (out.has(label) ? [i] : []));
    const fit = fitted(part(training, fitOn), tools.vocabulary.size, tools);
    const { vectors, bags } = part(seen, scored);
    const of = scored.map((i) => labels[i] as string);
    figures.plain += toldK(vectors, of, tools.products) / 2;
    figures.map += toldK(mapped(mapOf(recipe, fit), vectors, bags), of, tools.products) / 2;
  }
  return figures;
}

function within(count: number, [least, most]: readonly [number, number]): boolean {
  return count >= least && count <= most;
}

/** Processor time, not the clock's: the machine may have other work. Of the last of some runs, with everything warm. */
async function paceOf(encoder: Encoder, texts: readonly string[]): Promise<number> {
  if (texts.length < SLOW) return Number.NaN;
  for (let warm = 0; warm < 3; warm++) await encoder.encode(texts);
  const since = process.cpuUsage();
  await encoder.encode(texts);
  return texts.length / secondsSince(since);
}

function secondsSince(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

/** Of the same gate, with other documents to fit on. */
async function costOf(job: Job, lines: readonly Line[], encoder: Encoder, products: Products): Promise<Tuning['cost']> {
  const texts = lines.map(({ text }) => text);
  const training = { texts, vectors: await encoder.encode(texts) };
  const since = process.cpuUsage();
  runJob({ ...job, training }, { products, say: () => {}, epoch: () => {} });
  return { documents: texts.length, seconds: secondsSince(since) };
}
