/** Lines of a file or of standard input, plain or gzipped, in bounded memory however long the file is. */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, type Readable, Transform, type TransformCallback } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import { recoder } from './recode.ts';

export interface Line {
  /** From 1; blank lines count but are not handed out. */
  readonly number: number;
  /** Without the line break and a byte-order mark; null when it was longer than the limit and was dropped. */
  readonly bytes: Buffer | null;
  /** Whether a line break ends it: the last line of a file that grows may be half written. */
  readonly ended: boolean;
}

export interface LineSource {
  /** Ends at the end of the file. Throws `fatal`, stage `decode`, when the file breaks off or cannot be read on. */
  lines(): AsyncGenerator<Line>;
  /** In place of `lines`, for what is not made of lines: the bytes, unpacked, without a byte-order mark. Ends and throws as `lines` does. */
  bytes(): AsyncGenerator<Buffer>;
  /** Ends the lines here, as if the file ended. */
  end(): void;
  /** Part of the file that was handed out, in [0, 1], estimated for a packed one; null for a pipe. */
  read(): number | null;
  /** Lines that were handed out. */
  count(): number;
}

export const NEWLINE = 0x0a;
export const RETURN = 0x0d;
/** The byte-order mark in UTF-8. */
const MARK = Buffer.from('\ufeff');

/** Opens a file, or standard input for "-". Throws `fatal`, stage `config`, when it cannot be read. */
export async function openLines(
  path: string,
  {
    limit,
    stdin = process.stdin,
  }: {
    /** Longest line, bytes. */
    readonly limit: number;
    readonly stdin?: Readable;
  },
): Promise<LineSource> {
  if (path === '-') return linesOf({ input: stdin, name: 'standard input', size: null, limit });
  const unreadable = (error: unknown): never => {
    throw new LeitmotifError('fatal', 'config', `cannot read ${path}: ${messageOf(error)}`, { cause: error });
  };
  const found = await stat(path).catch(unreadable);
  if (found.isDirectory())
    throw new LeitmotifError(
      'fatal',
      'config',
      `${path} is a folder: give a file of JSON lines, or - for standard input`,
    );
  const input = createReadStream(path, { highWaterMark: 256 * 1024 });
  await once(input, 'open').catch(unreadable);
  return linesOf({ input, name: path, size: found.isFile() ? found.size : null, limit });
}

/** Longest line, bytes: room for a document of the largest text with every character escaped, and for other fields. */
export function lineLimit(maxTextBytes: number): number {
  return Math.max(64 * 1024 * 1024, 8 * maxTextBytes);
}

/** Part of the file that came out at the other end: what was handed out, less what is still on its way. */
export function partRead(
  lines: LineSource,
  { documents, bad }: { readonly documents: number; readonly bad: number },
): number | null {
  const read = lines.read();
  const count = lines.count();
  return read === null || count === 0 ? null : read * Math.min(1, (documents + bad) / count);
}

function linesOf({
  input,
  name,
  size,
  limit,
}: {
  input: Readable;
  name: string;
  size: number | null;
  limit: number;
}): LineSource {
  let position = 0;
  let ended = false;
  let handed = 0;
  let count = 0;
  let unpacked: Unpacked | null = null;
  input.on('data', (chunk: Buffer) => {
    position += chunk.length;
  });
  // It reads ahead, and may fail before anybody listens; who reads the lines is told.
  input.on('error', () => {});
  input.pause();
  return {
    count: () => count,
    read() {
      if (size === null || size === 0 || unpacked === null || position === 0) return size === null ? null : 0;
      return Math.min(1, handed / (unpacked.bytes * (size / position)));
    },
    end() {
      ended = true;
      input.destroy();
    },
    async *lines() {
      let number = 0;
      const unreadable = () => `beyond line ${number}`;
      for await (const line of split(opened(unreadable), limit, () => ended)) {
        const { bytes } = line;
        number += 1;
        handed += (bytes?.length ?? 0) + 1;
        if (bytes !== null && blank(bytes)) continue;
        count += 1;
        yield { number, ...line };
      }
    },
    async *bytes() {
      for await (const chunk of opened(() => `beyond byte ${handed}`)) {
        handed += chunk.length;
        yield chunk;
      }
    },
  };

  async function* opened(where: () => string): AsyncGenerator<Buffer> {
    unpacked = new Unpacked();
    // The outcome of both ends comes out of the reading loop; pipeline passes it on and closes the file.
    pipeline(input, unpacked, () => {});
    try {
      yield* unpacked as AsyncIterable<Buffer>;
    } catch (error) {
      if (ended) return;
      throw new LeitmotifError('fatal', 'decode', `${name} cannot be read ${where()}: ${reasonOf(error)}`, {
        cause: error,
      });
    } finally {
      input.destroy();
    }
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'Z_BUF_ERROR') return 'its gzip data breaks off; the file is cut short, copy it again';
  if (code === 'Z_DATA_ERROR') return 'its gzip data is damaged; copy it again';
  return messageOf(error);
}

