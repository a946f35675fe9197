import { LeitmotifError } from '../../core/errors.ts';
import { type Agreement, LEAST_PAIRS, planOf } from '../../core/migrate/migrate.ts';
import type { Pairs } from '../../core/migrate/move.ts';
import type { Encoder } from '../../core/ports.ts';
import type { Embeddings } from '../../core/types.ts';
import { checkMovable, migrateModel, readModel } from '../../pipeline/migrate.ts';
import { namesOf } from '../../pipeline/names.ts';
import { COMMON_ARGS, usage } from '../args.ts';
import { defineCommand } from '../command.ts';
import type { Config } from '../config.ts';
import { lineLimit, openLines } from '../files/lines.ts';
import { untilInterrupted } from '../interrupt.ts';
import { loadSettings } from '../settings.ts';
import { grouped, period, sanitise, showProgress } from '../terminal.ts';
import { settingsNow, settingsOf, toDo } from './migrate/settings.ts';
import type { Sample } from './tune/data.ts';
import type { NewestSample } from './tune/newest.ts';

const args = {
  encoder: {
    type: 'string',
    valueHint: 'NEW',
    description: 'The new encoder: a folder that `leitmotif tune` wrote, or a name as encoder.model takes it',
  },
  weights: { type: 'string', valueHint: 'FOLDER', description: "Folder with the new encoder's own weights" },
  sample: {
    type: 'string',
    valueHint: 'FILE',
    description: 'JSON lines of the feed instead of the documents Kafka topic',
  },
  documents: {
    type: 'string',
    valueHint: 'N',
    description: 'Size of the sample: the newest N documents; default 5000',
  },
  'min-agreement': {
    type: 'string',
    valueHint: 'PART',
    description: 'Refuse when less than this part of the clear-cut documents keep their topic; default 0.9',
  },
  embeddings: {
    type: 'string',
    valueHint: 'DIR',
    description: 'Keep the vectors of both encoders in a folder, and take them from there the next time',
  },
  'dry-run': { type: 'boolean', description: 'Show the figures and change nothing' },
  json: { type: 'boolean', description: 'Print the figures as JSON' },
  ...COMMON_ARGS,
} as const;

const notes = `
Moves the model of a deployment, running or not, to another encoder: topics keep their ids, names, words and past. The
settings name the encoder that it has now. A sample is encoded by both encoders, a map between the two spaces fitted on
it (orthogonal Procrustes), the cells are drawn to where their own documents lie, and every fifth document, which had no
part in that, says whether topics stay what they are. Too few, and nothing is written (exit status 1).

Replicas with the old encoder stop being ready once the model has moved, and say why; give them the new setting and start
them again. Nothing is lost meanwhile: documents wait in Kafka. docs/encoders.md explains.

Examples:
  leitmotif tune --out tuned && leitmotif migrate --encoder tuned
  leitmotif migrate --encoder use-multilingual-v3 --dry-run --json
`;

const DOCUMENTS = 5_000;
const MIN_AGREEMENT = 0.9;
/** Texts encoded at once. */
const BLOCK = 256;

