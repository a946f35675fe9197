/** The product and its simulation as plain JavaScript: twice as fast as through a loader, and with a bug planted if wished. */
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { replaced } from '../support/replaced.ts';

const root = resolve(import.meta.dirname, '../..');
const cache = join(root, '.cache/simulate');
const PARTS = ['src', 'test/simulate', 'test/support', 'test/unit/edges/registry'];

/** A fault planted in the product's code. */
export interface Bug {
  readonly name: string;
  readonly edits: readonly {
    /** Below src. */
    readonly file: string;
    /** Occurs exactly once in the file. */
    readonly search: string;
    readonly replacement: string;
  }[];
}

/** The folder with all of it; what was there before is replaced. */
export async function transpiled(): Promise<string> {
  const to = join(cache, 'whole');
  await rm(to, { recursive: true, force: true });
  for (const part of PARTS)
    for (const file of await readdir(join(root, part), { recursive: true })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.startsWith('web')) continue;
      await write(to, join(part, file), await readFile(join(root, part, file), 'utf8'));
    }
  await writeFile(join(to, 'package.json'), await readFile(join(root, 'package.json')));
  await symlink(join(root, 'schemas'), join(to, 'schemas'));
  return to;
}

/** A copy of that folder with a bug. Throws as `edited` does. */
export async function planted(whole: string, bug: Bug): Promise<string> {
  const to = join(cache, bug.name.replaceAll(' ', '-'));
  await rm(to, { recursive: true, force: true });
  await cp(whole, to, { recursive: true });
  for (const [file, source] of await edited(bug)) await write(to, join('src', file), source);
  return to;
}

/** The files below src that a bug changes, with the bug in them. Throws when a text that it replaces is no longer there. */
export async function edited({ edits }: Bug): Promise<Map<string, string>> {
  const sources = new Map<string, string>();
  for (const { file, search, replacement } of edits) {
    const source = sources.get(file) ?? (await readFile(join(root, 'src', file), 'utf8'));
    sources.set(file, replaced(source, search, replacement));
  }
  return sources;
}

async function write(to: string, file: string, source: string): Promise<void> {
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      rewriteRelativeImportExtensions: true,
      verbatimModuleSyntax: true,
    },
  });
  if (diagnostics.length > 0) throw new Error(`${file} is no TypeScript`);
  const path = join(to, file.replace(/\.ts$/, '.js'));
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, outputText);
}
