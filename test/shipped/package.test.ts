import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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
      (path) => !/^(dist|schemas)\/|^(LICENSE|README(\.zh)?\.md|CHANGELOG\.md|package\.json)$/.test(path),
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

  it('installs into an empty project without scripts: it runs, on Node 20, 22 and 24, its types resolve, its tree is what the docs say', {
    timeout: 1_800_000,
  }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leitmotif-package-'));
    try {
      const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder]);
      const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
      writeFileSync(join(folder, 'package.json'), '{"type":"module","private":true}');
      const inside = { cwd: folder };
      await run(
        'npm',
        ['install', '--ignore-scripts', '--no-audit', '--no-fund', `./${filename}`, '@types/node@20'],
        inside,
      );
      const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
      expect((await run('npx', ['--no-install', 'leitmotif', '--version'], inside)).stdout.trim()).toBe(version);
      writeFileSync(join(folder, 'news.jsonl'), '{"id":"1","text":"Storm over the harbour"}\n'.repeat(3));
      const replayed = await run(
        'npx',
        ['--no-install', 'leitmotif', 'replay', 'news.jsonl', '--encoder.kind', 'hashing'],
        inside,
      );
      expect(replayed.stderr + replayed.stdout).toMatch(/document|topic/);
      // Other versions of Node, as npm has their binaries.
      for (const other of ['22.23.5', '24.22.3', '26.12.1']) {
        const aside = join(folder, `node-${other}`);
        const binaries = `node-${process.platform}-${process.arch}`;
        await run('npm', ['install', '--prefix', aside, '--no-audit', '--no-fund', `${binaries}@${other}`]);
        const node = join(aside, 'node_modules', binaries, 'bin/node');
        expect((await run(node, ['--version'])).stdout.trim()).toBe(`v${other}`);
        const command = [
          'node_modules/leitmotif/dist/cli/main.js',
          'replay',
          'news.jsonl',
          '--encoder.kind',
          'hashing',
        ];
        const told = await run(node, [...command, '--json'], inside);
        expect(JSON.parse(told.stdout)).toMatchObject({ documents: 3 });
      }
      const program = `import { createLeitmotif, LeitmotifError, type Leitmotif } from 'leitmotif';
        export const made: (options: Parameters<typeof createLeitmotif>[0]) => Leitmotif = createLeitmotif;
        // @ts-expect-error a fault is one of a few words
        export const wrong = new LeitmotifError('boring', 'config', '');`;
      writeFileSync(join(folder, 'index.ts'), program);
      for (const [module, resolution] of [
        ['node16', 'node16'],
        ['preserve', 'bundler'],
      ]) {
        const options = [
          '--noEmit',
          '--strict',
          '--target',
          'es2023',
          '--types',
          'node',
          '--module',
          module ?? '',
          '--moduleResolution',
          resolution ?? '',
        ];
        await run(process.execPath, [resolve('node_modules/typescript/bin/tsc'), ...options, 'index.ts'], inside);
      }
      const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
        packages: Record<string, { hasInstallScript?: boolean; optional?: boolean }>;
      };
      const packages = Object.entries(lock.packages).filter(
        ([path, { optional }]) =>
          !optional && path !== '' && !/node_modules\/(leitmotif|@types\/node|undici-types)$/.test(path),
      );
      const told = Number(/the tree has (\d+) packages/.exec(readFileSync('docs/contracts.md', 'utf8'))?.[1]);
      // What we pin brings others within ranges.
      expect(Math.abs(packages.length - told), `${packages.length} packages`).toBeLessThan(5);
      // onnxruntime-node's would look for CUDA; it is not needed.
      expect(packages.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path)).toEqual([
        'node_modules/onnxruntime-node',
        'node_modules/protobufjs',
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
