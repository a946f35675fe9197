/**
 * Plants one mutant after the other in a copy of the tree and runs the tests named for it. Exit 1 when one survives,
 * or when its text is no longer found. `main.ts [words…]` takes only mutants whose file or rule has all the words.
 */
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { ground } from './ground.ts';
import { model } from './model.ts';
import type { Mutant } from './mutant.ts';
import { regrouping } from './regrouping.ts';

const root = resolve(import.meta.dirname, '../..');
/** Tests that go on for longer hang, which is noticed too. */
const PATIENCE_MS = 120_000;

const words = process.argv.slice(2);
const mutants = [...ground, ...model, ...regrouping].filter((m) =>
  words.every((w) => `${m.file} ${m.rule}`.includes(w)),
);

/** The file with the mutant in it; throws when its text does not occur exactly once, or what results is no TypeScript. */
async function planted({ file, search, replacement }: Mutant): Promise<string> {
  const source = await readFile(join(root, 'src/core', file), 'utf8');
  const found = source.split(search).length - 1;
  if (found !== 1) throw new Error(`occurs ${found} times: ${search}`);
  const mutated = source.replace(search, () => replacement);
  const { diagnostics = [] } = ts.transpileModule(mutated, { reportDiagnostics: true, fileName: file });
  if (diagnostics.length > 0) throw new Error(`is no TypeScript any more: ${replacement}`);
  return mutated;
}

async function copyTree(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'leitmotif-mutants-'));
  for (const part of ['src', 'schemas', 'test/laws', 'test/unit/core', 'package.json', 'tsconfig.json']) {
    await mkdir(join(copy, part, '..'), { recursive: true });
    await cp(join(root, part), join(copy, part), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  // A fixed seed: whether a mutant is noticed must not depend on luck.
  await writeFile(join(copy, 'setup.mjs'), "import fc from 'fast-check';\nfc.configureGlobal({ seed: 1 });\n");
  const config = {
    test: { include: ['test/**/*.test.ts'], setupFiles: ['./setup.mjs'], testTimeout: 30_000, reporters: ['json'] },
  };
  await writeFile(join(copy, 'vitest.config.mjs'), `export default ${JSON.stringify(config)};\n`);
  return copy;
}

/** What the tests said: null when all passed, else the first that failed. */
async function run(copy: string, tests: readonly string[]): Promise<string | null> {
  const report = join(copy, 'report.json');
  await rm(report, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--bail=1', `--outputFile=${report}`, ...tests.map((t) => `test/${t}`)];
  const child = spawn(process.execPath, args, {
    cwd: copy,
    stdio: 'ignore',
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
  });
  const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>((done, failed) => {
    child.once('error', failed);
    child.once('close', (c, s) => done({ code: c, signal: s }));
  });
  if (code === 0) return null;
  if (signal !== null) return 'hangs';
  interface Report {
    readonly testResults: readonly {
      readonly message: string;
      readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
    }[];
  }
  const { testResults } = JSON.parse(await readFile(report, 'utf8')) as Report;
  const failed = testResults.flatMap((file) => file.assertionResults).find(({ status }) => status === 'failed');
  return failed?.fullName ?? testResults.find(({ message }) => message)?.message ?? 'fails before any test';
}

async function main(): Promise<number> {
  const sources = new Map<Mutant, string>();
  let bad = 0;
  for (const mutant of mutants) {
    try {
      sources.set(mutant, await planted(mutant));
    } catch (error) {
      bad++;
      console.log(`STALE     ${mutant.file}  ${mutant.rule}: ${error instanceof Error ? error.message : error}`);
    }
  }
  const copy = await copyTree();
  try {
    const untouched = await run(copy, [...new Set(mutants.flatMap(({ tests }) => tests))]);
    if (untouched !== null) {
      console.log(`The tests fail without any mutant: ${untouched}`);
      return 1;
    }
    let [done, survived] = [0, 0];
    for (const [mutant, source] of sources) {
      const path = join(copy, 'src/core', mutant.file);
      const original = await readFile(path, 'utf8');
      await writeFile(path, source);
      const noticed = await run(copy, mutant.tests);
      await writeFile(path, original);
      const where = `${++done}/${sources.size}  ${mutant.file}  ${mutant.rule}`;
      if (noticed === null) survived++;
      console.log(noticed === null ? `SURVIVED  ${where}` : `killed    ${where}  (${noticed})`);
    }
    console.log(`${sources.size - survived} killed, ${survived} survived, ${bad} stale`);
    return survived + bad > 0 ? 1 : 0;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

process.exitCode = await main();
