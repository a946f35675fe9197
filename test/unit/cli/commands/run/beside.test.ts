import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBeside } from '../../../../../src/cli/commands/run/beside.ts';
import { Secret } from '../../../../../src/cli/fields.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leitmotif-beside-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `source` in place of the command line. */
function run(
  source: string,
  secrets: ReadonlyMap<string, Secret> = new Map(),
  signal: AbortSignal = new AbortController().signal,
) {
  const program = join(folder, 'program.mjs');
  writeFileSync(program, source);
  return runBeside(['tune', '--json'], { program, secrets, signal, verdict: 'written' });
}

describe('a command beside the replica', () => {
  it('has the passwords in its environment and nowhere else', async () => {
    const secrets = new Map([['LEITMOTIF_REGISTRY_PASSWORD', new Secret('hunter2')]]);
    const { output } = await run(
      'const { argv, execArgv, env } = process; console.log(JSON.stringify({ argv, execArgv, password: env.LEITMOTIF_REGISTRY_PASSWORD, path: env.PATH }))',
      secrets,
    );
    const { password, path, ...rest } = JSON.parse(output) as Record<string, unknown>;
    expect({ password, path }).toEqual({ password: 'hunter2', path: process.env.PATH });
    expect(JSON.stringify(rest)).not.toContain('hunter2');
    expect(process.env.LEITMOTIF_REGISTRY_PASSWORD).toBeUndefined();
  });

  it('is accepted with status 0', async () => {
    expect(await run(`console.log('{"written":true}')`)).toEqual({ accepted: true, output: '{"written":true}' });
  });

  it('ends with the signal, which may have come before it began', async () => {
    const late = new AbortController();
    const ended = run('setTimeout(() => {}, 10_000)', new Map(), late.signal);
    late.abort();
    await expect(ended).rejects.toThrow('ended with SIGTERM');
    const early = run('setTimeout(() => {}, 10_000)', new Map(), AbortSignal.abort());
    await expect(early).rejects.toThrow('ended with SIGTERM');
  });

  it('refuses with status 1 and figures that say so', async () => {
    const output = '{"written":false,"plain":1}';
    expect(await run(`console.log('${output}'); process.exit(1)`)).toEqual({ accepted: false, output });
  });

  it.each([
    ['without figures', '', 1],
    ['with figures that say otherwise', `console.log('{"written":true}');`, 1],
    ['with figures of another command', `console.log('{"accepted":false}');`, 1],
    ['with what is no JSON', `console.log('{"written":');`, 1],
    ['with null', `console.log('null');`, 1],
    ['with another status', `console.log('{"written":false}');`, 2],
  ])('fails %s, and says what it said', async (_, source, status) => {
    await expect(
      run(`console.error('leitmotif: no space left on device'); ${source} process.exitCode = ${status}`),
    ).rejects.toThrow(`\`leitmotif tune\` ended with ${status}: leitmotif: no space left on device`);
  });
});
