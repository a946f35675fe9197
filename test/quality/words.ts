/**
 * Whether the bound on the words of a cell changes what is published: the first words of topics beside those of exact
 * counts, on one corpus. Prints a sentence, and writes it into docs/quality.md. CORPORA: see corpora.ts.
 */
import { loadSettings } from '../../src/cli/settings.ts';
import { openEncoder } from '../../src/cli/wire.ts';
import { change } from './constants.ts';
import { pathOf } from './corpora.ts';
import { writePart } from './document.ts';
import { measure } from './measure.ts';

const CORPUS = '20ng';
/** Words of a topic that are compared. */
const FIRST = 20;

const { config } = loadSettings();
const encoder = await openEncoder(config, { log: (_, message) => void process.stderr.write(`${message}\n`) });

/** The first words of each live topic and parent. */
async function wordsWith(maxTerms: number): Promise<Map<number, readonly string[]>> {
  process.stderr.write(`${CORPUS}: ${maxTerms} words a cell\n`);
  const model = { ...config.model, maxTerms };
  const { stream } = await measure({
    corpus: CORPUS,
    path: pathOf(CORPUS),
    config: { ...config, model },
    encoder,
    coherence: false,
  });
  return new Map(stream.phi.map(({ topic, keywords }) => [topic, keywords.slice(0, FIRST).map(({ word }) => word)]));
}

const bounded = await wordsWith(config.model.maxTerms);
change('LIFE.maxStatsTerms', Number.MAX_SAFE_INTEGER);
const exact = await wordsWith(Number.MAX_SAFE_INTEGER);
await encoder.close();
const alike = [...bounded].filter(([topic, words]) => words.every((word) => exact.get(topic)?.includes(word)));
const text = `With ${config.model.maxTerms} words a cell, on ${CORPUS} the first ${FIRST} words of ${alike.length} of ${bounded.size} topics and parents are those of exact counts.`;
process.stdout.write(`${text}\n`);
if (process.env.CORPORA === undefined) writePart('docs/quality.md', 'words', text);
