import { rm } from 'node:fs/promises';
import { basename, resolve, sep } from 'node:path';
import { LeitmotifError } from '../../core/errors.ts';
import type { Encoder } from '../../core/ports.ts';
import type { Job, Outcome } from '../../core/tune/job.ts';
import type { FeedMap } from '../../core/tune/map.ts';
import { TASKS, type Task } from '../../core/tune/objective.ts';
import type { Candidate } from '../../core/tune/tune.ts';
import { COMMON_ARGS, usage } from '../args.ts';
import { defineCommand } from '../command.ts';
import type { Config } from '../config.ts';
import { lineLimit, openLines } from '../files/lines.ts';
import { untilInterrupted } from '../interrupt.ts';
import { loadSettings } from '../settings.ts';
import { grouped, period, sanitise, showProgress } from '../terminal.ts';
import { cardOf, figuresOf } from './tune/card.ts';
import { commonTags, HASHTAGS, jobOf, type Split, splitByTime } from './tune/data.ts';
import { newestSamples } from './tune/newest.ts';
import { readSamples } from './tune/samples.ts';
import { tuneInThread } from './tune/thread.ts';

const args = {
  from: {
    type: 'string',
    valueHint: 'FILE',
    description: 'JSON lines of the feed, plain or gzipped, - for standard input; default the documents Kafka topic',
  },
  out: { type: 'string', valueHint: 'FOLDER', description: 'Folder to write the tuned encoder to' },
  student: {
    type: 'boolean',
    description: 'Also learn a static student of the encoder: far faster, nearly as good on this feed',
  },
  labels: {
    type: 'string',
    valueHint: 'FIELD',
    description:
      'Field with labels, or # for hashtags: what harms them is refused; nothing is fitted on them but an adapter',
  },
  adapter: {
    type: 'string',
    valueHint: 'TASKS',
    description:
      'Also train residual adapters: by labels (those of --labels), by contrast, or by both: labels,contrast',
  },
  documents: { type: 'string', valueHint: 'N', description: 'Use the newest N documents; default 20000' },
  embeddings: {
    type: 'string',
    valueHint: 'DIR',
    description: "Keep the encoder's vectors in a folder, and take them from there the next time",
  },
  force: {
    type: 'boolean',
    description: 'Write the best candidate even if the gate refuses it; the model card says so',
  },
  seed: { type: 'string', valueHint: 'N', description: 'Short for --model.seed' },
  json: { type: 'boolean', description: 'Print the figures as JSON' },
  ...COMMON_ARGS,
} as const;

const notes = `
Fits a map of the feed on top of the encoder: whitening by the covariance within cells, and the feed's own words (LSA of
TF-IDF). Candidates are fitted on the older documents and judged on the newest, without labels; the best that passes is
written, with a model card. --adapter adds candidates that are trained by gradient descent, by labels that you have (a field
such as the section, or hashtags) or by contrast; they must also do no harm to labels that their training never met. With
--student the encoder is the teacher of a static table first. docs/tuning.md explains.

What takes long, the encoder's vectors and the epochs of a student, is kept beside the output until it is done: the same
command after Ctrl-C goes on from there. The same documents, seed and settings give the same folder, byte for byte.

Exit status 1, with the figures, when the gate refuses every candidate.

Without --from the newest documents of the documents Kafka topic are read: nothing is written there, and no group of the
deployment is touched. The migrate command takes a model over to what was tuned.

Examples:
  leitmotif tune --from news.jsonl.gz --out tuned
  leitmotif tune --out tuned && leitmotif migrate --encoder tuned
  leitmotif replay news.jsonl.gz --encoder.tuned tuned
  leitmotif tune --from news.jsonl.gz --student --out student --labels section --json
  leitmotif tune --from news.jsonl.gz --out tuned --labels section --adapter labels
`;

const DOCUMENTS = 20_000;

