/**
 * The model with some of its constants changed: what each mechanism is worth. A line a corpus and level: NMI of the
 * prequential, published and final topics, ARI of the final ones, calibration, and how many events were told.
 */
import { loadSettings } from '../../src/cli/settings.ts';
import { openEncoder } from '../../src/cli/wire.ts';
import { change } from './constants.ts';
import { pathOf, wanted } from './corpora.ts';
import { measure } from './measure.ts';

for (const setting of process.argv.slice(2)) {
  const [path = '', value] = setting.split('=');
  change(path, Number(value));
}

const figure = (x: number | null | undefined) => (x == null ? '–' : x.toFixed(3));
const { config } = loadSettings();
const encoder = await openEncoder(config, { log: (_, message) => void process.stderr.write(`${message}\n`) });
for (const corpus of wanted()) {
  const { evaluation, stream } = await measure({ corpus, path: pathOf(corpus), config, encoder, coherence: false });
  for (const name of ['topics', 'parents'] as const) {
    const { prequential, published, final } = evaluation.levels[name].phases;
    const told = new Map<string, number>();
    for (const { type, level } of stream.events)
      if ((level === 0) === (name === 'topics')) told.set(type, (told.get(type) ?? 0) + 1);
    const scores = [prequential, published, final].map(({ score }) => figure(score?.nmi)).join(' / ');
    console.log(
      `${corpus.padEnd(17)} ${name.padEnd(7)} ${String(final.topics).padStart(3)}  nmi ${scores}  ari ${figure(final.score?.ari)}`,
      ` ece ${figure(evaluation.calibration.final?.error)}  ${[...told].map(([type, n]) => `${type} ${n}`).join(', ')}`,
    );
  }
}
await encoder.close();
