/** Python environments for tests, made on first use. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cache = fileURLToPath(new URL('../../.cache', import.meta.url));
const MINUTES = 60_000;
const made = new Map<string, Promise<string>>();

/** Python with what a requirements.txt pins, from PyPI; kept in .cache/ under the hash of that file. */
export function interpreter(requirements: string): Promise<string> {
  const python = made.get(requirements) ?? make(requirements);
  made.set(requirements, python);
  return python;
}

async function make(requirements: string): Promise<string> {
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const venv = `${cache}/python-${hash}`;
  const python = `${venv}/bin/python`;
  if (existsSync(python)) return python;
  mkdirSync(cache, { recursive: true });
  // Made beside and renamed, so that a half-made one is never taken for whole; scripts in bin/ are not used.
  const draft = `${venv}.${process.pid}`;
  try {
    await run('python3', ['-m', 'venv', draft], { timeout: 5 * MINUTES });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
    await run(`${draft}/bin/python`, pip, { timeout: 10 * MINUTES });
    if (!existsSync(python)) renameSync(draft, venv);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return python;
}
