/**
 * What tuning on a feed is worth: prints Markdown with the bars, and writes it into docs/tuning.md when it is of all four
 * corpora by the default settings. CORPORA, ONLY: see corpora.ts (default the four that have bars). Vectors are kept as
 * main.ts keeps them. A bar that is missed is marked, and no failure.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSettings } from '../../src/cli/settings.ts';
import { period } from '../../src/cli/terminal.ts';
import { openEncoder } from '../../src/cli/wire.ts';
import { readVocabulary } from '../../src/edges/encoder/vocabulary.ts';
import { resolveWeights } from '../../src/edges/encoder/weights.ts';
import { int16Products } from '../../src/edges/products/int16.ts';
import { pathOf, wanted } from './corpora.ts';
import { writePart } from './document.ts';
import { embeddingsFolder } from './measure.ts';
import { type Tuning, tuneCorpus } from './tuned.ts';

/** Least gain of the map with K told, and least change of the student with its map, both against the plain encoder. */
const BARS: Readonly<Record<string, { readonly map: number; readonly student: number }>> = {
  agnews: { map: 0.015, student: -0.01 },
  '20ng': { map: 0.03, student: -0.02 },
  stackoverflow: { map: 0.08, student: -0.01 },
  crisislex: { map: 0.07, student: -0.01 },
};
const PACE = { student: 30_000, times: 80 } as const;
const COST = 60;

const say = (line: string) => void process.stderr.write(`${line}\n`);
const signed = (x: number) => `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(3)}`;
const against = (x: number, bar: number) => `${signed(x)}${x < bar ? ' ✗' : ''}`;

function report(all: readonly Tuning[]): string {
  const rows = all.map(({ corpus, map, student, told, unseen, product }) => {
    const bar = BARS[corpus] ?? { map: 0, student: -0.01 };
    const verdict = ({ chosen }: Tuning['map']['tuned']) => chosen?.recipe.name ?? 'all refused';
    return [
      corpus,
      verdict(map.tuned),
      told.plain.toFixed(3),
      against(told.map - told.plain, bar.map),
      against(unseen.map - unseen.plain, 0),
      against(told.student - told.plain, bar.student),
      product.plain.toFixed(3),
      against(product.map - product.plain, bar.map / 2),
      against(product.student - product.plain, bar.student),
      student.learning === null
        ? '–'
        : `${student.learning.untrained.toFixed(2)} → ${Math.max(...student.learning.epochs.map(({ cosine }) => cosine)).toFixed(2)}`,
    ];
  });
  const head = [
    'corpus',
    'map chosen',
    'told K: plain',
    'map',
    'map, labels never met',
    'student + map',
    'product: plain',
    'map',
    'student + map',
    "student's held-out cosine",
  ];
  const slowest = all.reduce((a, b) => (a.pace.student < b.pace.student || Number.isNaN(b.pace.student) ? a : b));
  const dearest = all.reduce((a, b) => (a.cost.seconds > b.cost.seconds ? a : b));
  const times = slowest.pace.student / slowest.pace.transformer;
  return [
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
    '',
    `NMI, fitted on the first third, scored on the rest; changes are against the plain encoder; ✗: below the bar (map with K told ${Object.entries(
      BARS,
    )
      .map(([name, { map }]) => `${name} ${signed(map)}`)
      .join(
        ', ',
      )}; half of that in the product on three of four; labels never met +0; student ${signed(-0.01)}, 20ng ${signed(-0.02)}).`,
    '',
    `Texts of some forty pieces, a processor-second (${slowest.corpus}): the student with its map ${Math.round(slowest.pace.student)} documents${slowest.pace.student < PACE.student ? ' ✗' : ''}, the transformer ${Math.round(slowest.pace.transformer)}; ${times.toFixed(0)} times${times < PACE.times ? ' ✗' : ''} (bars: ${PACE.student}, ${PACE.times} times).`,
    `A tuning with a student on ${dearest.cost.documents} documents (${dearest.corpus}, the slowest) costs ${dearest.cost.seconds.toFixed(0)} processor-seconds${dearest.cost.seconds > COST ? ' ✗' : ''}, teacher's vectors apart (bar: ${COST}).`,
  ].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

const { config, origins } = loadSettings();
const encoder = await openEncoder(config, { log: (_, message) => say(message) });
const { folder, limit } = await resolveWeights();
const tokenizer = join(folder, 'tokenizer.json');
const vocabulary = await readVocabulary(tokenizer);
if (vocabulary === null) throw new Error(`${tokenizer} is no BERT vocabulary`);
const tools = {
  encoder,
  vocabulary,
  tokenizer: readFileSync(tokenizer, 'utf8'),
  // The two special tokens around a text.
  limit: limit - 2,
  products: int16Products(),
  config,
  seed: 1,
  embeddings: embeddingsFolder(),
};
const started = Date.now();
const all: Tuning[] = [];
for (const corpus of wanted().filter((name) => process.env.ONLY !== undefined || name in BARS)) {
  const tuning = await tuneCorpus(corpus, pathOf(corpus), tools, (step) =>
    say(`${corpus}: ${step}, ${period(Date.now() - started)}`),
  );
  all.push(tuning);
  say(report([tuning]));
}
await encoder.close();
const text = report(all);
process.stdout.write(`${text}\n`);
if (process.env.ONLY === undefined && process.env.CORPORA === undefined && origins.size === 0) {
  writePart('docs/tuning.md', 'tuning', text);
  say('written into docs/tuning.md');
}
