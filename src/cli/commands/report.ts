import { extname } from 'node:path';
import { LeitmotifError } from '../../core/errors.ts';
import { liveTopics } from '../../core/model/members.ts';
import { viewOf } from '../../core/model/view.ts';
import type { Moment, Period } from '../../core/show/period.ts';
import { pictureOf } from '../../core/show/picture.ts';
import { type Report, reportOf } from '../../core/show/report.ts';
import { parseInstant } from '../../core/time.ts';
import { namesOf } from '../../pipeline/names.ts';
import { COMMON_ARGS, usage } from '../args.ts';
import { defineCommand } from '../command.ts';
import type { Config } from '../config.ts';
import { parseDuration } from '../fields.ts';
import { lineLimit, openLines } from '../files/lines.ts';
import { markdownOf } from '../files/markdown.ts';
import { watch } from '../files/watch.ts';
import { openOutput, refuseSame } from '../files/whole.ts';
import { openModels } from '../model.ts';
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
  format: { type: 'string', valueHint: 'html|md|png', description: "By default as --out's ending says, else html" },
  since: {
    type: 'string',
    valueHint: 'TIME|LENGTH',
    description: 'From then on, or so long before the newest document',
  },
  until: {
    type: 'string',
    valueHint: 'TIME|LENGTH',
    description: 'Before then, or so long before the newest document',
  },
  charts: {
    type: 'string',
    valueHint: 'NAME,…',
    description: 'Of a PNG: some of streams, hierarchy, map, words',
    default: 'streams,hierarchy,map,words',
  },
  theme: { type: 'string', valueHint: 'light|dark', description: 'Of a PNG', default: 'light' },
  ...COMMON_ARGS,
} as const;

const notes = `
Writes one file that needs no network and runs no script: documents over time, what is trending, the hierarchy, the map,
the topics with their words, documents and neighbours, and what happened to them. Without --from it shows the newest model
of the changelog, <prefix>.model; nothing in Kafka is written and no group is disturbed. With --from the file is streamed
through the same pipeline as \`replay\`, without Kafka. --http.excerpts false leaves the text of documents out.

--since and --until take a time such as 2026-01-31 or 2026-01-31T12:00, UTC unless it has an offset, or a length such as 7d.
Documents are then counted, and events told, of that period, by the minute for the last two hours, by the hour for eight days,
by the day for a year; words are those of the model. --format png draws the charts below each other, twice as large as on a
page, with the fonts of this machine: for Chinese, Japanese and Korean one that has them (Debian: fonts-noto-cjk).

Examples:
  leitmotif report --out topics.html
  leitmotif report --from news.jsonl.gz --out news.html
  leitmotif report --from news.jsonl --out - --format md
  leitmotif report --since 7d --out week.html
  leitmotif report --since 2026-01-01 --until 2026-02-01 --out january.png --charts streams,map
`;

const FORMATS = ['html', 'md', 'png'] as const;
type Format = (typeof FORMATS)[number];
const CHARTS = ['streams', 'hierarchy', 'map', 'words'] as const;
type Chart = (typeof CHARTS)[number];
const THEMES = ['light', 'dark'] as const;
/** Pixels of a PNG for each px of the picture. */
const SCALE = 2;

/** What is built of src/web/report.tsx. */
interface Pages {
  render(report: Report, version: string): string;
  picture(report: Report, charts: readonly Chart[], theme: (typeof THEMES)[number]): string;
}

type Written = string | Uint8Array;

export const command = defineCommand({
  args,
  notes,
  async run({ args: typed, flags }) {
    const format = formatOf(typed.out, typed.format);
    const { config, origins } = loadSettings({ file: typed.config, flags });
    // What cannot be written, and what cannot be rendered, is refused before any work.
    const period = periodOf(typed.since, typed.until);
    const render = await renderer(format, chartsOf(typed.charts), oneOf(THEMES, typed.theme, '--theme'));
    const level = origins.has('log.level') ? config.log.level : 'error';
    const { from, out } = typed;
    const read = () => (from === undefined ? ofKafka(config, level, period) : ofFile(from, config, level, period));
    if (out === '-') {
      process.stdout.write(await render(await read()));
      return 0;
    }
    await refuseSame(from === undefined ? null : { name: '--from', path: from }, [{ name: 'out', path: out }]);
    const output = await openOutput(out, '--out');
    try {
      const report = await read();
      await output.write(await render(report));
      await output.close();
      process.stderr.write(`${out}: ${grouped(report.total)} topics of ${grouped(report.documents)} documents\n`);
    } finally {
      await output.drop();
    }
    return 0;
  },
});

