/**
 * What tuning on a feed is worth: prints Markdown with the bars, and writes it into docs/tuning.md when it is of all four
 * corpora by the default settings. CORPORA, ONLY: see corpora.ts. Vectors are kept as main.ts keeps them. A bar that is
 * missed is marked, and no failure.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSettings } from '../../src/cli/settings.ts';
import { openEncoder } from '../../src/cli/wire.ts';
import { readVocabulary } from '../../src/edges/encoder/vocabulary.ts';
import { resolveWeights } from '../../src/edges/encoder/weights.ts';
import { int16Products } from '../../src/edges/products/int16.ts';
import { pathOf, wanted } from './corpora.ts';
import { embeddingsFolder } from './measure.ts';
import { type Tuning, tuneCorpus } from './tuned.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);
const { config } = loadSettings();
const encoder = await openEncoder(config, { log: (_, message) => say(message) });
const { folder, limit } = await resolveWeights();
const tokenizer = join(folder, 'tokenizer.json');
const vocabulary = await readVocabulary(tokenizer);
if (vocabulary === null) throw new Error(`${tokenizer} is no BERT vocabulary`);
const tools = {
  encoder,
  vocabulary,
  tokenizer: readFileSync(tokenizer, 'utf8'),
  limit: limit - 2,
  products: int16Products(),
  config,
  seed: 1,
  embeddings: embeddingsFolder(),
};
const all: Tuning[] = [];
for (const corpus of wanted()) {
  const started = Date.now();
  const tuning = await tuneCorpus(corpus, pathOf(corpus), tools, (step) =>
    say(`${corpus}: ${step} (${Math.round((Date.now() - started) / 1000)} s)`),
  );
  say(
    JSON.stringify({
      ...tuning,
      map: tuning.map.tuned.candidates,
      chosen: tuning.map.tuned.chosen?.recipe.name,
      student: tuning.student.tuned.candidates,
      learning: tuning.student.learning,
      studentChosen: tuning.student.tuned.chosen?.recipe.name,
    }),
  );
  all.push(tuning);
}
await encoder.close();