/** Passes bytes on, unpacked when they begin as gzip does (RFC 1952), whatever the file is called; UTF-16 as UTF-8. */
class Unpacked extends Transform {
  #head: Buffer = Buffer.alloc(0);
  #gunzip: ReturnType<typeof createGunzip> | undefined;
  #decided = false;
  readonly #recoder = recoder();
  /** Bytes that came out. */
  bytes = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (!this.#decided) {
      this.#head = Buffer.concat([this.#head, chunk]);
      if (this.#head.length < 2) {
        done();
        return;
      }
      chunk = this.#head;
      this.#decide(chunk);
    }
    if (this.#gunzip === undefined) {
      this.#give(this.#recoder.next(chunk));
      done();
    } else this.#gunzip.write(chunk, () => done());
  }

  override _flush(done: TransformCallback): void {
    if (!this.#decided) {
      this.#give(this.#recoder.next(this.#head));
      this.#last(done);
      return;
    }
    if (this.#gunzip === undefined) {
      this.#last(done);
      return;
    }
    this.#gunzip.once('end', () => this.#last(done));
    this.#gunzip.end();
  }

  override _read(size: number): void {
    this.#gunzip?.resume();
    super._read(size);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#gunzip?.destroy();
    done(error);
  }

  /** Whether there is room for more. */
  #give(bytes: Buffer): boolean {
    this.bytes += bytes.length;
    return bytes.length === 0 || this.push(bytes);
  }

  #last(done: TransformCallback): void {
    this.#give(this.#recoder.end());
    done();
  }

  #decide(head: Buffer): void {
    this.#decided = true;
    if (head[0] !== 0x1f || head[1] !== 0x8b) return;
    const gunzip = createGunzip({ chunkSize: 256 * 1024 });
    gunzip.on('data', (chunk: Buffer) => {
      if (!this.#give(this.#recoder.next(chunk))) gunzip.pause();
    });
    gunzip.on('error', (error) => this.destroy(error));
    this.#gunzip = gunzip;
  }
}

/** Line by line, without the break (LF or CRLF); null for a line over the limit, whose bytes are let go as they come. */
async function* split(
  input: AsyncIterable<Buffer>,
  limit: number,
  broken: () => boolean,
): AsyncGenerator<Omit<Line, 'number'>> {
  let parts: Buffer[] = [];
  let length = 0;
  const take = (): Buffer | null => {
    const line =
      length > limit ? null : trimmed(parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts));
    parts = [];
    length = 0;
    return line;
  };
  const keep = (part: Buffer) => {
    length += part.length;
    if (length > limit) parts = [];
    else parts.push(part);
  };
  let pending = false;
  for await (const chunk of input) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      keep(chunk.subarray(from, at));
      yield { bytes: take(), ended: true };
      from = at + 1;
      pending = false;
    }
    if (from < chunk.length) {
      keep(chunk.subarray(from));
      pending = true;
    }
  }
  // What was cut off in the middle is no line.
  if (pending && !broken()) yield { bytes: take(), ended: false };
}

/** Without a carriage return at its end, and a byte-order mark at its beginning: files that were put together have several. */
function trimmed(line: Buffer): Buffer {
  const begin = line.subarray(0, MARK.length).equals(MARK) ? MARK.length : 0;
  return line.subarray(begin, line.at(-1) === RETURN ? -1 : undefined);
}

function blank(line: Buffer): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === RETURN);
}
