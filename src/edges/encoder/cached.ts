/**
 * Vectors kept in a file, keyed by their text, so that the same corpus is encoded once.
 *
 * The file begins with one line of JSON, padded with spaces to HEADER bytes. Records of one size follow:
 * key (16 bytes, the beginning of SHA-256 over the text's UTF-16 code units, little-endian) · vector (dim float32) ·
 * CRC-32 of both (uint32, little-endian). Records are only ever added.
 */
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import type { Encoder } from '../../core/ports.ts';
import { KEY, type Memory, rememberingEncoder } from './remembering.ts';

export interface CacheOptions {
  /** Made when it is missing. */
  readonly folder: string;
  /** Names the file beside the encoder's id: one corpus, one name. Signs that are unfit for a file become "_". */
  readonly name: string;
}

/** Bytes before the first record. */
const HEADER = 512;
const CHECKSUM = 4;
/** Records looked at in one go on opening, and read or written together. */
const AT_ONCE = 1024;

const header = z.object({
  format: z.literal('leitmotif-vectors/1'),
  encoder: z.string(),
  dim: z.number(),
  byteOrder: z.enum(['LE', 'BE']),
});

/**
 * The same bits as `encoder` alone, which it closes with itself. A tail that was cut short and damaged records are
 * encoded anew. One process at a time may add to a file; any number may read it. Throws `fatal` when the file cannot
 * be read or written, or belongs to another encoder.
 */
export async function cachedEncoder(encoder: Encoder, { folder, name }: CacheOptions): Promise<Encoder> {
  const path = join(folder, `${safe(name)}-${safe(encoder.id)}.vectors`);
  return rememberingEncoder(encoder, await opened(path, folder, encoder));
}

async function opened(path: string, folder: string, { id, dim }: Encoder): Promise<Memory> {
  const failed = (error: unknown): never => {
    if (error instanceof LeitmotifError) throw error;
    const message = `the cached embeddings ${path} cannot be used: ${messageOf(error)}; free the file, or keep them elsewhere`;
    throw new LeitmotifError('fatal', 'encode', message, { cause: error });
  };
  const size = KEY + 4 * dim + CHECKSUM;
  const handle = await mkdir(folder, { recursive: true })
    .then(() => open(path, 'a+'))
    .catch(failed);
  const { index, count } = await scan(handle, path, { id, dim, size }).catch(async (error: unknown) => {
    await handle.close();
    return failed(error);
  });
  let written = count;
  let tail: Promise<unknown> = Promise.resolve();
  // The first who adds makes the file whole: a head where there was none, no rest of a record that was cut short.
  let begin: (() => Promise<void>) | undefined = async () => {
    await handle.truncate(count === 0 ? 0 : HEADER + count * size);
    if (count === 0) await handle.writeFile(head({ id, dim }));
  };

  async function write(keys: readonly string[], data: Float32Array): Promise<void> {
    await begin?.();
    begin = undefined;
    const fresh = keys.map((key, row) => ({ key, row })).filter(({ key }) => !index.has(key));
    for (let from = 0; from < fresh.length; from += AT_ONCE) {
      const part = fresh.slice(from, from + AT_ONCE);
      const records = part.map(({ key, row }) => record(key, data.subarray(row * dim, (row + 1) * dim)));
      await handle.writeFile(Buffer.concat(records));
      for (const { key } of part) index.set(key, written++);
    }
  }

  return {
    has: (key) => index.has(key),
    async read(keys, into) {
      // Texts come in the order in which they once were written: neighbours are read together.
      let at = 0;
      while (at < keys.length) {
        const first = index.get(keys[at] as string);
        const from = at++;
        if (first === undefined) continue;
        while (at < keys.length && at - from < AT_ONCE && index.get(keys[at] as string) === first + at - from) at += 1;
        const bytes = Buffer.alloc((at - from) * size);
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, HEADER + first * size).catch(failed);
        if (bytesRead < bytes.length) failed(new Error('it became shorter while it was in use'));
        for (let row = from; row < at; row++) into.set(vectorIn(bytes, (row - from) * size, dim), row * dim);
      }
    },
    add(keys, data) {
      const turn = tail.then(() => write(keys, data)).catch(failed);
      tail = turn.catch(() => {});
      return turn;
    },
    async close() {
      await tail;
      await handle.close();
    },
  };
}

/** Where each key's record is, and how many records the file holds, damaged ones included. */
async function scan(
  handle: FileHandle,
  path: string,
  { id, dim, size }: { id: string; dim: number; size: number },
): Promise<{ index: Map<string, number>; count: number }> {
  const index = new Map<string, number>();
  const bytes = (await handle.stat()).size;
  const first = Buffer.alloc(Math.min(bytes, HEADER));
  await handle.read(first, 0, first.length, 0);
  // A head that was cut short is written anew.
  if (bytes < HEADER && first.equals(head({ id, dim }).subarray(0, bytes))) return { index, count: 0 };
  check(first.toString(), path, { id, dim });
  const count = Math.floor((bytes - HEADER) / size);
  const block = Buffer.alloc(AT_ONCE * size);
  for (let from = 0; from < count; from += AT_ONCE) {
    const records = Math.min(AT_ONCE, count - from);
    await handle.read(block, 0, records * size, HEADER + from * size);
    for (let at = 0; at < records; at++) {
      const record = block.subarray(at * size, (at + 1) * size);
      if (crc32(record.subarray(0, size - CHECKSUM)) !== record.readUInt32LE(size - CHECKSUM)) continue;
      index.set(record.toString('latin1', 0, KEY), from + at);
    }
  }
  return { index, count };
}

function check(text: string, path: string, { id, dim }: { id: string; dim: number }): void {
  const found = header.safeParse(parsed(text)).data;
  if (found === undefined) {
    const message = `${path} holds no cached embeddings: move it away, or keep the embeddings elsewhere`;
    throw new LeitmotifError('fatal', 'encode', message);
  }
  if (found.encoder === id && found.dim === dim && found.byteOrder === endianness()) return;
  const message = `${path} holds vectors of ${found.encoder} (${found.dim} numbers, ${found.byteOrder}), not of ${id} (${dim}, ${endianness()}): move it away, or keep the embeddings elsewhere`;
  throw new LeitmotifError('fatal', 'encode', message);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function head({ id, dim }: { id: string; dim: number }): Buffer {
  const line = JSON.stringify({ format: 'leitmotif-vectors/1', encoder: id, dim, byteOrder: endianness() });
  const bytes = Buffer.alloc(HEADER, ' ');
  if (bytes.write(line) >= HEADER) {
    throw new LeitmotifError('fatal', 'config', `the encoder's id ${id} is too long for a file of cached embeddings`);
  }
  bytes.write('\n', HEADER - 1);
  return bytes;
}

function record(key: string, vector: Float32Array): Buffer {
  const body = Buffer.concat([
    Buffer.from(key, 'latin1'),
    Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
  ]);
  const checksum = Buffer.alloc(CHECKSUM);
  checksum.writeUInt32LE(crc32(body));
  return Buffer.concat([body, checksum]);
}

function vectorIn(bytes: Buffer, at: number, dim: number): Float32Array {
  const start = at + KEY;
  // A copy begins on a boundary of four bytes, whatever the buffer does.
  return new Float32Array(Uint8Array.from(bytes.subarray(start, start + 4 * dim)).buffer);
}

function safe(name: string): string {
  return name.replace(/[^\w.-]+/g, '_');
}
