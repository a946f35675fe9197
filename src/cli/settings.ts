/** Gathers the settings: defaults, then the YAML file, then the environment, then flags; the later wins. */
import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { LeitmotifError, messageOf } from '../core/errors.ts';
import { type Config, type ConfigInput, configSchema, conflicts } from './config.ts';
import { type Field, fields, Secret } from './fields.ts';

export interface Setting {
  /** As in `documents.maxTextBytes`. */
  readonly path: string;
  /** As in `LEITMOTIF_DOCUMENTS_MAX_TEXT_BYTES`; derived from the path alone. */
  readonly variable: string;
  readonly field: Field;
}

export interface SettingsInput {
  /** The YAML file; without one LEITMOTIF_CONFIG names it, if anything does. */
  readonly file?: string | undefined;
  /** Passwords are taken out of it, so that no child and no diagnostic report of this process has them. */
  readonly env?: Record<string, string | undefined>;
  /** Path → value as typed. */
  readonly flags?: ReadonlyMap<string, string>;
  /** Settings given by a program, in place of a file. */
  readonly given?: ConfigInput | undefined;
}

export interface Settings {
  readonly config: Config;
  /** Where each setting that is not a default was found. */
  readonly origins: ReadonlyMap<string, string>;
  /** Passwords that were taken out of the environment, by variable: for a child that reads the same settings. */
  readonly secrets: ReadonlyMap<string, Secret>;
}

const PREFIX = 'LEITMOTIF_';
/** Variables that are no settings: the YAML file, and the folder of everything that is downloaded. */
const OTHERS = [`${PREFIX}CONFIG`, `${PREFIX}CACHE`];
/** What container platforms put into the environment for a service that is named leitmotif. */
const LINK = /(^|_)(SERVICE_(HOST|PORT(_\w+)?)|PORT(_\d+_(TCP|UDP)(_(PROTO|PORT|ADDR))?)?)$/;

/** All settings, in the order of the schema. */
export function settings(schema: z.ZodType = configSchema, at: readonly string[] = []): Setting[] {
  const inner = unwrap(schema);
  if (!(inner instanceof z.ZodObject)) {
    const field = fields.get(schema);
    if (field === undefined)
      throw new LeitmotifError('bug', 'config', `${at.join('.')} has no description in the schema`);
    return [{ path: at.join('.'), variable: variableOf(at), field }];
  }
  return Object.entries(inner.shape).flatMap(([key, part]) => settings(part as z.ZodType, [...at, key]));
}

function unwrap(schema: z.ZodType): z.ZodType {
  const section = schema instanceof z.ZodPrefault ? schema.unwrap() : schema;
  return section instanceof z.ZodObject ? section : schema;
}

function variableOf(path: readonly string[]): string {
  return PREFIX + path.map((part) => part.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()).join('_');
}

/** Throws `fatal`, stage `config`: one line for each setting that is wrong, with field, value, origin and remedy. */
export function loadSettings({ file, env = process.env, flags = new Map(), given }: SettingsInput = {}): Settings {
  const all = settings();
  const problems: string[] = [];
  const origins = new Map<string, string>();
  const path = file ?? env[`${PREFIX}CONFIG`];
  const tree = path === undefined ? structuredClone(pruned({ ...given })) : readYaml(path);
  if (path !== undefined) for (const found of leaves(tree)) origins.set(found, `in ${path}`);
  const secrets = fromEnvironment({ all, env, tree, origins, problems });
  for (const [name, value] of flags) {
    put(tree, name, value);
    origins.set(name, `flag --${name}`);
  }
  coerce(tree, all);
  const parsed = configSchema.safeParse(tree);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) problems.push(...explain({ issue, tree, all, origins }));
  } else {
    for (const { path: where, message } of conflicts(parsed.data)) problems.push(`${where} ${message}`);
  }
  if (problems.length > 0 || !parsed.success) throw new LeitmotifError('fatal', 'config', problems.join('\n'));
  return { config: parsed.data, origins, secrets };
}

type Tree = Record<string, unknown>;

function readYaml(path: string): Tree {
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch (error) {
    throw new LeitmotifError('fatal', 'config', `cannot read the configuration file ${path}: ${messageOf(error)}`);
  }
  const document = parseDocument(source, { prettyErrors: true });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) {
    // The first line says what and where; the ones after it quote the file, which may hold a password.
    const [first = ''] = problem.message.split('\n');
    throw new LeitmotifError('fatal', 'config', `${path} is not valid YAML: ${first.replace(/:$/, '')}`);
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new LeitmotifError('fatal', 'config', `${path} is not valid YAML: ${messageOf(error)}`);
  }
  if (value === null || value === undefined) return {};
  if (!isTree(value)) {
    throw new LeitmotifError('fatal', 'config', `${path} must hold settings by name, such as "prefix: leitmotif"`);
  }
  return pruned(value);
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A section or setting that is left blank is one that is not given. */
function pruned(tree: Tree): Tree {
  const entries = Object.entries(tree).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([key, value]) => [key, isTree(value) ? pruned(value) : value]));
}

function leaves(tree: Tree, at = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    isTree(value) ? leaves(value, `${at}${key}.`) : [`${at}${key}`],
  );
}

