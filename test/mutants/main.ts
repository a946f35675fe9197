/**
 * Plants one mutant after the other in a copy of the tree and runs the tests named for it. Exit 1 when one survives,
 * or when its text is no longer found. `main.ts [words…]` takes only mutants whose file or rule has all the words.
 */
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVitest, type Vitest } from 'vitest/node';
import type { Mutant } from './mutant.ts';
import { MUTANTS, planted, root } from './planted.ts';

/** Tests that go on for longer hang. */
const PATIENCE_MS = 120_000;

const words = process.argv.slice(2);
const mutants = MUTANTS.filter((m) => words.every((w) => `${m.file} ${m.rule}`.includes(w)));

async function copyTree(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'leitmotif-mutants-'));
  for (const part of ['src', 'test/laws', 'test/support', 'test/unit/core', 'package.json', 'tsconfig.json']) {
    await mkdir(join(copy, part, '..'), { recursive: true });
    await cp(join(root, part), join(copy, part), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  // A fixed seed, so that it is no luck whether a mutant is noticed; no shrinking, since nobody reads the example.
  const setup = "import fc from 'fast-check';\nfc.configureGlobal({ seed: 1, endOnFailure: true });\n";
  await writeFile(join(copy, 'setup.mjs'), setup);
  return copy;
}

/** One vitest for all runs: only what a mutant touches is read again. */
async function openVitest(copy: string): Promise<Vitest> {
  const vitest = await createVitest('test', {
    root: copy,
    config: false,
    watch: false,
    include: ['test/**/*.test.ts'],
    setupFiles: ['./setup.mjs'],
    pool: 'threads',
    maxWorkers: 1,
    testTimeout: PATIENCE_MS,
    reporters: [{}],
  });
  await vitest.standalone();
  return vitest;
}

/** The first test that fails, or null. Each file runs alone: vitest would stop all later runs once it has bailed. */
async function run(vitest: Vitest, tests: readonly string[]): Promise<string | null> {
  for (const path of tests) {
    const specifications = await vitest.globTestSpecifications([`test/${path}`]);
    // What vitest gives back has the modules of earlier runs among them.
    const { testModules } = await vitest.runTestSpecifications(specifications);
    const module = testModules.find(({ moduleId }) => specifications.some((s) => s.moduleId === moduleId));
    if (module === undefined) throw new Error(`test/${path} is no test`);
    const [failed] = module.children.allTests('failed');
    if (failed) return failed.fullName;
    if (module.state() === 'failed') return module.errors()[0]?.message ?? 'fails before any test';
    if (module.state() !== 'passed') throw new Error(`test/${path} was not run: ${module.state()}`);
  }
  return null;
}

async function withinPatience<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: its tests hang; make it a mutant that ends`)), PATIENCE_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function trial(copy: string): Promise<number> {
  const sources = new Map<Mutant, string>();
  for (const mutant of mutants) {
    try {
      sources.set(mutant, await planted(mutant));
    } catch (error) {
      console.log(`STALE     ${mutant.file}  ${mutant.rule}: ${error instanceof Error ? error.message : error}`);
    }
  }
  const stale = mutants.length - sources.size;
  const vitest = await openVitest(copy);
  try {
    for (const test of new Set(mutants.flatMap(({ tests }) => tests))) {
      const failed = await run(vitest, [test]);
      if (failed === null) continue;
      console.log(`test/${test} fails without any mutant: ${failed}`);
      return 1;
    }
    let [done, survived] = [0, 0];
    for (const [mutant, source] of sources) {
      const path = join(copy, 'src/core', mutant.file);
      const original = await readFile(path, 'utf8');
      const where = `${++done}/${sources.size}  ${mutant.file}  ${mutant.rule}`;
      await writeFile(path, source);
      vitest.invalidateFile(path);
      const noticed = await withinPatience(run(vitest, mutant.tests), where);
      await writeFile(path, original);
      vitest.invalidateFile(path);
      if (noticed === null) survived++;
      console.log(noticed === null ? `SURVIVED  ${where}` : `killed    ${where}  (${noticed})`);
    }
    console.log(`${sources.size - survived} killed, ${survived} survived, ${stale} stale`);
    return survived + stale > 0 ? 1 : 0;
  } finally {
    await vitest.close();
  }
}

const copy = await copyTree();
const code = await trial(copy).finally(() => rm(copy, { recursive: true, force: true }));
process.exit(code);