function formatOf(out: string, given: string | undefined): Format {
  const ending = extname(out).slice(1).toLowerCase();
  if (given === undefined) return FORMATS.find((each) => each === ending) ?? 'html';
  return oneOf(FORMATS, given, '--format');
}

function oneOf<T extends string>(choices: readonly T[], given: string, flag: string): T {
  const choice = choices.find((each) => each === given);
  if (choice === undefined) throw usage(`${flag} is "${given}": give ${choices.join(' or ')}`);
  return choice;
}

function chartsOf(text: string): Chart[] {
  return text.split(',').map((name) => oneOf(CHARTS, name.trim(), '--charts'));
}

/** undefined without any bound. Throws `fatal`, stage `config`. */
export function periodOf(since: string | undefined, until: string | undefined): Period | undefined {
  if (since === undefined && until === undefined) return undefined;
  const [from, to] = [momentOf(since, '--since'), momentOf(until, '--until')];
  const backwards =
    from &&
    to &&
    (('time' in from && 'time' in to && from.time >= to.time) || ('ago' in from && 'ago' in to && from.ago <= to.ago));
  if (backwards) throw usage(`--since is "${since}" and --until "${until}": give a time before it as --since`);
  return { since: from, until: to };
}

function momentOf(text: string | undefined, flag: string): Moment | undefined {
  if (text === undefined) return undefined;
  const time = parseInstant(text);
  if (time !== null) return { time };
  const ago = /[a-z]/i.test(text) ? parseDuration(text) : null;
  if (ago !== null && Number.isFinite(ago)) return { ago };
  throw usage(
    `${flag} is "${text}": give a time such as 2026-01-31T00:00Z (UTC unless it has an offset), or a length such as 7d or 12h`,
  );
}

async function renderer(
  format: Format,
  charts: readonly Chart[],
  theme: (typeof THEMES)[number],
): Promise<(report: Report) => Promise<Written> | Written> {
  if (format === 'md') return (report) => markdownOf(report, VERSION);
  const built = new URL('../../../dist/report/report.js', import.meta.url);
  const module = (await import(built.href).catch((error: unknown) => {
    const message = 'the pages are not built here: run `make build`, or give --format md';
    throw new LeitmotifError('fatal', 'config', message, { cause: error });
  })) as Pages;
  if (format === 'html') return (report) => module.render(report, VERSION);
  const { pngOf } = await import('../../edges/pictures/png.ts');
  return async (report) => {
    const { bytes, missing } = await pngOf(module.picture(report, charts, theme), SCALE);
    if (missing.length > 0)
      process.stderr.write(
        `no font of this machine has the letters of ${missing.join(', ')}: they are boxes in the picture (Debian: fonts-noto-core, fonts-noto-cjk)\n`,
      );
    return bytes;
  };
}

/** Of the newest model in the changelog. */
async function ofKafka(config: Config, level: Config['log']['level'], period: Period | undefined): Promise<Report> {
  const names = namesOf(config.prefix, config.documents.topic);
  const progress = showProgress({
    screen: process.stderr,
    text: () => `reading the model from ${config.kafka.brokers.join(', ')}`,
  });
  try {
    const [wire, { int16Products }] = await Promise.all([
      import('../wire.ts'),
      import('../../edges/products/int16.ts'),
    ]);
    const models = await openModels(config, level);
    const { kafka, probe } = models;
    const { snapshot } = await models.newest();
    const codecs = await models.codecs();
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
      period,
    });
  } finally {
    progress.stop();
  }
}

/** Of a file, streamed through the pipeline. */
async function ofFile(
  path: string,
  config: Config,
  level: Config['log']['level'],
  period: Period | undefined,
): Promise<Report> {
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
    watched.topics = () => liveTopics(embedded.replica.model()).length;
    await stream({
      embedded,
      config,
      lines,
      takers: {
        theta: ({ revision }) => {
          if (revision === 0) watched.document();
        },
        bad: watched.bad,
        note: watched.note,
      },
    });
    await encoder.close();
    return board.report(path === '-' ? 'standard input' : path.replace(/^.*[\\/]/, ''), period);
  } finally {
    watched.stop();
  }
}
