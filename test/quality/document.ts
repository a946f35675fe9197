/** docs/quality.md, of which the tables are written by what measures them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './corpora.ts';

const DOCUMENT = join(ROOT, 'docs/quality.md');

/** Replaces what is between the marks of a part. */
export function written(part: string, text: string): void {
  const [begin, end] = [`<!-- ${part}:begin -->`, `<!-- ${part}:end -->`];
  const before = readFileSync(DOCUMENT, 'utf8');
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/quality.md has no ${begin} … ${end} to write between`);
  writeFileSync(DOCUMENT, `${before.slice(0, from + begin.length)}\n\n${text}\n\n${before.slice(to)}`);
  process.stderr.write('written into docs/quality.md\n');
}
