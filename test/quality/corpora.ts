/** The labelled corpora: CORPORA is their folder (default ../shared/data/dev), ONLY=agnews,bbc takes these alone. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');
const SUFFIX = '.jsonl.gz';

export const folder = resolve(ROOT, process.env.CORPORA || '../shared/data/dev');

export const pathOf = (corpus: string): string => join(folder, corpus + SUFFIX);

/** The names of those to measure; ends the process where one is missing. */
export function wanted(): string[] {
  const found = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(SUFFIX)) : [];
  const names = found.map((name) => name.slice(0, -SUFFIX.length)).sort();
  const only = process.env.ONLY?.split(',').filter((name) => name !== '');
  const missing = only?.filter((name) => !names.includes(name)) ?? [];
  if (names.length > 0 && missing.length === 0) return only ?? names;
  const what = names.length === 0 ? `NAME${SUFFIX}` : missing.map((name) => name + SUFFIX).join(', ');
  process.stderr.write(
    `${folder} holds no ${what}: put the labelled corpora there, or name their folder (CORPORA=…)\n`,
  );
  process.exit(1);
}
