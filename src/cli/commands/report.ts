import { extname } from 'node:path';
import { LeitmotifError } from '../../core/errors.ts';
import { liveTopics } from '../../core/model/members.ts';
import { restore } from '../../core/model/snapshot.ts';
import { viewOf } from '../../core/model/view.ts';
import { pictureOf } from '../../core/show/picture.ts';
import { type Report, reportOf } from '../../core/show/report.ts';
import type { ModelRecord } from '../../core/types.ts';
import { hold } from '../../pipeline/feed.ts';
import { namesOf } from '../../pipeline/names.ts';
import { COMMON_ARGS, usage } from '../args.ts';
import { defineCommand } from '../command.ts';
import type { Config } from '../config.ts';
import { lineLimit, openLines } from '../files/lines.ts';
import { markdownOf } from '../files/markdown.ts';
import { openOutput } from '../files/outputs.ts';
import { watch } from '../files/watch.ts';
import { loadSettings } from '../settings.ts';
import { grouped, showProgress } from '../terminal.ts';
import { VERSION } from '../version.ts';

const args = {
  out: { type: 'string', valueHint: 'FILE', description: 'Where to write it; - for standard output', required: true },
  from: {
    type: 'string',
    valueHint: 'FILE.jsonl[.gz]',
    description: 'Of a replay of this file, - for standard input, instead of the model in Kafka',
  },
  format: { type: 'string', valueHint: 'html|md', description: "By default as --out's ending says, else html" },
  ...COMMON_ARGS,
} as const;

const notes = `
Writes one file that needs no network and runs no script: documents over time, what is trending, the hierarchy, the map,
the topics with their words, documents and neighbours, and what happened to them. Without --from it shows the newest model
of the changelog, <prefix>.model; nothing in Kafka is written and no group is disturbed. With --from the file is streamed
through the same pipeline as \`replay\`, without Kafka. --http.excerpts false leaves the text of documents out.

Examples:
  leitmotif report --out topics.html
  leitmotif report --from news.jsonl.gz --out news.html
  leitmotif report --from news.jsonl --out - --format md
`;

const FORMATS = ['html', 'md'] as const;
type Format = (typeof FORMATS)[number];

export const command = defineCommand({
  args,
  notes,
  async run({ args: typed, flags }) {
    const format = formatOf(typed.out, typed.format);
    const { config, origins } = loadSettings({ file: typed.config, flags });
    // What cannot be written, and what cannot be rendered, is refused before any work.
    const render = await renderer(format);
    const output = typed.out === '-' ? null : await openOutput(typed.out, '--out');
    const level = origins.has('log.level') ? config.log.level : 'error';
    const report = typed.from === undefined ? await ofKafka(config, level) : await ofFile(typed.from, config, level);
    const text = render(report);
    if (output === null) process.stdout.write(text);
    else {
      await output.write(text);
      await output.close();
      process.stderr.write(`${typed.out}: ${grouped(report.total)} topics of ${grouped(report.documents)} documents\n`);
    }
    return 0;
  },
});

function formatOf(out: string, given: string | undefined): Format {
  if (given === undefined) return extname(out).toLowerCase() === '.md' ? 'md' : 'html';
  const format = FORMATS.find((each) => each === given);
  if (format === undefined) throw usage(`--format is "${given}": give html or md`);
  return format;
}

async function renderer(format: Format): Promise<(report: Report) => string> {
  if (format === 'md') return (report) => markdownOf(report, VERSION);
  const built = new URL('../../../dist/report/report.js', import.meta.url);
  const module = (await import(built.href).catch((error: unknown) => {
    const message = 'the pages are not built here: run `make build`, or give --format md';
    throw new LeitmotifError('fatal', 'config', message, { cause: error });
  })) as { render(report: Report, version: string): string };
  return (report) => module.render(report, VERSION);
}

/** Of the newest model in the changelog. */
async function ofKafka(config: Config, level: Config['log']['level']): Promise<Report> {
  const names = namesOf(config.prefix, config.documents.topic);
  const progress = showProgress({
    screen: process.stderr,
    text: () => `reading the model from ${config.kafka.brokers.join(', ')}`,
  });
  try {
    const wire = await import('../wire.ts');
    const [{ openCodecs }, { int16Products }] = await Promise.all([
      import('../../edges/registry/codecs.ts'),
      import('../../edges/products/int16.ts'),
    ]);
    const { probe } = wire.openProbe(config, level);
    const codecs = await openCodecs(wire.openRegistry(config), names, { autoRegister: false });
    const kafka = wire.openKafka(config, probe);
    const held = new Map<string, ModelRecord>();
    await hold(held, await wire.openChangelog(kafka, { topic: names.model, probe }).read(), codecs.model);
    const snapshot = restore(held);
    if (snapshot === null)
      throw new LeitmotifError(
        'fatal',
        'restore',
        `${names.model} holds no model yet: start \`leitmotif run\` and feed it`,
      );
    const told = (await wire.openChangelog(kafka, { topic: names.events, probe }).read()).flatMap(
      ({ value }) => value ?? [],
    );
    await codecs.events.prepare(told);
    const { state } = snapshot;
    return reportOf(pictureOf(state, config.model.halfLife), {
      feed: names.documents,
      view: viewOf(state, config.model.halfLife),
      events: told.map((value) => codecs.events.decode(value)),
      products: int16Products(),
      excerpts: config.http.excerpts,
    });
  } finally {
    progress.stop();
  }
}

/** Of a file, streamed through the pipeline. */
async function ofFile(path: string, config: Config, level: Config['log']['level']): Promise<Report> {
  const lines = await openLines(path, { limit: lineLimit(config.documents.maxTextBytes) });
  const watched = watch(lines, config);
  try {
    const [{ composeEmbedded, openEncoder, openProbe }, { stream }] = await Promise.all([
      import('../wire.ts'),
      import('../files/embedded.ts'),
    ]);
    const { probe } = openProbe(config, level);
    const encoder = await openEncoder(config, probe);
    watched.phase = '';
    watched.begin();
    const embedded = await composeEmbedded(config, { encoder, probe, shown: true });
    const { board } = embedded.replica;
    if (board === null) throw new LeitmotifError('bug', 'config', 'a replica that is shown has no board');
    watched.topics = () => liveTopics(embedded.replica.model());
    await stream({
      embedded,
      config,
      lines,
      takers: {
        theta: ({ revision }) => {
          if (revision === 0) watched.document();
        },
        bad: watched.bad,
      },
    });
    await encoder.close();
    return board.report(path === '-' ? 'standard input' : path.replace(/^.*[\\/]/, ''));
  } finally {
    watched.stop();
  }
}
