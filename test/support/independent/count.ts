/** Runs count.py. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { interpreter } from '../python.ts';

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
  /** Topic → the theme of most of its documents, in each fourth of the time; for documents whose key is `theme/id`. */
  readonly meanings: Readonly<Record<string, readonly string[]>>;
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
  const python = await interpreter(here('requirements.txt'));
  const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const { stdout } = await run(python, [here('count.py'), ...given], { timeout: 10 * MINUTES, maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as Counted;
}