export const command = defineCommand({
  args,
  notes,
  async run({ args: typed, flags }) {
    const { from, out } = typed;
    if (out === undefined) throw usage('--out is missing: name the folder to write');
    refuseWithin(out, typed.embeddings);
    const newest = countOf(typed.documents);
    const tasks = tasksOf(typed.adapter, typed.labels);
    const seeded = typed.seed === undefined ? flags : new Map([...flags, ['model.seed', typed.seed]]);
    const { config, origins } = loadSettings({ file: typed.config, flags: seeded });
    if (config.encoder.tuned !== undefined)
      throw usage('encoder.tuned is set: an encoder is tuned as it is, so leave that setting out');
    const { refuseOther } = await import('../../edges/encoder/artefact.ts');
    await refuseOther(out);
    const lines =
      from === undefined ? null : await openLines(from, { limit: lineLimit(config.documents.maxTextBytes) });
    const source = from === undefined ? config.documents.topic : basename(from);
    const since = Date.now();
    let phase = 'reading documents';
    const progress = showProgress({ screen: process.stderr, text: () => `${phase}, ${period(Date.now() - since)}` });
    const stopped = new AbortController();
    const uninterrupted = untilInterrupted(() => {
      stopped.abort();
      lines?.end();
    });
    const opened: Encoder[] = [];
    try {
      const wire = await import('../wire.ts');
      const { probe } = wire.openProbe(config, origins.has('log.level') ? config.log.level : 'error');
      const wanted = { label: typed.labels ?? null, newest };
      const samples =
        lines === null
          ? await newestSamples(config, { ...wanted, probe, signal: stopped.signal })
          : await readSamples(lines, config, {
              ...wanted,
              bad: (line, reason) => progress.note(`line ${line}: ${sanitise(reason)}`),
            });
      if (stopped.signal.aborted) throw interrupted();
      const split = splitByTime(typed.labels === HASHTAGS ? commonTags(samples) : samples);
      phase = 'loading the encoder';
      const { encoder, tokenizer, limit } = await wire.openTeacher(config, probe);
      opened.push(encoder);
      const vocabulary =
        tokenizer === null ? null : (await import('../../edges/encoder/vocabulary.ts')).vocabularyOf(tokenizer);
      if (typed.student && vocabulary === null)
        throw usage('--student needs an encoder with a BERT vocabulary: set encoder.kind and encoder.model to one');
      const work = `${resolve(out)}.work`;
      const encoders = await remembered(encoder, typed.embeddings ?? work, nameOf(source), opened);
      const job = await jobOf(split, encoders, {
        vocabulary,
        limit,
        student: typed.student === true,
        labelled: typed.labels !== undefined,
        tasks,
        seed: config.model.seed,
        encoded: (done, all) => {
          phase = `encoding, ${grouped(done)} of ${grouped(all)} texts`;
          if (stopped.signal.aborted) throw interrupted();
        },
      });
      for (const each of opened.splice(0).reverse()) await each.close();
      const outcome = await tuneInThread(
        { job, work },
        {
          step: (step) => {
            phase = step;
          },
          epoch: ({ epoch, loss, cosine }) =>
            progress.note(`epoch ${epoch}: loss ${loss.toFixed(4)}, held-out cosine ${cosine.toFixed(4)}`),
        },
        stopped.signal,
      );
      const verdict = verdictOf(outcome, typed.force === true);
      const teacher = { id: encoder.id, dim: encoder.dim, limit, tokenizer };
      if (verdict.written) {
        await write(out, { outcome, job, verdict, teacher, config, split, source, labelled: typed.labels ?? null });
        await rm(work, { recursive: true, force: true });
      }
      progress.stop();
      const seconds = (Date.now() - since) / 1000;
      if (typed.json)
        process.stdout.write(`${JSON.stringify(summarise({ outcome, job, verdict, teacher, seconds }))}\n`);
      else print({ outcome, verdict, seconds }, out);
      return verdict.written ? 0 : 1;
    } finally {
      uninterrupted();
      progress.stop();
      for (const each of opened.reverse()) await each.close();
    }
  },
});

/** A student is kept without a map where none passes: it is what was asked for. */
function verdictOf({ tuned, student }: Outcome, force: boolean) {
  const { chosen, best } = tuned;
  const promoted: Candidate | null = chosen ?? (force ? best : null);
  return { promoted, forced: chosen === null && force, written: promoted !== null || student !== null };
}

interface Teacher {
  readonly id: string;
  readonly dim: number;
  readonly limit: number;
  readonly tokenizer: string | null;
}

type Verdict = ReturnType<typeof verdictOf>;

interface Finished {
  readonly outcome: Outcome;
  readonly job: Job;
  readonly verdict: Verdict;
  readonly teacher: Teacher;
  readonly seconds: number;
}

