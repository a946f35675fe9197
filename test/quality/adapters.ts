/**
 * What the gate says of adapters that are trained by labels and by contrast, on the first third of labelled corpora,
 * judged on documents after it and on labels that a second training never met: prints Markdown, and writes it into
 * docs/tuning.md when it is of all four corpora by the default settings. CORPORA, ONLY: see corpora.ts.
 */
import { join } from 'node:path';
import { jobOf } from '../../src/cli/commands/tune/data.ts';
import { loadSettings } from '../../src/cli/settings.ts';
import { openEncoder } from '../../src/cli/wire.ts';
import { runJob } from '../../src/core/tune/job.ts';
import { type Changes, MEASURES } from '../../src/core/tune/labelled.ts';
import { TASKS } from '../../src/core/tune/objective.ts';
import { cachedEncoder } from '../../src/edges/encoder/cached.ts';
import { readVocabulary } from '../../src/edges/encoder/vocabulary.ts';
import { resolveWeights } from '../../src/edges/encoder/weights.ts';
import { int16Products } from '../../src/edges/products/int16.ts';
import { pathOf, wanted } from './corpora.ts';
import { writePart } from './document.ts';
import { embeddingsFolder } from './measure.ts';
import { linesOf } from './tuned.ts';

const CORPORA = ['20ng', 'agnews', 'crisislex', 'stackoverflow'];
/** Documents for the gate. */
const GATE = 1500;

const say = (line: string) => void process.stderr.write(`${line}\n`);
const signed = (x: number) => `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(3)}`;
const changed = (changes: Changes | null | undefined) =>
  changes ? MEASURES.map((name) => signed(changes[name].after - changes[name].before)).join(' / ') : '–';

const { config, origins } = loadSettings();
const encoder = await openEncoder(config, { log: (_, message) => say(message) });
const { folder, limit } = await resolveWeights();
const vocabulary = await readVocabulary(join(folder, 'tokenizer.json'));
const rows: string[] = [];
for (const corpus of wanted().filter((name) => process.env.ONLY !== undefined || CORPORA.includes(name))) {
  const remember = (name: string) =>
    cachedEncoder(
      { ...encoder, encode: (texts) => encoder.encode(texts), close: async () => {} },
      { folder: embeddingsFolder(), name },
    );
  const [documents, halves] = await Promise.all([remember(corpus), remember(`tuning-${corpus}-halves`)]);
  const lines = linesOf(pathOf(corpus));
  const third = Math.floor(lines.length / 3);
  const job = await jobOf(
    { training: lines.slice(0, third), later: lines.slice(third, third + GATE) },
    { documents, halves, pieces: documents },
    { vocabulary, limit: limit - 2, student: false, labelled: true, tasks: TASKS, seed: 1, encoded: () => {} },
  );
  const { tuned } = runJob(job, {
    products: int16Products(),
    say: (step) => say(`${corpus}: ${step}`),
    epoch: () => {},
  });
  for (const { recipe, figures, labelled, refusals } of tuned.candidates) {
    const verdict = recipe === tuned.chosen?.recipe ? '**chosen**' : refusals.length === 0 ? 'accepted' : 'refused';
    const view = signed(figures.view - tuned.plain.view);
    const cells = [corpus, recipe.name, view, changed(labelled?.all), changed(labelled?.unseen), verdict];
    rows.push(`| ${cells.join(' | ')} |`);
    say(`${rows.at(-1) as string} ${refusals.join('; ')}`);
  }
  await documents.close();
  await halves.close();
}
await encoder.close();
const head = ['corpus', 'candidate', 'view', 'held-out documents: NMI / B³ / kNN', 'held-out labels', 'gate'];
const text = [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...rows].join('\n');
process.stdout.write(`${text}\n`);
if (process.env.ONLY === undefined && process.env.CORPORA === undefined && origins.size === 0) {
  writePart('docs/tuning.md', 'adapters', text);
  say('written into docs/tuning.md');
}
