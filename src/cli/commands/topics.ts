import { assemble, HEAD_KEY } from '../../core/model/snapshot.ts';
import { type Picture, pictureOf, timelineOf } from '../../core/show/picture.ts';
import type { ModelRecord, ModelState, Topic } from '../../core/types.ts';
import { hold } from '../../pipeline/feed.ts';
import { COMMON_ARGS } from '../args.ts';
import { defineCommand } from '../command.ts';
import { type Models, openModels } from '../model.ts';
import { loadSettings } from '../settings.ts';
import { showProgress } from '../terminal.ts';
import { modelLine, topicTable, topicTree } from '../topics.ts';
import { asRecord, entryOf } from './topics/entry.ts';
import { steer } from './topics/steer.ts';

const args = {
  action: {
    type: 'positional',
    required: false,
    description: 'rename, pin, unpin, mute, unmute or merge; without one topics are shown',
  },
  id: { type: 'positional', required: false, description: 'Number of the topic it is about' },
  value: {
    type: 'positional',
    required: false,
    description: 'rename: its name; merge: number of the topic that survives',
  },
  follow: { type: 'boolean', description: 'Show each new model version as it is published' },
  tree: { type: 'boolean', description: 'Show topics under their parents' },
  all: { type: 'boolean', description: 'Show retired and muted topics too' },
  json: { type: 'boolean', description: 'Print JSON: one object, with --follow one a line; with an action the topic' },
  ...COMMON_ARGS,
} as const;

const notes = `
Reads the model from its changelog, <prefix>.model, and shows the topics of the newest version, heaviest first: how many
documents each was ever given (of one text that comes again and again at most eight or so), and its share of the weight that
is left after forgetting. --tree puts each under its parent, the wider subject it belongs to. --follow draws the table anew
with each version, with what each topic got since then as a sparkline. Nothing is written and no group is disturbed.

With an action the topic is changed: a command goes to <prefix>.control, and the answer comes when the trainer has taken it
up. A renamed topic keeps its name; a pinned one is never merged, split or retired; a muted one is hidden and never trends;
merge puts a topic into another one, which is pinned then. unpin and unmute take that back. "watch" makes a topic of a phrase.

Examples:
  leitmotif topics
  leitmotif topics --tree
  leitmotif topics --follow
  leitmotif topics rename 17 'Central banks'
  leitmotif topics merge 23 17
  leitmotif topics --json | jq -r '.topics[] | [.topic, .label] | @tsv'
`;

/** On a terminal the table is drawn anew at most so often, ms. */
const REDRAW = 500;

export const command = defineCommand({
  args,
  notes,
  async run({ args: typed, flags }) {
    const { config } = loadSettings({ file: typed.config, flags });
    if (typed.action !== undefined) {
      const { action: kind, id, value } = typed;
      const asked = kind === 'merge' ? { into: numberOf(value) } : { text: value };
      return steer(config, { kind, topic: numberOf(id), ...asked }, { json: typed.json ?? false });
    }
    const { follow = false, tree = false, all = false, json = false } = typed;
    let doing = `reading the model from ${config.kafka.brokers.join(', ')}`;
    const progress = showProgress({ screen: process.stderr, text: () => doing });
    const models = await openModels(config);
    const show = (state: ModelState, { redraw }: { redraw: boolean }) => {
      progress.stop();
      print({ picture: pictureOf(state, config.model.halfLife), follow, tree, all, json, redraw });
    };
    try {
      if (follow) {
        await followed({
          models,
          show,
          none: () => {
            doing = `${models.names.model} holds no model yet: it comes once \`leitmotif run\` has read documents`;
          },
        });
        return 0;
      }
      show((await models.newest()).snapshot.state, { redraw: false });
      return 0;
    } finally {
      progress.stop();
    }
  },
});

/** A number as it was typed; NaN, which no topic has, for anything else. */
function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : /^#?\d+$/.test(text) ? Number(text.replace('#', '')) : Number.NaN;
}

/** Shows each complete version until Ctrl-C; `none` is called when there is none to begin with. */
async function followed({
  models: { changelog, codecs },
  show,
  none,
}: {
  models: Models;
  show: (state: ModelState, how: { redraw: boolean }) => void;
  none: () => void;
}): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const held = new Map<string, ModelRecord>();
  let live = false;
  let shown = -1;
  let last = 0;
  let due: NodeJS.Timeout | undefined;
  const draw = () => {
    due = undefined;
    const found = assemble(held);
    if (found === null || !('snapshot' in found) || found.snapshot.state.version === shown) return;
    const redraw = shown >= 0;
    shown = found.snapshot.state.version;
    last = Date.now();
    show(found.snapshot.state, { redraw });
  };
  await changelog.follow(
    async (records) => {
      await hold(held, records, (await codecs()).model);
      if (!live || !records.some(({ key }) => key === HEAD_KEY)) return;
      if (process.stdout.isTTY) due ??= setTimeout(draw, Math.max(0, last + REDRAW - Date.now()));
      else draw();
    },
    () => {
      live = true;
      draw();
      if (shown < 0) none();
    },
    stop.signal,
  );
  clearTimeout(due);
}

function print({
  picture,
  follow,
  tree,
  all,
  json,
  redraw,
}: {
  picture: Picture;
  follow: boolean;
  tree: boolean;
  all: boolean;
  json: boolean;
  redraw: boolean;
}): void {
  const { state } = picture;
  const live = [...picture.phi.values()].filter(({ muted }) => all || !muted);
  const retired = all ? [...state.topics.values()].filter(({ status }) => status === 'archived') : [];
  if (json) {
    const topics = [
      ...live.map(({ topic }) => entryOf(picture, state.topics.get(topic) as Topic)),
      ...retired.map((topic) => entryOf(picture, topic)),
    ];
    process.stdout.write(`${JSON.stringify({ model: state.version, streamTime: state.streamTime, topics })}\n`);
    return;
  }
  const shown = [...live, ...retired.map((topic) => asRecord(topic, state))];
  const histories = follow ? new Map(live.map(({ topic }) => [topic, timelineOf(picture, topic).counts])) : null;
  const table = tree
    ? topicTree(shown, process.stdout, histories)
    : topicTable(shown.filter(isTopic), process.stdout, histories);
  const lines = [modelLine(picture, live.filter(isTopic).length), ...(shown.length === 0 ? [] : ['', ...table])];
  // Home and clear: the table stays in one place.
  const clear = redraw && process.stdout.isTTY ? '\u001b[H\u001b[2J' : '';
  const rows = process.stdout.isTTY && redraw ? lines.slice(0, Math.max(4, (process.stdout.rows || 24) - 1)) : lines;
  process.stdout.write(`${clear}${rows.join('\n')}\n`);
}

function isTopic({ level }: { readonly level: 0 | 1 }): boolean {
  return level === 0;
}
