/** A part of a page of docs/ that a measurement writes: what lies between `<!-- name:begin -->` and `<!-- name:end -->`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './corpora.ts';

/** `page` is a path from the root of the repository. Throws when the page has no such part. */
export function writePart(page: string, name: string, text: string): void {
  const path = join(ROOT, page);
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const before = readFileSync(path, 'utf8');
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} has no ${begin} … ${end} to write between`);
  writeFileSync(path, `${before.slice(0, from + begin.length)}\n\n${text}\n\n${before.slice(to)}`);
}
