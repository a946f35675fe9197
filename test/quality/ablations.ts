/**
 * What each mechanism of the model is worth: each in turn is taken away and the corpora are measured anew. Prints
 * Markdown, and writes it into docs/quality.md when it is of all corpora by the default settings. CORPORA, ONLY: see
 * corpora.ts.
 */
import { loadSettings } from '../../src/cli/settings.ts';
import { openEncoder } from '../../src/cli/wire.ts';
import { change } from './constants.ts';
import { pathOf, wanted } from './corpora.ts';
import { writePart } from './document.ts';
import { type Measured, measure } from './measure.ts';
import { betterLevel, decimal, table } from './report.ts';

interface Ablation {
  readonly name: string;
  readonly constants?: Readonly<Record<string, number>>;
  /** Settings of the model. */
  readonly model?: { readonly halfLife?: number };
}

const ABLATIONS: readonly Ablation[] = [
  { name: 'all of it' },
  { name: 'no centring', constants: { 'SCORE.centring': 0 } },
  { name: 'one level: Θ without parents', constants: { 'SCORE.lean': 0 } },
  { name: 'no splits', constants: { 'GRAIN.split': Number.POSITIVE_INFINITY } },
  { name: 'no merges', constants: { 'GRAIN.merge': 0 } },
  { name: 'no decay', model: { halfLife: Number.POSITIVE_INFINITY } },
];

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
for (const corpus of corpora) {
  for (const [row, ablation] of ABLATIONS.entries()) {
    process.stderr.write(`${corpus}: ${ablation.name}\n`);
    const measured = await ablated(ablation, corpus);
    columns[row]?.push(cell(measured));
  }
}
const text = table(['NMI pre / pub / fin (topics)', ...corpora], columns);
await encoder.close();
process.stdout.write(`${text.join('\n')}\n`);
if (process.env.ONLY === undefined && process.env.CORPORA === undefined && origins.size === 0)
  writePart('docs/quality.md', 'ablations', text.join('\n'));
