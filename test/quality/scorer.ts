/** Our figures beside those of an independent scorer in Python, which are to be the same. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { coherence, diversity, tokens } from '../../src/core/evaluate/coherence.ts';
import { assignment, LEVELS, PHASES, publishedWords } from '../../src/core/evaluate/evaluate.ts';
import { lineage } from '../../src/core/evaluate/lineage.ts';
import type { Score } from '../../src/core/evaluate/partition.ts';
import type { Measured } from './measure.ts';

const run = promisify(execFile);
/** The scorer rounds to six decimals. */
const TOLERANCE = 1e-6;
/** Its segmenter of Chinese is another one than ours: such documents are left out where words are compared. */
const HAN = /[\u4e00-\u9fff]/;

export interface Scorer {
  readonly python: string;
  readonly script: string;
  /** Whether it can tell coherence. */
  readonly gensim: boolean;
}

/** null, with the reason, where the scorer cannot run. */
export async function findScorer(python: string, script: string): Promise<Scorer | string> {
  const has = (module: string) =>
    run(python, ['-c', `import ${module}`]).then(
      () => true,
      () => false,
    );
  if (!(await has('numpy'))) return `${python} has no numpy (PYTHON names another)`;
  const works = await run(python, [script, '--help']).then(
    () => true,
    () => false,
  );
  if (!works) return `${script} is no scorer that runs (SCORER names another)`;
  return { python, script, gensim: await has('gensim') };
}

/** What the scorer prints, as far as it is compared. */
type Printed = Readonly<Record<string, number>>;

const NAMES: Readonly<Record<string, keyof Score>> = {
  docs: 'documents',
  assigned: 'assigned',
  labels: 'labels',
  topics: 'topics',
  effective_topics: 'effectiveTopics',
  nmi: 'nmi',
  ari: 'ari',
  purity: 'purity',
  homogeneity: 'homogeneity',
  completeness: 'completeness',
  bcubed_precision: 'bcubedPrecision',
  bcubed_recall: 'bcubedRecall',
  bcubed_f1: 'bcubedF1',
  bcubed_f1_single: 'bcubedF1Single',
};

export interface Comparison {
  readonly compared: number;
  /** One line each. */
  readonly disagreements: readonly string[];
}

export async function compare(scorer: Scorer, measured: Measured): Promise<Comparison> {
  const folder = mkdtempSync(join(tmpdir(), 'quality-'));
  try {
    const parts = [await compareScores(scorer, measured, folder)];
    if (scorer.gensim) parts.push(await compareWords(scorer, measured, folder));
    return {
      compared: parts.reduce((sum, { compared }) => sum + compared, 0),
      disagreements: parts.flatMap(({ disagreements }) => disagreements),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function compareScores(scorer: Scorer, measured: Measured, folder: string): Promise<Comparison> {
  const { corpus, stream, evaluation } = measured;
  const { documents } = stream;
  const kin = lineage(stream.events, stream.state);
  const file = write(
    join(folder, 'corpus.jsonl'),
    documents.map(({ label }, at) => ({ id: String(at), text: '', label })),
  );
  const differences = new Differences();
  for (const level of LEVELS) {
    for (const phase of PHASES) {
      const ours = evaluation.levels[level].phases[phase].score;
      if (ours === null) continue;
      const topics = assignment(documents, { phase, level, kin });
      const predictions = write(
        join(folder, 'predictions.jsonl'),
        topics.map((topic, at) => ({ id: String(at), topic })),
      );
      const theirs = await scored(scorer, [file, predictions, '--no-coherence']);
      for (const [name, field] of Object.entries(NAMES))
        differences.add(`${corpus}, ${level}, ${phase}: ${field}`, ours[field], theirs[name]);
    }
  }
  return differences;
}

/** The words of both levels together: one reading of the corpus serves them all. */
async function compareWords(scorer: Scorer, { corpus, stream }: Measured, folder: string): Promise<Comparison> {
  const topics = new Map(
    LEVELS.flatMap((level) => publishedWords(stream.phi, level)).map((entry) => [entry.topic, entry]),
  );
  const texts = stream.documents.map(({ text }) => text).filter((text) => !HAN.test(text));
  if (topics.size === 0 || texts.length === 0) return { compared: 0, disagreements: [] };
  const file = write(
    join(folder, 'texts.jsonl'),
    texts.map((text, at) => ({ id: String(at), text, label: 'any' })),
  );
  const predictions = write(
    join(folder, 'predictions.jsonl'),
    texts.map((_, at) => ({ id: String(at), topic: 1 })),
  );
  const described = join(folder, 'topics.json');
  writeFileSync(described, JSON.stringify([...topics.values()]));
  const theirs = await scored(scorer, [file, predictions, '--topics', described]);
  const words = Array.from(topics.values(), (entry) => entry.words);
  const [ours] = coherence([words], texts.map(tokens));
  const differences = new Differences();
  differences.add(`${corpus}: described topics`, words.length, theirs.described_topics);
  differences.add(`${corpus}: diversity`, diversity(words), theirs.diversity);
  differences.add(`${corpus}: NPMI`, ours?.npmi, theirs.npmi);
  differences.add(`${corpus}: C_v`, ours?.cv, theirs.c_v);
  differences.add(`${corpus}: unknown words`, ours?.unknown, theirs.words_not_in_corpus);
  return differences;
}

class Differences implements Comparison {
  compared = 0;
  readonly disagreements: string[] = [];

  add(what: string, ours: number | null | undefined, theirs: number | undefined): void {
    this.compared += 1;
    // Half a unit of the sixth decimal is lost by rounding.
    const close = ours != null && theirs !== undefined && Math.abs(ours - theirs) <= TOLERANCE;
    if (!close) this.disagreements.push(`${what} is ${ours}, the scorer says ${theirs}`);
  }
}

async function scored({ python, script }: Scorer, args: readonly string[]): Promise<Printed> {
  const { stdout } = await run(python, [script, ...args], { maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as Printed;
}

function write(path: string, lines: readonly object[]): string {
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return path;
}