function fromEnvironment({
  all,
  env,
  tree,
  origins,
  problems,
}: {
  all: readonly Setting[];
  env: Record<string, string | undefined>;
  tree: Tree;
  origins: Map<string, string>;
  problems: string[];
}): Map<string, Secret> {
  const known = new Set(OTHERS);
  const secrets = new Map<string, Secret>();
  for (const { path, variable, field } of all) {
    known.add(variable);
    const value = env[variable];
    if (value !== undefined) {
      put(tree, path, value);
      origins.set(path, `environment variable ${variable}`);
    }
    if (field.kind !== 'secret') continue;
    delete env[variable];
    if (value !== undefined) secrets.set(variable, new Secret(value));
    const fileVariable = `${variable}_FILE`;
    known.add(fileVariable);
    const file = env[fileVariable];
    if (file === undefined) continue;
    if (value !== undefined) {
      problems.push(`${path} is given twice, by ${variable} and by ${fileVariable}: unset one of them`);
      continue;
    }
    try {
      put(tree, path, readFileSync(file, 'utf8').replace(/\r?\n$/, ''));
      origins.set(path, `environment variable ${fileVariable}`);
    } catch (error) {
      problems.push(`${path} cannot be read from ${file} (environment variable ${fileVariable}): ${messageOf(error)}`);
    }
  }
  for (const name of Object.keys(env)) {
    if (!name.startsWith(PREFIX) || known.has(name) || LINK.test(name)) continue;
    problems.push(`${name} in the environment is no setting${hint(name, known)}`);
  }
  return secrets;
}

function put(tree: Tree, path: string, value: unknown): void {
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  let at = tree;
  for (const part of parts) {
    const next = at[part];
    // A section that the file got wrong is reported by the schema: what is put here must not hide it.
    if (next !== undefined && !isTree(next)) return;
    const section = isTree(next) ? next : {};
    at[part] = section;
    at = section;
  }
  at[last] = value;
}

function pick(tree: unknown, path: readonly PropertyKey[]): unknown {
  let at: unknown = tree;
  for (const part of path)
    at = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[part] : undefined;
  return at;
}

/** The environment and flags know text only, and YAML may quote what is no text: read it as the setting's kind. */
function coerce(tree: Tree, all: readonly Setting[]): void {
  for (const { path, field } of all) {
    const value = pick(tree, path.split('.'));
    if (typeof value !== 'string') continue;
    const trimmed = value.trim();
    if (field.kind === 'integer' && /^[+-]?\d+$/.test(trimmed)) put(tree, path, Number(trimmed));
    if (field.kind === 'boolean' && /^(true|false)$/i.test(trimmed)) put(tree, path, trimmed.toLowerCase() === 'true');
    if (field.kind === 'list')
      put(
        tree,
        path,
        trimmed
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      );
  }
}

function explain({
  issue,
  tree,
  all,
  origins,
}: {
  issue: z.core.$ZodIssue;
  tree: Tree;
  all: readonly Setting[];
  origins: ReadonlyMap<string, string>;
}): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key].join('.');
      const origin = [...origins].find(([name]) => name === path || name.startsWith(`${path}.`))?.[1];
      return `${path}${origin === undefined ? '' : ` (${origin})`} is no setting${hint(path, withSections(all))}`;
    });
  }
  // An issue inside a list is about the setting that holds the list.
  const depth = issue.path.findIndex((part) => typeof part === 'number');
  const path = (depth < 0 ? issue.path : issue.path.slice(0, depth)).join('.');
  const setting = all.find((each) => each.path === path);
  const value = pick(tree, issue.path);
  if (setting === undefined) {
    const within = all
      .filter((each) => each.path.startsWith(`${path}.`))
      .map((each) => each.path.slice(path.length + 1));
    return [`${path} is ${shown(value)}, but it is a section: give it settings by name, such as ${within[0]}`];
  }
  const { field } = setting;
  const origin = origins.get(path);
  const quotes = typeof value === 'number' && (field.kind === 'text' || field.kind === 'secret') ? ', in quotes' : '';
  const what = field.kind === 'secret' ? '[secret]' : shown(value);
  return [`${path} is ${what}${origin === undefined ? '' : ` (${origin})`}: give ${field.expects}${quotes}`];
}

function withSections(all: readonly Setting[]): Set<string> {
  const parts = all.map((each) => each.path.split('.'));
  return new Set(parts.flatMap((path) => path.map((_, at) => path.slice(0, at + 1).join('.'))));
}

/** A wrong value, shortened, without the credentials that people put into addresses. */
function shown(value: unknown): string {
  const text = (JSON.stringify(value) ?? String(value)).replace(/\/\/[^/@\s]*@/g, '//[secret]@');
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** "; did you mean …?", when something known is near enough; otherwise where to look. */
export function hint(name: string, known: Iterable<string>): string {
  const wanted = name.toLowerCase();
  const tail = wanted.split('.').at(-1) ?? wanted;
  let best = '';
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    const whole = distance(wanted, other);
    // A setting put under the wrong section keeps its last name.
    const moved = tail === other.split('.').at(-1) ? 1 : Number.POSITIVE_INFINITY;
    const cost = Math.min(whole, moved);
    if (cost < least) [best, least] = [candidate, cost];
  }
  return least <= Math.max(2, Math.floor(wanted.length / 4))
    ? `; did you mean ${best}?`
    : '; docs/configuration.md lists them all';
}

/** Levenshtein's edit distance. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replace, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
