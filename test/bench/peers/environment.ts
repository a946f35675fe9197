/** A Python of its own for those who are compared, with just what requirements.txt pins. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../quality/corpora.ts';

/** Its interpreter; the environment is made when it is not there. */
export async function pythonOfPeers(say: (line: string) => void): Promise<string> {
  const requirements = join(import.meta.dirname, 'requirements.txt');
  const version = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const home = join(ROOT, '.cache/peers', version);
  const python = join(home, 'bin/python');
  if (existsSync(join(home, 'complete'))) return python;
  say(`making a Python environment for the peers in ${home}, once: some gigabytes, minutes …`);
  await ended('python3', ['-m', 'venv', '--clear', home]);
  await ended(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
  writeFileSync(join(home, 'complete'), '');
  return python;
}

async function ended(command: string, args: readonly string[]): Promise<void> {
  const [code] = (await once(spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }), 'exit')) as [
    number | null,
  ];
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}`);
}
