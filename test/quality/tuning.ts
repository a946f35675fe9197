/**
 * What tuning on a feed is worth, and what the default settings give in each encoder's space: prints Markdown with the bars, and writes it into docs/tuning.md when it is of all four
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
import { betterOf, SPACES, type SpaceName } from './spaces.ts';
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
/** What `leitmotif migrate` asks for by default. */
const AGREEMENT = 0.9;
const TITLES: Readonly<Record<SpaceName, string>> = {
  plain: 'MiniLM',
  map: 'MiniLM + map',
  student: 'student + map',
  multilingual: 'multilingual',
};

const say = (line: string) => void process.stderr.write(`${line}\n`);
const signed = (x: number) => `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(3)}`;
const against = (x: number, bar: number) => `${signed(x)}${x < bar ? ' ✗' : ''}`;

function report(all: readonly Tuning[]): string {
  const rows = all.map(({ corpus, map, student, spaces, unseen }) => {
    const bar = BARS[corpus] ?? { map: 0, student: -0.01 };
    const told = (name: SpaceName) => spaces[name].told - spaces.plain.told;
    const product = (name: SpaceName) => betterOf(spaces[name]) - betterOf(spaces.plain);
    const verdict = ({ chosen }: Tuning['map']['tuned']) => chosen?.recipe.name ?? 'all refused';
    return [
      corpus,
      verdict(map.tuned),
      spaces.plain.told.toFixed(3),
      against(told('map'), bar.map),
      against(unseen.map - unseen.plain, 0),
      against(told('student'), bar.student),
      betterOf(spaces.plain).toFixed(3),
      against(product('map'), bar.map / 2),
      against(product('student'), bar.student),
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

/** The default settings in each space, and what of a model is kept on the way there. */
function spacesOf(all: readonly Tuning[]): string {
  const head = [
    'corpus',
    'space',
    'told K: NMI',
    'topics',
    'NMI',
    'parents',
    'NMI',
    'a move there: sure documents that keep their topic',
    'all',
  ];
  const percent = (part: number) => `${(100 * part).toFixed(1)} %`;
  const rows = all.flatMap(({ corpus, spaces }) =>
    SPACES.map((name) => {
      const { told, topics, parents, moved } = spaces[name];
      const levels = [topics, parents].flatMap(({ count, nmi }) => [count.toFixed(0), nmi.toFixed(3)]);
      const kept =
        moved === null
          ? ['–', '–']
          : [`${percent(moved.sure)}${moved.sure < AGREEMENT ? ' ✗' : ''}`, percent(moved.all)];
      return [corpus, TITLES[name], told.toFixed(3), ...levels, ...kept];
    }),
  );
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

const { config, origins } = loadSettings();
const probe = { log: (_: string, message: string) => say(message) };
const encoder = await openEncoder(config, probe);
const multilingual = await openEncoder({ encoder: { ...config.encoder, model: 'use-multilingual-v3' } }, probe);
const { folder, limit } = await resolveWeights();
const tokenizer = join(folder, 'tokenizer.json');
const vocabulary = await readVocabulary(tokenizer);
if (vocabulary === null) throw new Error(`${tokenizer} is no BERT vocabulary`);
const tools = {
  encoder,
  multilingual,
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
  say(`${report([tuning])}\n\n${spacesOf([tuning])}`);
}
await encoder.close();
await multilingual.close();
process.stdout.write(`${report(all)}\n\n${spacesOf(all)}\n`);
if (process.env.ONLY === undefined && process.env.CORPORA === undefined && origins.size === 0) {
  writePart('docs/tuning.md', 'tuning', report(all));
  writePart('docs/tuning.md', 'spaces', spacesOf(all));
  say('written into docs/tuning.md');
}
