/** From what was typed to what a command gets: its own arguments, and settings in between. */
import type { ArgsDef } from 'citty';
import { LeitmotifError } from '../core/errors.ts';
import { hint, type Setting, settings } from './settings.ts';

/** Arguments that every command takes. */
export const COMMON_ARGS = {
  config: { type: 'string', valueHint: 'FILE', description: 'YAML file with settings' },
  debug: { type: 'boolean', description: 'Show stack traces' },
} as const satisfies ArgsDef;

export interface Typed {
  /** The command's own arguments, each value joined to its name, in the order typed. */
  readonly own: readonly string[];
  /** Path of a setting → its text. */
  readonly flags: ReadonlyMap<string, string>;
  readonly help: boolean;
}

/** Throws `fatal`, stage `config`, for anything the command does not know. */
export function readArgs(argv: readonly string[], known: ArgsDef): Typed {
  const byFlag = new Map(
    settings().flatMap((setting) => [setting.path, kebab(setting.path)].map((name) => [name, setting])),
  );
  const options = Object.keys(known).filter((name) => known[name]?.type !== 'positional');
  const own: string[] = [];
  const positional: string[] = [];
  const flags = new Map<string, string>();
  let help = false;
  const rest = [...argv];
  while (rest.length > 0) {
    const word = rest.shift() ?? '';
    if (word === '--') {
      positional.push(...rest);
      break;
    }
    if (word === '--help' || word === '-h') {
      help = true;
      continue;
    }
    if (!word.startsWith('-') || word === '-') {
      positional.push(word);
      continue;
    }
    const [name = '', inline] = divided(word.replace(/^--?/, ''));
    const value = (bare?: string): string => {
      const next = inline ?? bare ?? rest.shift();
      if (next === undefined || (inline === undefined && bare === undefined && /^--/.test(next))) {
        throw usage(`--${name} needs a value`);
      }
      return next;
    };
    const argument = Object.hasOwn(known, name) ? known[name] : undefined;
    const setting = byFlag.get(name);
    if (argument !== undefined && argument.type !== 'positional') {
      own.push(
        argument.type === 'boolean'
          ? `--${name}${inline === undefined ? '' : `=${truth(name, inline)}`}`
          : `--${name}=${value()}`,
      );
    } else if (setting !== undefined) {
      // A bare one means true, and the word after it is an argument unless it says so.
      const bare = setting.field.kind === 'boolean' && !/^(true|false)$/i.test(rest[0] ?? '');
      flags.set(setting.path, value(bare ? 'true' : undefined));
      refuseSecret(setting);
    } else {
      const near =
        argument === undefined
          ? nearest(name, [...options, ...byFlag.keys()])
          : `; ${name.toUpperCase()} is given without it`;
      throw usage(`${word.split('=')[0]} is not known here${near}`);
    }
  }
  const places = Object.values(known).filter(({ type }) => type === 'positional').length;
  const surplus = positional[places];
  if (surplus !== undefined && !help) throw usage(`"${surplus}" is one argument too many`);
  return { own: [...own, ...(positional.length === 0 ? [] : ['--', ...positional])], flags, help };
}

export function usage(message: string): LeitmotifError {
  return new LeitmotifError('fatal', 'config', message);
}

function divided(word: string): [string, string?] {
  const at = word.indexOf('=');
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

function truth(name: string, value: string): string {
  if (value !== 'true' && value !== 'false')
    throw usage(`--${name} is "${value}": give true or false, or nothing for true`);
  return value;
}

function kebab(path: string): string {
  return path.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}

function refuseSecret({ path, variable, field }: Setting): void {
  if (field.kind !== 'secret') return;
  throw usage(
    `${path} may not be given as a flag, which other users of this machine can see: use ${variable} or ${variable}_FILE`,
  );
}

function nearest(name: string, candidates: readonly string[]): string {
  const found = hint(name, candidates);
  return found.startsWith('; did') ? found.replace('mean ', 'mean --') : '; --help shows what is';
}