async function write(
  folder: string,
  {
    outcome,
    job,
    verdict,
    teacher,
    config,
    split,
    source,
    labelled,
  }: Omit<Finished, 'seconds'> & {
    readonly config: Config;
    readonly split: Split;
    readonly source: string;
    readonly labelled: string | null;
  },
): Promise<void> {
  const { writeArtefact } = await import('../../edges/encoder/artefact.ts');
  const times = [split.training[0], split.later[0], split.later.at(-1)].map((sample) => sample?.time ?? 0);
  const [first = 0, middle = 0, last = 0] = times;
  const card = cardOf({
    outcome,
    job,
    promoted: verdict.promoted,
    forced: verdict.forced,
    teacher: teacher.id,
    licence: licenceOf(config),
    labels: labelled,
    data: { source, from: first, split: middle, to: last },
  });
  const { student, tuned } = outcome;
  const map: FeedMap | null = verdict.promoted === null ? null : tuned.map;
  const { id: base, dim, limit } = teacher;
  const tokenizer = student !== null || map?.words != null ? teacher.tokenizer : null;
  await writeArtefact(folder, { base, dim, limit, student, map, tokenizer }, card);
}

function summarise({ outcome, job, verdict, teacher, seconds }: Finished) {
  const { plain, candidates, chosen } = outcome.tuned;
  return {
    written: verdict.written,
    forced: verdict.forced,
    promoted: verdict.promoted?.recipe.name ?? null,
    chosen: chosen?.recipe.name ?? null,
    teacher: teacher.id,
    documents: { training: job.training.texts.length, later: job.later.texts.length },
    seed: job.seed,
    plain,
    candidates,
    learning: outcome.learning,
    seconds,
  };
}

function print({ outcome, verdict, seconds }: Pick<Finished, 'outcome' | 'verdict' | 'seconds'>, out: string): void {
  const { promoted, forced, written } = verdict;
  const what = `${promoted?.recipe.name ?? 'the student without a map'}${forced ? ', which the gate refused' : ''}`;
  const end = written
    ? `${out}: ${what}, in ${period(seconds * 1000)}. Use it with --encoder.tuned ${out}`
    : 'the gate refused every candidate; nothing was written (--force writes the best all the same)';
  process.stdout.write(`${figuresOf(outcome).join('\n')}\n\n${end}\n`);
}

/** The folder is written as a whole: what else is in it would be in the way, and the next time be deleted. */
function refuseWithin(out: string, embeddings: string | undefined): void {
  if (embeddings !== undefined && (resolve(embeddings) + sep).startsWith(resolve(out) + sep))
    throw usage(`--embeddings ${embeddings} lies in the folder of --out ${out}: keep the vectors elsewhere`);
}

/** Each once, in the order of TASKS. */
function tasksOf(text: string | undefined, labels: string | undefined): Task[] {
  const named = (text ?? '').split(',').filter((name) => name !== '');
  const unknown = named.find((name) => !(TASKS as readonly string[]).includes(name));
  if (unknown !== undefined || (text !== undefined && named.length === 0))
    throw usage(`--adapter is "${text}": give ${TASKS.join(', ')}, or several of them with commas`);
  if (named.includes('labels') && labels === undefined)
    throw usage('--adapter labels needs labels: name their field with --labels');
  return TASKS.filter((task) => named.includes(task));
}

function countOf(text: string | undefined): number {
  const count = text === undefined ? DOCUMENTS : Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw usage(`--documents is "${text}": give a whole number above 0`);
}

function interrupted(): LeitmotifError {
  return new LeitmotifError('fatal', 'encode', 'the tuning was interrupted; the same command goes on from there');
}

function nameOf(source: string): string {
  return source === '-' ? 'stdin' : source.replace(/(\.jsonl|\.json|\.ndjson)?(\.gz)?$/, '');
}

/** Documents, halves and pieces in files of their own, so that `evaluate` may share the first. */
async function remembered(encoder: Encoder, folder: string, name: string, opened: Encoder[]) {
  const { cachedEncoder } = await import('../../edges/encoder/cached.ts');
  const open = async (of: string) => {
    const cached = await cachedEncoder(
      { ...encoder, encode: (texts) => encoder.encode(texts), close: async () => {} },
      { folder, name: of },
    );
    opened.push(cached);
    return cached;
  };
  return { documents: await open(name), halves: await open(`${name}-halves`), pieces: await open('pieces') };
}

function licenceOf({ encoder }: Config): string {
  if (encoder.kind === 'hashing') return 'Apache-2.0, as Leitmotif itself.';
  return encoder.model === 'all-MiniLM-L6-v2'
    ? "Apache-2.0, as the teacher's weights."
    : "That of the teacher's weights.";
}