export const command = defineCommand({
  args,
  notes,
  async run({ args: typed, flags }) {
    if (typed.encoder === undefined) throw usage('--encoder is missing: name the encoder to move to');
    const newest = numberOf('documents', typed.documents, DOCUMENTS);
    const minAgreement = numberOf('min-agreement', typed['min-agreement'], MIN_AGREEMENT);
    if (minAgreement > 1) throw usage(`--min-agreement is ${minAgreement}: give a part of 1, as 0.9`);
    const { config, origins } = loadSettings({ file: typed.config, flags });
    const since = Date.now();
    let phase = 'reading the model';
    const progress = showProgress({ screen: process.stderr, text: () => `${phase}, ${period(Date.now() - since)}` });
    const stopped = new AbortController();
    const uninterrupted = untilInterrupted(() => stopped.abort());
    const opened: Encoder[] = [];
    try {
      const wire = await import('../wire.ts');
      const { probe } = wire.openProbe(config, origins.has('log.level') ? config.log.level : 'error');
      const deployment = await wire.openDeployment(config, { probe });
      const before = await readModel(
        deployment.changelog,
        deployment.codecs.model,
        namesOf(config.prefix, config.documents.topic),
      );
      const open = async (of: Pick<Config, 'encoder'>) => {
        const encoder =
          typed.embeddings === undefined
            ? await wire.openEncoder(of, probe)
            : await wire.openCachedEncoder(of, probe, { folder: typed.embeddings, name: config.documents.topic });
        opened.push(encoder);
        return encoder;
      };
      phase = 'loading the encoders';
      const now = await settingsNow(config, before.encoder);
      const target = await settingsOf(now, typed.encoder, typed.weights);
      const old = await open({ encoder: now });
      checkMovable(before, old.id);
      const fresh = await open({ encoder: target });
      if (fresh.id === old.id) throw usage(`--encoder ${typed.encoder} is the encoder that the model has already`);
      phase = 'reading the sample';
      const { samples, places } = await sampleOf(config, typed.sample, newest, {
        probe,
        signal: stopped.signal,
        bad: (line, reason) => progress.note(`line ${line}: ${sanitise(reason)}`),
      });
      if (samples.length < LEAST_PAIRS)
        throw usage(
          `there are ${samples.length} documents in the sample: give ${LEAST_PAIRS} or more, by --sample FILE where Kafka no longer holds them`,
        );
      const texts = samples.map(({ text }) => text);
      const encode = (encoder: Encoder) =>
        encoded(encoder, texts, (done) => {
          phase = `encoding by ${encoder.id}, ${grouped(done)} of ${grouped(texts.length)}`;
          if (stopped.signal.aborted) throw interrupted();
        });
      const pairs: Pairs = { old: await encode(old), fresh: await encode(fresh), places };
      phase = 'fitting the map';
      const { svd } = await import('../../edges/svd.ts');
      const plan = planOf(pairs, svd);
      phase = 'moving the model';
      if (stopped.signal.aborted) throw interrupted();
      const dry = typed['dry-run'] === true;
      const { migration, written } = await migrateModel(plan, {
        ...deployment,
        tools: { encoder: fresh.id, halfLife: config.model.halfLife, products: deployment.products },
        minAgreement: dry ? Number.POSITIVE_INFINITY : minAgreement,
      });
      progress.stop();
      const { agreement, state } = migration;
      const accepted = agreement.sure >= minAgreement;
      const figures = {
        written,
        accepted,
        from: old.id,
        to: fresh.id,
        version: written ? state.version : null,
        sample: samples.length,
        minAgreement,
        agreement,
      };
      if (typed.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
      else process.stdout.write(`${linesOf(figures, toDo(config, target)).join('\n')}\n`);
      return accepted ? 0 : 1;
    } finally {
      uninterrupted();
      progress.stop();
      for (const each of opened.reverse()) await each.close();
    }
  },
});

async function sampleOf(
  config: Config,
  file: string | undefined,
  newest: number,
  {
    probe,
    signal,
    bad,
  }: {
    probe: Parameters<typeof import('./tune/newest.ts').newestSamples>[1]['probe'];
    signal: AbortSignal;
    bad: (line: number, reason: string) => void;
  },
): Promise<{ samples: readonly Sample[]; places: Pairs['places'] }> {
  if (file === undefined) {
    const { newestSamples } = await import('./tune/newest.ts');
    const samples: NewestSample[] = await newestSamples(config, { label: null, newest, probe, signal });
    return { samples, places: samples.map(({ place }) => place) };
  }
  const lines = await openLines(file, { limit: lineLimit(config.documents.maxTextBytes) });
  const { readSamples } = await import('./tune/samples.ts');
  return { samples: await readSamples(lines, config, { label: null, newest, bad }), places: null };
}

async function encoded(encoder: Encoder, texts: readonly string[], told: (done: number) => void): Promise<Embeddings> {
  const data = new Float32Array(texts.length * encoder.dim);
  for (let from = 0; from < texts.length; from += BLOCK) {
    told(from);
    const rows = await encoder.encode(texts.slice(from, from + BLOCK));
    data.set(rows.data, from * encoder.dim);
  }
  return { rows: texts.length, dim: encoder.dim, data };
}

interface Figures {
  readonly written: boolean;
  readonly accepted: boolean;
  readonly from: string;
  readonly to: string;
  readonly version: number | null;
  readonly minAgreement: number;
  readonly agreement: Agreement;
}

function linesOf({ written, accepted, from, to, version, minAgreement, agreement }: Figures, next: string): string[] {
  const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
  const { documents, all, sure, sureDocuments } = agreement;
  const end = written
    ? `the model has moved as version ${version}: ${next}`
    : accepted
      ? 'nothing was changed, as --dry-run asks for'
      : `refused: less than ${percent(minAgreement)}, so nothing was changed (--min-agreement)`;
  return [
    `from ${from}`,
    `to   ${to}`,
    '',
    `${percent(sure)} of ${grouped(sureDocuments)} held-out documents with a clear topic keep it`,
    `${percent(all)} of all ${grouped(documents)}`,
    '',
    end,
  ];
}

function numberOf(name: string, text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw usage(`--${name} is "${text}": give a number above 0`);
}

function interrupted(): LeitmotifError {
  return new LeitmotifError('fatal', 'migrate', 'the migration was interrupted before it changed anything');
}
