/**
 * Every command in the documentation, typed as it stands there, page after page in a copy of the project, on the broker
 * and the registry that the quick start starts. A block that cannot be run says why, on the line before it:
 * `<!-- not run: reason -->`; its commands, like those in the running text, must at least be ones that there are.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { groupOf } from '../../src/cli/help.ts';
import { settings } from '../../src/cli/settings.ts';
import { type Block, blocksOf, commandsOf, inlineCommands, markdownFiles } from '../support/markdown.ts';
import { ran } from '../support/processes.ts';
import { openTerminal, type Refusing, type Serving, type Terminal } from './terminal.ts';

const MINUTES = 60_000;

const SERVING: readonly Serving[] = [
  { command: /^make (broker|registry)$/, says: /serves on/, until: 'end' },
  { command: /^leitmotif run$/, says: /restoring the model/, until: 'end' },
  { command: /^leitmotif run /, says: /restoring the model/, until: 'page' },
  { command: /^leitmotif topics .*--follow$/, says: /\d+\.\d %/, until: 'seen' },
  // Nobody serves the feed of the list: that is told, and the command goes on.
  { command: /^leitmotif feed rss /, says: /a feed could not be read/, until: 'seen' },
  { command: /^curl -sN /, says: /^event: /, until: 'seen' },
];

/** What the gate says of labels depends on the documents. */
const REFUSING: readonly Refusing[] = [
  { command: /^leitmotif tune .*--labels/, says: /^the gate refused every candidate; nothing was written/ },
];

/** The quick start first: what it starts serves the others. Pages that change the model come last. */
const FIRST = ['docs/quick-start.md', 'README.md'];
const LAST = ['docs/dashboard.md', 'docs/tuning.md', 'docs/encoders.md'];
const pages = markdownFiles().filter((page) => !page.startsWith('docs/adr/'));
const ordered = [...FIRST, ...pages.filter((page) => ![...FIRST, ...LAST].includes(page)), ...LAST];
const runnable = ordered
  .flatMap(blocksOf)
  .filter(({ language, reason }) => reason === null && (language === 'sh' || language === 'yaml'));

/** Whether a word begins commands of two words, and is none of its own. */
const isGroup = (word: string) => !(word in COMMANDS) && groupOf(word) !== null;

describe('commands', () => {
  it('of Leitmotif are there, with their flags, wherever they are named', async () => {
    const named = pages
      .flatMap((page) => [
        ...blocksOf(page)
          .filter(({ language }) => language === 'sh')
          .flatMap(commandsOf),
        ...inlineCommands(page),
      ])
      .flatMap((text) =>
        [...text.matchAll(/(?:^|[|&;] |npx --no-install )leitmotif ([^|&;]*)/g)].map(([, rest = '']) => rest),
      );
    expect(named.length).toBeGreaterThan(50);
    const own = new Map<string, string>();
    const known = new Set(settings().map(({ path }) => path));
    for (const rest of named) {
      const [first = '', ...words] = rest.split(/[ |]+/);
      if (first.startsWith('-') || /^[A-Z…]/.test(first)) continue;
      // "feed rss", and "state export | import".
      const kinds = isGroup(first) ? words.filter((word) => COMMANDS[`${first} ${word}`]) : [''];
      for (const kind of kinds) {
        const name = [first, kind].join(' ').trim();
        const help = own.get(name) ?? (await ran([...name.split(' '), '--help'])).join('\n');
        own.set(name, help);
        const flags = [...rest.matchAll(/--([A-Za-z][\w.-]*)/g)].map(([, flag = '']) => flag);
        const strange = flags.filter((flag) => flag !== 'help' && !help.includes(`--${flag}`) && !known.has(flag));
        expect(strange, `leitmotif ${rest}`).toEqual([]);
      }
    }
  });
});

let terminal: Terminal;
/** Topics that there are, in place of those that the pages name. */
const topics = new Map<string, string>();

beforeAll(async () => {
  terminal = await openTerminal({
    serving: SERVING,
    refusing: REFUSING,
    here: (text) =>
      text.replaceAll(
        /(?<=^leitmotif topics [a-z]+ .*)\b\d+\b|(?<=^leitmotif topics [a-z]+ )\b\d+\b/g,
        (id) => topics.get(id) ?? id,
      ),
  });
  terminal.write(
    'feeds.opml',
    '<opml version="2.0"><body><outline type="rss" xmlUrl="https://feeds.invalid/news.xml"/></body></opml>',
  );
});
afterAll(() => terminal.close());

/** The two heaviest topics of now; a parent follows its topics, and takes no commands but a name. */
async function knowTopics(): Promise<void> {
  const { topics: live } = JSON.parse(await terminal.type('leitmotif topics --json 2> /dev/null')) as {
    topics: { topic: number; level: number }[];
  };
  const plain = live.filter(({ level }) => level === 0);
  for (const [i, id] of ['17', '23'].entries()) topics.set(id, String(plain[i]?.topic));
}

describe.each([...new Set(runnable.map(({ path }) => path))])('%s', (page) => {
  afterAll(() => terminal.turn());

  it.each(
    runnable
      .filter(({ path }) => path === page)
      .map((block): [string, Block] => [`${block.line}: ${block.text.split('\n')[0]}`, block]),
  )('line %s', { timeout: 30 * MINUTES }, async (_, block) => {
    if (block.language === 'yaml') {
      const [, name] = /^# (\S+\.yaml)$/.exec(block.text.split('\n')[0] ?? '') ?? [];
      if (name !== undefined) terminal.write(name, block.text);
      return;
    }
    for (const command of commandsOf(block)) {
      if (/^leitmotif topics (rename|pin)/.test(command) && topics.size === 0) await knowTopics();
      await terminal.type(command);
      // More than the model warms up with, and few enough for minutes.
      if (command === 'make news') await terminal.type('sed -i 1200q news.jsonl && gzip --keep --force news.jsonl');
    }
  });
});
