#!/usr/bin/env node
/** The command line. */
import { stripVTControlCharacters } from 'node:util';
import { parseArgs } from 'citty';
import { LeitmotifError, messageOf } from '../core/errors.ts';
import { readArgs, usage } from './args.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { groupOf, HELP, helpOf, helpOfGroup } from './help.ts';
import { hint } from './settings.ts';
import { sanitise } from './terminal.ts';
import { VERSION } from './version.ts';

/** Runs what was typed; the exit status. */
async function main(argv: readonly string[]): Promise<number> {
  const [first, ...rest] = argv;
  if (first === '--version' || first === '-v') return print(`${VERSION}\n`);
  if (first === '--help' || first === '-h' || (first === 'help' && rest.length === 0)) return print(HELP);
  if (first === undefined) {
    process.stderr.write(HELP);
    return 2;
  }
  const [name, args] = first === 'help' ? [rest.join(' '), ['--help']] : commandOf(first, rest);
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) {
    const group = groupOf(name);
    if (group !== null) {
      if (args.some((arg) => arg === '--help' || arg === '-h')) return print(helpOfGroup(name, group));
      const typed = [name, ...args.slice(0, 1)].map(sanitise).join(' ');
      throw usage(`"${typed}" is no command; there are ${group.join(', ')}`);
    }
    const near = hint(name, Object.keys(COMMANDS));
    throw usage(
      `"${sanitise(name)}" is no command${near.startsWith('; did') ? near : `; there are ${Object.keys(COMMANDS).join(', ')}`}`,
    );
  }
  const command = await entry.load();
  const { own, flags, help } = readArgs(args, command.args);
  if (help) return print(helpOf(name, entry.summary, command));
  return command.run({ args: parsed(own, command), flags });
}

/** Some commands are two words. */
function commandOf(first: string, rest: readonly string[]): [string, readonly string[]] {
  const two = `${first} ${rest[0]}`;
  return Object.hasOwn(COMMANDS, two) ? [two, rest.slice(1)] : [first, rest];
}

function parsed(own: readonly string[], { args }: Command): ReturnType<typeof parseArgs> {
  try {
    return parseArgs([...own], args);
  } catch (error) {
    throw usage(`${stripVTControlCharacters(messageOf(error))}; --help shows what is needed`);
  }
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

/** One line for people, prefixed; the stack, and what caused it, only on request. */
function report(error: unknown, debug: boolean): void {
  const lines = messageOf(error)
    .split('\n')
    .map((line) => `leitmotif: ${sanitise(line)}`);
  process.stderr.write(`${lines.join('\n')}\n`);
  if (debug) {
    for (let at: unknown = error; at instanceof Error; at = at.cause)
      process.stderr.write(`${at.stack ?? at.message}\n`);
  } else if (!(error instanceof LeitmotifError)) {
    process.stderr.write('leitmotif: this was not expected; --debug shows where it happened\n');
  }
}

const argv = process.argv.slice(2);
let status = 0;

// Whoever reads may stop reading: `leitmotif topics | head` is no failure. A log that nobody reads is none either.
process.stdout.on('error', unprinted);
process.stderr.on('error', () => {});

function unprinted(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit(status);
  const message = `standard output cannot be written: ${error.message}`;
  report(new LeitmotifError('fatal', 'commit', message, { cause: error }), argv.includes('--debug'));
  process.exit(1);
}

try {
  status = await main(argv);
} catch (error) {
  report(error, argv.includes('--debug'));
  status = error instanceof LeitmotifError && error.stage === 'config' ? 2 : 1;
}
// Clients may hold sockets open for a while; what was printed must be out before they are cut.
process.stdout.write('', (error) => (error ? unprinted(error) : process.exit(status)));
