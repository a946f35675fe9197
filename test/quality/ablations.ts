/**
 * What each mechanism of the model is worth: each in turn is taken away and the corpora are measured anew. Prints
 * Markdown, and writes it into docs/quality.md when it is of all corpora by the default settings. CORPORA, ONLY: see
 * corpora.ts.
 */
import { loadSettings } from '../../src/cli/settings.ts';
import { openEncoder } from '../../src/cli/wire.ts';
import type { PhiRecord } from '../../src/core/types.ts';
import { change } from './constants.ts';
import { pathOf, wanted } from './corpora.ts';
import { writePart } from './document.ts';
import { type Measured, measure } from './measure.ts';
import { betterLevel, decimal, table } from './report.ts';

interface Ablation {
  readonly name: string;
  readonly constants?: Readonly<Record<string, number>>;
  /** Settings of the model. */
  readonly model?: { readonly halfLife?: number; readonly maxTerms?: number };
}

const ABLATIONS: readonly Ablation[] = [
  { name: 'all of it' },
  { name: 'no centring', constants: { 'GEOMETRY.centring': 0 } },
  { name: 'one level: Θ without parents', constants: { 'GEOMETRY.lean': 0 } },
  { name: 'no splits', constants: { 'GRAIN.split': Number.POSITIVE_INFINITY } },
  { name: 'no merges', constants: { 'GRAIN.merge': 0 } },
  { name: 'no decay', model: { halfLife: Number.POSITIVE_INFINITY } },
];
/** No bound on the words of a cell or a record. */
const EXACT: Ablation = {
  name: 'exact words',
  constants: { 'LIFE.maxStatsTerms': Number.MAX_SAFE_INTEGER },
  model: { maxTerms: Number.MAX_SAFE_INTEGER },
};
/** The corpus on which words are held against exact ones, and how many of a topic. */
const WORDS = { corpus: '20ng', first: 20 } as const;

const { config, origins } = loadSettings();
const encoder = await openEncoder(config, { log: (_, message) => void process.stderr.write(`${message}\n`) });

async function ablated({ constants = {}, model = {} }: Ablation, corpus: string): Promise<Measured> {
  const undo = Object.entries(constants).map(([path, value]) => change(path, value));
  try {
    const changed = { ...config, model: { ...config.model, ...model } };
    return await measure({ corpus, path: pathOf(corpus), config: changed, encoder, coherence: false });
  } finally {
    for (const restore of undo) restore();
  }
}

/** NMI of the three phases at the better level, and how many topics that has. */
function cell(measured: Measured): string {
  const { prequential, published, final } = measured.evaluation.levels[betterLevel(measured)].phases;
  const figures = [prequential, published, final].map(({ score }) => decimal(score?.nmi)).join(' / ');
  return `${figures} (${final.topics})`;
}

const corpora = wanted();
const columns: string[][] = ABLATIONS.map(({ name }) => [name]);
const words = new Map<number, readonly string[]>();
for (const corpus of corpora) {
  for (const [row, ablation] of ABLATIONS.entries()) {
    process.stderr.write(`${corpus}: ${ablation.name}\n`);
    const measured = await ablated(ablation, corpus);
    columns[row]?.push(cell(measured));
    if (corpus === WORDS.corpus && row === 0)
      for (const phi of measured.stream.phi) words.set(phi.topic, firstWords(phi));
  }
}
const text = table(['NMI pre / pub / fin (topics)', ...corpora], columns);
if (words.size > 0) {
  process.stderr.write(`${WORDS.corpus}: ${EXACT.name}\n`);
  const { phi } = (await ablated(EXACT, WORDS.corpus)).stream;
  const exact = new Map(phi.map((record) => [record.topic, new Set(firstWords(record))]));
  const alike = [...words].filter(([topic, list]) => list.every((word) => exact.get(topic)?.has(word)));
  text.push(
    '',
    `On ${WORDS.corpus} the first ${WORDS.first} words of ${alike.length} of ${words.size} topics are those of exact counts.`,
  );
}
await encoder.close();
process.stdout.write(`${text.join('\n')}\n`);
if (process.env.ONLY === undefined && process.env.CORPORA === undefined && origins.size === 0)
  writePart('docs/quality.md', 'ablations', text.join('\n'));

function firstWords({ keywords }: PhiRecord): readonly string[] {
  return keywords.slice(0, WORDS.first).map(({ word }) => word);
}
