import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

// Without types: the planted files do not exist, and no boundary needs types.
const untyped = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked });
const typed = new ESLint();

async function lint(eslint: ESLint, filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return (result?.messages ?? []).map((message) => `${message.ruleId}: ${message.message}`);
}

const boundary = (reason: string) => [expect.stringContaining(`leitmotif/boundaries: ${reason}`)];

describe('who may import whom', () => {
  it.each([
    ['src/core/a.ts', `import '../pipeline/worker.ts';`, 'core may not import pipeline'],
    ['src/core/text/a.ts', `import '../../pipeline/worker.ts';`, 'core may not import pipeline'],
    ['src/core/a.ts', `import '../cli/config.ts';`, 'core may not import cli'],
    ['src/core/a.ts', `import '../edges/kafka/source.ts';`, 'core/a.ts imports edges'],
    ['src/core/a.ts', `import fs from 'node:fs';`, 'core imports no packages'],
    ['src/core/a.ts', `import 'kafkajs';`, 'core imports no packages'],
    ['src/core/a.ts', `import type { Kafka } from 'kafkajs';`, 'core imports no packages'],
    ['src/core/a.ts', `export * from 'kafkajs';`, 'core imports no packages'],
    ['src/core/a.ts', `export { Kafka } from 'kafkajs';`, 'core imports no packages'],
    ['src/core/a.ts', `export const k = () => import('kafkajs');`, 'core imports no packages'],
    ['src/core/a.ts', `export type K = import('kafkajs').Kafka;`, 'core imports no packages'],
    ['src/core/a.ts', 'export const k = () => import(`kafkajs`);', 'core imports no packages'],
    ['src/core/a.ts', 'export const k = (x: string) => import(x);', 'core imports what nobody can tell'],
    ['src/core/a.ts', `import k = require('kafkajs'); export default k;`, 'core imports no packages'],
    ['src/core/a.mts', `import 'kafkajs';`, 'core imports no packages'],
    ['src/core/a.ts', `import './b.mjs';`, 'core imports ./b.mjs'],
    [
      'src/core/a.ts',
      `import x from '../../package.json' with { type: 'json' };`,
      'core imports nothing outside of src',
    ],
    ['src/pipeline/a.ts', `import 'kafkajs';`, 'pipeline imports no packages'],
    ['src/pipeline/a.ts', `import { setTimeout } from 'node:timers/promises';`, 'pipeline imports no packages'],
    ['src/pipeline/a.ts', `import '../edges/memory/log.ts';`, 'pipeline/a.ts imports edges'],
    ['src/pipeline/a.ts', `import type { Log } from '../edges/memory/log.ts';`, 'pipeline may not import edges'],
    ['src/pipeline/a.ts', `import '../cli/config.ts';`, 'pipeline may not import cli'],
    ['src/edges/kafka/a.ts', `import '../registry/client.ts';`, 'edges/kafka imports edges/registry'],
    ['src/edges/kafka/a.ts', `import '../../pipeline/worker.ts';`, 'edges may not import pipeline'],
    ['src/edges/kafka/a.ts', `import '../../cli/config.ts';`, 'edges may not import cli'],
    ['src/cli/config.ts', `import '../edges/kafka/source.ts';`, 'cli/config.ts imports edges: only cli/wire.ts'],
    ['src/web/a.tsx', `import '../pipeline/worker.ts';`, 'web may not import pipeline'],
    [
      'src/edges/kafka/a.ts',
      `import '../../../test/support/world.ts';`,
      'edges imports ../../../test/support/world.ts',
    ],
    ['src/web/a.tsx', `import '../edges/http/server.ts';`, 'web/a.tsx imports edges'],
    ['src/web/a.tsx', `import 'node:fs';`, 'web runs in a browser'],
    ['src/nowhere/a.ts', `import '../core/types.ts';`, 'src/nowhere is no room yet'],
  ])('%s may not say %s', async (path, code, reason) => {
    expect(await lint(untyped, path, code)).toEqual(boundary(reason));
  });

  it.each([
    ['src/core/model/a.ts', `import '../text/terms.ts'; import './b.ts';`],
    ['src/pipeline/a.ts', `import '../core/types.ts'; import './b.ts';`],
    ['src/edges/kafka/a.ts', `import '../../core/types.ts'; import './b.ts'; import 'kafkajs'; import 'node:fs';`],
    [
      'src/cli/wire.ts',
      `import '../edges/kafka/source.ts'; import '../pipeline/worker.ts'; import '../core/types.ts';`,
    ],
    ['src/cli/a.ts', `import type { Log } from '../edges/memory/log.ts';`],
    ['src/cli/commands/a.ts', `import '../../edges/kafka/source.ts';`],
    ['src/web/a.tsx', `import '../core/show/types.ts'; import 'preact';`],
    ['src/edges/kafka/a.ts', `import x from '../../../package.json' with { type: 'json' }; export default x;`],
    ['src/cli/a.ts', 'export const k = (x: string) => import(x);'],
    ['src/index.ts', `export * from './core/types.ts'; export * from './edges/kafka/source.ts';`],
  ])('%s may say %s', async (path, code) => {
    expect(await lint(untyped, path, code)).toEqual([]);
  });
});

describe('the purity of core and pipeline', () => {
  it.each([
    'export const a = Date.now();',
    'export const a = Math.random();',
    'export const a = new Date();',
    'export const a = Date();',
    'export const a = performance.now();',
    'export const a = process.env.HOME;',
    'export const a = globalThis.process;',
    'setTimeout(() => {}, 1);',
    'console.log(1);',
    'export const a = AbortSignal.timeout(1);',
    `export const a = new WebSocket('ws://a');`,
    'export const a = navigator.hardwareConcurrency;',
    'export const a = import.meta.dirname;',
  ])('refuses %s', async (code) => {
    for (const path of ['src/core/a.ts', 'src/core/a.tsx', 'src/pipeline/a.ts']) {
      expect(await lint(untyped, path, code)).toEqual([expect.stringMatching(/^no-restricted-/)]);
    }
    expect(await lint(untyped, 'src/edges/kafka/a.ts', code)).toEqual([]);
  });

  it('lets a date be made of a number', async () => {
    expect(await lint(untyped, 'src/core/a.ts', 'export const a = new Date(0).toISOString();')).toEqual([]);
  });
});

// The first look at types loads the whole project.
describe('the rules that need types', { timeout: 60_000 }, () => {
  it.each([
    ['no-floating-promises', 'async function f() {} f();'],
    ['no-misused-promises', 'async function f() { return true; } if (f()) throw new Error();'],
    [
      'switch-exhaustiveness-check',
      `export const f = (x: 'a' | 'b') => { switch (x) { case 'a': return 1; } return 2; };`,
    ],
    ['no-explicit-any', 'export const f = (x: any) => x;'],
  ])('%s refuses %s', async (rule, code) => {
    // Under the name of a file that the project has, whose place it takes.
    expect(await lint(typed, 'src/core/errors.ts', code)).toEqual([
      expect.stringContaining(`@typescript-eslint/${rule}`),
    ]);
  });

  it('can not be switched off by a comment', async () => {
    const code = '// eslint-disable-next-line\nexport const f = (x: any) => x;';
    expect((await lint(typed, 'src/core/errors.ts', code)).join('\n')).toContain('no-explicit-any');
  });
});
