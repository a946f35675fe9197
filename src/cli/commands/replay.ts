import { liveTopics } from '../../core/model/members.ts';
import { COMMON_ARGS } from '../args.ts';
import { defineCommand } from '../command.ts';
import type { Outcome } from '../files/embedded.ts';
import { lineLimit, openLines } from '../files/lines.ts';
import { eventLine, phiList, thetaLine } from '../files/outputs.ts';
import { watch } from '../files/watch.ts';
import { type Output, openOutput, refuseSame } from '../files/whole.ts';
import { loadSettings } from '../settings.ts';
import { grouped, period } from '../terminal.ts';
import { topicTable } from '../topics.ts';

const args = {
  file: {
    type: 'positional',
    required: true,
    valueHint: '.jsonl[.gz]',
    description: 'JSON lines, plain or gzipped; - for standard input',
  },
  theta: { type: 'string', valueHint: 'OUT.jsonl', description: "Write each document's distribution over topics" },
  phi: { type: 'string', valueHint: 'OUT.json', description: 'Write the live topics at the end, with their words' },
  events: { type: 'string', valueHint: 'OUT.jsonl', description: 'Write births, merges, splits and so on' },
  seed: { type: 'string', valueHint: 'N', description: 'Short for --model.seed' },
  json: { type: 'boolean', description: 'Print the summary as JSON' },
  ...COMMON_ARGS,
} as const;

const notes = `
Each line is {"id", "text", "timestamp"?, "title"?, "url"?, "source"?, "language"?}; other fields are never read, and only
text and timestamp reach the model. A timestamp is epoch milliseconds or ISO 8601. A line without one is one second later
than the line before; a first line without one is at 2024-01-01T00:00:00Z. A bad line is reported on standard error with
its number, and the rest goes on; without a good one the exit status is 1. The same file, seed and settings give the same
bytes.

No broker and no registry are needed. Ctrl-C ends the feed and finishes the work; a second one stops at once. An output is
written beside its place and put there once it is whole: until then, and after a failure, what was there before stays.

Examples:
  leitmotif replay news.jsonl.gz --theta theta.jsonl --phi topics.json --events events.jsonl
  zcat *.jsonl.gz | leitmotif replay - --model.halfLife 7d
  leitmotif replay news.jsonl --encoder.kind hashing --json
`;

export const command = defineCommand({
  args,
  notes,
  async run({ args: typed, flags }) {
    const seeded = typed.seed === undefined ? flags : new Map([...flags, ['model.seed', typed.seed]]);
    const { config, origins } = loadSettings({ file: typed.config, flags: seeded });
    const lines = await openLines(typed.file, { limit: lineLimit(config.documents.maxTextBytes) });
    const outputs = await openOutputs(typed);
    const watched = watch(lines, config);
    try {
      const [{ composeEmbedded, openEncoder, openProbe }, { stream }] = await Promise.all([
        import('../wire.ts'),
        import('../files/embedded.ts'),
      ]);
      // Bad lines are reported one by one here; the log is for what else goes wrong.
      const { probe } = openProbe(config, origins.has('log.level') ? config.log.level : 'error');
      const encoder = await openEncoder(config, probe);
      watched.phase = '';
      watched.begin();
      const embedded = await composeEmbedded(config, { encoder, probe });
      watched.topics = () => liveTopics(embedded.replica.model()).length;
      const outcome = await stream({
        embedded,
        config,
        lines,
        takers: {
          theta: async (record) => {
            if (record.revision === 0) watched.document();
            await outputs.theta?.write(thetaLine(record));
          },
          event: (event) => outputs.events?.write(eventLine(event)),
          bad: watched.bad,
          note: watched.note,
        },
      });
      await outputs.phi?.write(phiList(outcome.phi));
      for (const output of Object.values(outputs)) await output.close();
      const seconds = watched.elapsed() / 1000;
      await encoder.close();
      watched.stop();
      const summary = summarise(outcome, { seconds, encoder: encoder.id });
      if (typed.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
      else print(outcome, summary, outputs.phi !== undefined);
      return 0;
    } finally {
      watched.stop();
      for (const output of Object.values(outputs)) await output.drop();
    }
  },
});

async function openOutputs(typed: {
  readonly file: string;
  readonly theta?: string | undefined;
  readonly phi?: string | undefined;
  readonly events?: string | undefined;
}) {
  const named = (['theta', 'phi', 'events'] as const).flatMap((name) => {
    const path = typed[name];
    return path === undefined ? [] : [{ name, path }];
  });
  await refuseSame({ name: 'FILE', path: typed.file }, named);
  const opened: { theta?: Output; phi?: Output; events?: Output } = {};
  for (const { name, path } of named) opened[name] = await openOutput(path, `--${name}`);
  return opened;
}

function summarise(
  { documents, bad, state, phi }: Outcome,
  { seconds, encoder }: { seconds: number; encoder: string },
) {
  return {
    documents,
    bad,
    topics: phi.filter(({ level }) => level === 0).length,
    model: state.version,
    seed: state.seed,
    seconds: Math.round(seconds * 1000) / 1000,
    encoder,
  };
}

function print(
  { phi }: Outcome,
  { documents, bad, topics, seconds }: ReturnType<typeof summarise>,
  written: boolean,
): void {
  if (!written && phi.length > 0)
    process.stdout.write(
      `${topicTable(
        phi.filter(({ level }) => level === 0),
        process.stdout,
      ).join('\n')}\n\n`,
    );
  const rate = seconds > 0 ? ` (${grouped(Math.round(documents / seconds))}/s)` : '';
  const refused = bad === 0 ? '' : `, ${grouped(bad)} bad ${bad === 1 ? 'line' : 'lines'}`;
  process.stdout.write(
    `${grouped(documents)} documents in ${period(seconds * 1000)}${rate}: ${topics} ${topics === 1 ? 'topic' : 'topics'}${refused}\n`,
  );
}
