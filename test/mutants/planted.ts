/** All mutants, and the files of the core with one of them in it. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { replaced } from '../support/replaced.ts';
import { ground } from './ground.ts';
import { model } from './model.ts';
import type { Mutant } from './mutant.ts';
import { regrouping } from './regrouping.ts';
import { scores } from './scores.ts';
import { shown } from './shown.ts';
import { text } from './text.ts';
import { topics } from './topics.ts';
import { tuning } from './tuning.ts';

export const root = resolve(import.meta.dirname, '../..');

export const MUTANTS: readonly Mutant[] = [
  ...ground,
  ...text,
  ...model,
  ...regrouping,
  ...topics,
  ...scores,
  ...shown,
  ...tuning,
];

/** The file with the mutant in it; throws when its text does not occur exactly once, or what results is no TypeScript. */
export async function planted({ file, search, replacement }: Mutant): Promise<string> {
  const source = await readFile(join(root, 'src/core', file), 'utf8');
  const mutated = replaced(source, search, replacement);
  const { diagnostics = [] } = ts.transpileModule(mutated, { reportDiagnostics: true, fileName: file });
  if (diagnostics.length > 0) throw new Error(`leaves no TypeScript: ${replacement}`);
  return mutated;
}
