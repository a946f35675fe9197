/** Options are read as the documentation and the helps quote them. */
import type { ArgsDef } from 'citty';
import { describe, expect, it } from 'vitest';
import { COMMON_ARGS, readArgs } from '../../../src/cli/args.ts';
import { COMMANDS } from '../../../src/cli/commands/index.ts';
import { HELP } from '../../../src/cli/help.ts';
import { inlineOptions, markdownFiles } from '../../support/markdown.ts';

const commands = await Promise.all(Object.values(COMMANDS).map(({ load }) => load()));
/** Of node, docker, npm and Helm. */
const OTHERS = /^--(report-on-signal|build-arg|read-only|interrupt-budget|import|wait|atomic)\b/;

/** Why no command reads these words; null when one does. */
function refused(words: readonly string[]): string | null {
  let why: string | null = null;
  for (const args of [COMMON_ARGS, ...commands.map((command): ArgsDef => command.args)]) {
    const options = Object.entries(args).filter(([, { type }]) => type !== 'positional');
    try {
      readArgs(words, Object.fromEntries(options));
      return null;
    } catch (error) {
      why = (error as Error).message;
    }
  }
  return why;
}

/** Words as a shell takes them apart. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

describe('options', () => {
  const quoted = markdownFiles().flatMap((page) =>
    inlineOptions(page).map((option): [string, string] => [page, option]),
  );

  it('are quoted often', () => {
    expect(quoted.length).toBeGreaterThan(40);
  });

  it.each(quoted.filter(([, option]) => !OTHERS.test(option)))('%s: %s is read', (_, option) => {
    // "--labels" alone stands for itself with a value.
    const [words, more] = [wordsOf(option), option.includes(' ') ? [] : ['VALUE']];
    const [why, valued] = [refused(words), refused([...words, ...more])];
    expect(why === null || valued === null ? null : why).toBeNull();
  });

  it('that are settings are read as helps quote them', () => {
    const helps = [HELP, ...commands.map(({ notes }) => notes)].join('\n');
    const settings = [...helps.matchAll(/(--[a-z]+\.[\w.-]*\w)(?:[ =]([^\s;)]+))?/g)];
    expect(settings.length).toBeGreaterThan(15);
    const lost = settings.flatMap(
      ([, name = '', value]) => refused(value === undefined ? [name] : [name, value]) ?? [],
    );
    expect(lost).toEqual([]);
  });
});
