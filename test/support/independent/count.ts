/** Runs count.py in a virtual environment of its own, made on first use. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const MINUTES = 60_000;

export interface Counted {
  readonly input: number;
  readonly revision0: number;
  readonly dead: number;
  readonly deletions: number;
  /** Null values on the Θ Kafka topic. */
  readonly tombstones: number;
  /** Up to ten [partition, offset] without an answer, and with more than one. */
  readonly lost: readonly (readonly [number, number])[];
  readonly duplicates: readonly (readonly [number, number])[];
  readonly revised: number;
  readonly strays: number;
  readonly topics: number;
  /** Dead letters by stage. */
  readonly stages: Readonly<Record<string, number>>;
  /** Topics that the events leave alive, and that have a Φ; ascending. */
  readonly live: readonly number[];
  readonly phi: readonly number[];
  /** Ids deleted at last, and yet the newest record under them on the Θ Kafka topic is no tombstone. */
  readonly undead: readonly string[];
  /** What is wrong with a Θ record itself. */
  readonly faults: readonly string[];
}

export interface CountOptions {
  readonly brokers: string;
  readonly registry: string;
  readonly documents: string;
  readonly prefix: string;
}

export async function independentCount(options: CountOptions): Promise<Counted> {
  const python = await interpreter();
  const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const { stdout } = await run(python, [here('count.py'), ...given], { timeout: 10 * MINUTES, maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as Counted;
}

let made: Promise<string> | undefined;

/** Python with what requirements.txt pins, from PyPI; kept in .cache/ under the hash of that file. */
function interpreter(): Promise<string> {
  made ??= make();
  return made;
}

async function make(): Promise<string> {
  const requirements = here('requirements.txt');
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const cache = here('../../../.cache');
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
