/**
 * The model with some of its constants changed: what each mechanism is worth. A line a corpus and level: NMI of the
 * prequential, published and final topics, ARI of the final ones, calibration, and how many events were told; means over
 * TURNS=n sets of vectors (default 1), each but the first a little other (jitter.ts), with the standard deviation of
 * NMI behind them. WORDS=yes adds NPMI, C_v and diversity of the words.
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

interface Row {
  readonly nmi: readonly number[];
  readonly topics: number;
  readonly ari: number;
  readonly error: number;
  readonly words: readonly number[];
  readonly told: ReadonlyMap<string, number>;
}

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const deviation = (values: readonly number[]) => {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, x) => sum + (x - middle) ** 2, 0) / Math.max(1, values.length - 1));
};
const figure = (x: number) => (Number.isNaN(x) ? '–' : x.toFixed(3));

const words = process.env.WORDS === 'yes';
const turns = Number(process.env.TURNS || 1);
const { config } = loadSettings();
const encoder = await openEncoder(config, { log: (_, message) => void process.stderr.write(`${message}\n`) });
for (const corpus of wanted()) {
  const rows: Record<'topics' | 'parents', Row[]> = { topics: [], parents: [] };
  for (let turn = 0; turn < turns; turn++) {
    const measured = await measure({ corpus, path: pathOf(corpus), config, encoder, coherence: words, turn });
    const { evaluation, stream } = measured;
    for (const name of ['topics', 'parents'] as const) {
      const { phases, words: said } = evaluation.levels[name];
      const { prequential, published, final } = phases;
      const told = new Map<string, number>();
      for (const { type, level } of stream.events)
        if ((level === 0) === (name === 'topics')) told.set(type, (told.get(type) ?? 0) + 1);
      rows[name].push({
        nmi: [prequential, published, final].map(({ score }) => score?.nmi ?? Number.NaN),
        topics: final.topics,
        ari: final.score?.ari ?? Number.NaN,
        error: evaluation.calibration.final?.error ?? Number.NaN,
        words: [said.coherence?.npmi, said.coherence?.cv, said.diversity].map((x) => x ?? Number.NaN),
        told,
      });
    }
  }
  for (const name of ['topics', 'parents'] as const) {
    const all = rows[name];
    const nmi = [0, 1, 2].map((phase) => all.map((row) => row.nmi[phase] as number));
    const spread = turns > 1 ? ` ± ${nmi.map((of) => figure(deviation(of))).join(' / ')}` : '';
    const sense = [0, 1, 2].map((i) => figure(mean(all.map((row) => row.words[i] as number)))).join(' / ');
    const types = new Set(all.flatMap(({ told }) => [...told.keys()]));
    const told = [...types].map((type) => `${type} ${Math.round(mean(all.map((row) => row.told.get(type) ?? 0)))}`);
    console.log(
      `${corpus.padEnd(17)} ${name.padEnd(7)} ${mean(all.map(({ topics }) => topics))
        .toFixed(0)
        .padStart(3)}  nmi ${nmi.map((of) => figure(mean(of))).join(' / ')}${spread}`,
      ` ari ${figure(mean(all.map(({ ari }) => ari)))}  ece ${figure(mean(all.map(({ error }) => error)))}  ${words ? `words ${sense}  ` : ''}${told.join(', ')}`,
    );
  }
}
await encoder.close();
