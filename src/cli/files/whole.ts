/** Files that are written. Each takes its place when it is whole; until then what was there stays as it was. */
import { randomUUID } from 'node:crypto';
import { type BigIntStats, rmSync, writeFile } from 'node:fs';
import {
  access,
  constants,
  copyFile,
  type FileHandle,
  open,
  readlink,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import { usage } from '../args.ts';
import { untilInterrupted } from '../interrupt.ts';

/** A file that is written piece by piece. All of it throws `fatal`, stage `commit`, when it cannot be written on. */
export interface Output {
  /** Resolves when there is room for more. */
  write(piece: string | Uint8Array): Promise<void>;
  /** Resolves when all of it is written and in its place. */
  close(): Promise<void>;
  /** Leaves nothing of it, unless it was closed. */
  drop(): Promise<void>;
}

/** How the bytes get to the file. */
interface Way {
  readonly fd: number;
  /** Before the first of them. */
  readonly begin?: () => Promise<void>;
  /** After the last. */
  readonly end: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

/** Bytes that are gathered for one write. */
const CHUNK = 256 * 1024;
/** All of the bytes, where the descriptor stands. */
const write = promisify<number, Uint8Array>(writeFile);

/**
 * Opens a file for writing at once, so that a path that cannot be written is refused before any work. Links are followed.
 * Who interrupts the process while nothing else heeds that ends it. `mode`: rights of the file; else those of the file in
 * its place, or as usual. Throws `fatal`, stage `config`.
 */
export async function openOutput(path: string, flag: string, { mode }: { mode?: number } = {}): Promise<Output> {
  try {
    return output(path, await wayTo(path, mode));
  } catch (error) {
    throw new LeitmotifError('fatal', 'config', `${flag} ${path} cannot be written: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** Throws `fatal`, stage `config`, for an output that is the input, or another output. The names are those of the arguments. */
export async function refuseSame(
  input: { readonly name: string; readonly path: string } | null,
  outputs: readonly { readonly name: string; readonly path: string }[],
): Promise<void> {
  const seen = new Map<string, string>();
  for (const { name, path } of outputs) {
    // What cannot even be looked at is refused when it is opened.
    const identity = await identityOf(path).catch(() => resolve(path));
    const other = seen.get(identity);
    if (other !== undefined) throw usage(`--${name} ${path} is the file of --${other} too: give each its own`);
    seen.set(identity, name);
  }
  if (input === null) return;
  const identity = await identityOf(input.path === '-' ? '/dev/stdin' : input.path).catch(() => null);
  const output = outputs.find(({ name }) => identity !== null && seen.get(identity) === name);
  if (output !== undefined)
    throw usage(`--${output.name} ${output.path} is ${input.name} itself, which would be lost: give another file`);
}

async function identityOf(path: string): Promise<string> {
  const { target, found } = await placeOf(path);
  return found?.isFile() ? `${found.dev}:${found.ino}` : target;
}

interface Place {
  /** Behind all links, for a file and for what is not there yet. */
  readonly target: string;
  readonly found: BigIntStats | null;
}

async function placeOf(path: string): Promise<Place> {
  const found = await stat(path, { bigint: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' && !/(^|[\\/])$/.test(path)) return null;
    throw error;
  });
  if (found !== null) return { target: found.isFile() ? await realpath(path) : resolve(path), found };
  const folder = await realpath(dirname(path));
  const link = await readlink(path).catch(() => null);
  return link === null ? { target: join(folder, basename(path)), found } : placeOf(resolve(folder, link));
}

async function wayTo(path: string, mode: number | undefined): Promise<Way> {
  const { target, found } = await placeOf(path);
  if (found?.isFile() === false) return straight(await open(path, 'w'));
  const descriptor = descriptorOf(path);
  if (descriptor !== null) {
    // A file that the shell has opened: what is printed goes there too, and comes after it.
    return { fd: descriptor, end: async () => {}, drop: async () => {} };
  }
  if (found !== null) await access(target, constants.W_OK);
  return aside(target, found, mode);
}

function descriptorOf(path: string): number | null {
  const named = { '/dev/stdout': 1, '/dev/stderr': 2 }[path];
  const number = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path)?.[1];
  return named ?? (number === undefined ? null : Number(number));
}

function straight(handle: FileHandle, begin?: () => Promise<void>): Way {
  const close = () => handle.close();
  return { fd: handle.fd, ...(begin && { begin }), end: close, drop: close };
}

/** Into a file beside it that takes its place. */
async function aside(target: string, found: BigIntStats | null, mode: number | undefined): Promise<Way> {
  const part = `${target}.${randomUUID().slice(0, 8)}.part`;
  // Until it has the rights of the file that it replaces it is for nobody else.
  const handle = await open(part, 'wx', mode ?? (found === null ? 0o666 : 0o600)).catch((error: unknown) => {
    if (found === null || !['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error) ?? '')) throw error;
    return null;
  });
  if (handle === null) {
    // No file may be put into that folder, but this one may be written.
    const itself = await open(target, 'r+');
    return straight(itself, () => itself.truncate());
  }
  const clear = (): void => rmSync(part, { force: true });
  process.on('exit', clear);
  const uninterrupted = untilInterrupted(() => process.exit(130));
  const over = (): void => {
    uninterrupted();
    process.off('exit', clear);
  };
  if (found !== null) {
    const { uid, gid } = found;
    if (Number(uid) !== process.getuid?.()) await handle.chown(Number(uid), Number(gid)).catch(() => {});
    // A file system without rights keeps it as it is.
    if (mode === undefined) await handle.chmod(Number(found.mode & 0o777n)).catch(() => {});
  }
  return {
    fd: handle.fd,
    async end() {
      await handle.sync();
      await handle.close();
      await rename(part, target).catch(async (error: unknown) => {
        if (codeOf(error) !== 'EBUSY') throw error;
        // A file that is mounted by itself can be written, not replaced.
        await copyFile(part, target);
        await rm(part);
      });
      over();
    },
    async drop() {
      await handle.close();
      await rm(part, { force: true });
      over();
    },
  };
}

function output(path: string, { fd, begin, end, drop }: Way): Output {
  let pieces: Uint8Array[] = [];
  let size = 0;
  let begun = false;
  let over = false;
  let work = Promise.resolve();
  /** One after the other; after a failure none. */
  const next = (step: () => Promise<void>): Promise<void> => {
    work = work.then(step).catch((error: unknown) => {
      if (error instanceof LeitmotifError) throw error;
      const message = `${path} cannot be written: ${messageOf(error)}`;
      throw new LeitmotifError('fatal', 'commit', message, { cause: error });
    });
    return work;
  };
  const flush = async () => {
    if (!begun) await begin?.();
    begun = true;
    const bytes = Buffer.concat(pieces);
    pieces = [];
    size = 0;
    if (bytes.length > 0) await write(fd, bytes);
  };
  return {
    async write(piece) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
      pieces.push(bytes);
      size += bytes.length;
      if (size >= CHUNK) await next(flush);
    },
    async close() {
      await next(async () => {
        await flush();
        await end();
      });
      over = true;
    },
    async drop() {
      if (over) return;
      over = true;
      await work.catch(() => {});
      await drop();
    },
  };
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
