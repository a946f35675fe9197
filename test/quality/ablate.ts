/**
 * The model with some of its constants changed, side by side with the default: what each mechanism is worth.
 * `npx tsx test/quality/ablate.ts agnews,bbc GEOMETRY.lean=0 GRAIN.rate=.2` prints a line a corpus.
 */
import { join, resolve } from 'node:path';
import { loadSettings } from '../../src/cli/settings.ts';
import { openEncoder } from '../../src/cli/wire.ts';
import { GEOMETRY, GRAIN, LIFE } from '../../src/core/model/options.ts';
import { measure } from './measure.ts';

const [corpora = '', ...changes] = process.argv.slice(2);
const groups: Record<string, object> = { GEOMETRY, GRAIN, LIFE };
for (const change of changes) {
  const [path = '', value] = change.split('=');
  const [group = '', name = ''] = path.split('.');
  if (!groups[group] || !(name in groups[group])) throw new Error(`${path} is no constant of the model`);
  Object.assign(groups[group], { [name]: Number(value) });
}
const { config } = loadSettings();
const encoder = await openEncoder(config, { log: (_, message) => void process.stderr.write(`${message}\n`) });
const folder = resolve(import.meta.dirname, '../../../shared/data/dev');
const f = (x: number | null | undefined) => (x ?? Number.NaN).toFixed(3).slice(1);
for (const corpus of corpora.split(',')) {
  const { evaluation, stream, busy } = await measure({ corpus, path: join(folder, `${corpus}.jsonl.gz`), config, encoder, coherence: false });
  const level = (name: 'topics' | 'parents') => {
    const { prequential, published, final } = evaluation.levels[name].phases;
    return `${name} ${final.topics} nmi ${f(prequential.score?.nmi)} ${f(published.score?.nmi)} ${f(final.score?.nmi)} ari ${f(final.score?.ari)}`;
  };
  const live = [...stream.state.topics.values()];
  const counts = new Map<string, number>();
  for (const { type, level: l } of stream.events) counts.set(`${type}${l}`, (counts.get(`${type}${l}`) ?? 0) + 1);
  console.log(
    corpus.padEnd(16), level('topics'), '|', level('parents'),
    `| ece ${f(evaluation.calibration.final?.error)} assigned ${f(evaluation.levels.topics.phases.published.assigned)}`,
    `live ${live.filter((t) => t.status === 'live' && t.level === 0).length}/${live.filter((t) => t.status === 'live' && t.level === 1).length} archived ${live.filter((t) => t.status === 'archived').length} cells ${stream.state.cells.size}`,
    `busy ${busy.toFixed(1)}`, process.env.EVENTS ? [...counts].map(([k, v]) => `${k}:${v}`).join(' ') : '',
  );
}
await encoder.close();
