import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);

interface Packed {
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

/** What `make build` has made; these tests look at dist. */
describe('the npm package', () => {
  it('holds the compiled sources, the schemas and the papers, and nothing else', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json']);
    const [packed] = JSON.parse(stdout) as Packed[];
    const paths = packed?.files.map(({ path }) => path) ?? [];
    expect(paths).toEqual(
      expect.arrayContaining([
        'dist/index.js',
        'dist/index.d.ts',
        'dist/cli/main.js',
        'dist/web/index.html',
        'dist/report/report.js',
        ...readdirSync('schemas').map((name) => `schemas/${name}`),
        ...['LICENSE', 'README.md', 'CHANGELOG.md', 'package.json'],
      ]),
    );
    const strangers = paths.filter(
      (path) => !/^(dist|schemas)\/|^(LICENSE|README\.md|CHANGELOG\.md|package\.json)$/.test(path),
    );
    expect(strangers).toEqual([]);
    expect(packed?.files.find(({ path }) => path === 'dist/cli/main.js')?.mode).toBe(0o755);
  });

  it('gives its public face to who imports it by name', async () => {
    const script = `console.log(Object.keys(await import('leitmotif')).join())`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
    expect(stdout.trim().split(',')).toContain('LeitmotifError');
  });

  it('brings the command', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const { stdout } = await run('npx', ['--no-install', 'leitmotif', '--version']);
    expect(stdout.trim()).toBe(version);
  });
});
