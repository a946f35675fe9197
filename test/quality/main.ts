/**
 * The quality of topics on labelled corpora, next to the recorded figures of other methods: prints Markdown, and writes
 * it into docs/quality.md when it is of all corpora by the default settings. Ends with 1 when the independent scorer
 * says other figures; a bar that is missed is marked, and no failure.
 *
 * CORPORA, ONLY: see corpora.ts; the fields are id, text, label, timestamp. PYTHON, SCORER: the scorer (default python3, and score.py above the corpora).
 * Vectors are kept in the folder embeddings of the cache: $LEITMOTIF_CACHE, else $XDG_CACHE_HOME/leitmotif, else
 * ~/.cache/leitmotif. LEITMOTIF_MODEL_… and the like change settings.
 */
import { resolve } from 'node:path';
import { loadSettings } from '../../src/cli/settings.ts';
import { grouped, period } from '../../src/cli/terminal.ts';
import { openEncoder } from '../../src/cli/wire.ts';
import { folder, pathOf, wanted } from './corpora.ts';
import { writePart } from './document.ts';
import { embeddingsFolder, type Measured, measure } from './measure.ts';
import { report } from './report.ts';
import { compare, findScorer } from './scorer.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);
const started = Date.now();

const names = wanted();
const { config, origins } = loadSettings();
const scorer = await findScorer(
  process.env.PYTHON || 'python3',
  process.env.SCORER ? resolve(process.env.SCORER) : resolve(folder, '../../score.py'),
);
if (typeof scorer === 'string') say(`no independent scorer: ${scorer}`);
else if (!scorer.gensim) say('the independent scorer has no gensim: coherence is not compared');
say(`vectors are kept in ${embeddingsFolder()}`);

const encoder = await openEncoder(config, { log: (_, message) => say(message) });
const all: Measured[] = [];
const disagreements: string[] = [];
let compared = 0;
for (const corpus of names) {
  const measured = await measure({ corpus, path: pathOf(corpus), config, encoder });
  say(`${corpus}: ${grouped(measured.evaluation.documents)} documents in ${period(measured.seconds * 1000)}`);
  if (typeof scorer !== 'string') {
    const outcome = await compare(scorer, measured);
    compared += outcome.compared;
    disagreements.push(...outcome.disagreements);
  }
  // What the comparison needed of the documents may go.
  all.push({ ...measured, stream: { ...measured.stream, documents: [] } });
}
await encoder.close();

const settings = [...origins].map(([path, origin]) => `\`${path}\` (${origin})`);
const text = [
  report(all),
  '',
  `Encoder ${encoder.id}; ${settings.length === 0 ? 'default settings' : `settings that differ from the defaults: ${settings.join(', ')}`}; ` +
    `${period(Date.now() - started)} in all, vectors from the cache where it had them.` +
    (compared > 0 ? ` ${compared} figures compared with an independent scorer: ${disagreements.length} differ.` : ''),
].join('\n');
process.stdout.write(`${text}\n`);
for (const line of disagreements) say(`DISAGREEMENT ${line}`);
if (
  disagreements.length === 0 &&
  process.env.ONLY === undefined &&
  process.env.CORPORA === undefined &&
  settings.length === 0
) {
  writePart('docs/quality.md', 'quality', text);
  say('written into docs/quality.md');
}
process.exitCode = disagreements.length > 0 ? 1 : 0;
