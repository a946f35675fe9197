/** The command line as it is shipped: compiled, as a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What node is given to run `leitmotif`; a process takes half the time that it takes from the sources. */
export const program = compiled('dist/cli/main.js');

function compiled(path: string): string {
  const file = join(root, path);
  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true });
  const changed = sources
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((source) => !existsSync(file) || statSync(source).mtimeMs > statSync(file).mtimeMs);
  if (changed[0] !== undefined) throw new Error(`${path} is older than ${changed[0]}: run make build first`);
  return file;
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs `leitmotif ARGS` to its end. `close`: nobody reads what it prints, as with `| head -0`; `into`: a file that it is
 * printed to.
 */
export async function command(
  args: readonly string[],
  {
    stdin = '',
    env = {},
    close = false,
    into,
  }: { stdin?: string; env?: Record<string, string>; close?: boolean; into?: string } = {},
): Promise<Ended> {
  const file = into === undefined ? undefined : openSync(into, 'w');
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['pipe', file ?? 'pipe', 'pipe'],
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  if (file !== undefined) closeSync(file);
  const out = { stdout: '', stderr: '' };
  if (close) child.stdout?.destroy();
  child.stdout?.on('data', (chunk: Buffer) => {
    out.stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    out.stderr += chunk.toString();
  });
  child.stdin?.on('error', () => {});
  child.stdin?.end(stdin);
  const [status] = await ended;
  return { status, ...out };
}
