/** An encoder that is not asked again for what it has said: a text's vector depends on nothing but the text. */
import { createHash } from 'node:crypto';
import { LeitmotifError } from '../../core/errors.ts';
import type { Encoder } from '../../core/ports.ts';

/** Vectors by the key of their text. */
export interface Memory {
  has(key: string): boolean;
  /** Row i of `into` is the vector of keys[i]; rows of unknown keys are left as they are. */
  read(keys: readonly string[], into: Float32Array): Promise<void>;
  /** Row i of `data` is the vector of keys[i]. */
  add(keys: readonly string[], data: Float32Array): Promise<void>;
  close(): Promise<void>;
}

/** Bytes of a key. */
export const KEY = 16;

/** The same bits as `encoder` alone, which it closes with itself and the memory. Throws as both do. */
export function rememberingEncoder(encoder: Encoder, memory: Memory): Encoder {
  const { id, dim } = encoder;
  let closed: Promise<void> | undefined;
  return {
    id,
    dim,
    async encode(texts) {
      if (closed) throw new LeitmotifError('bug', 'encode', 'the encoder was closed; create another to encode');
      const keys = texts.map(keyOf);
      const missing = new Map(keys.map((key, at) => [key, at] as const).filter(([key]) => !memory.has(key)));
      const data = new Float32Array(texts.length * dim);
      await memory.read(keys, data);
      if (missing.size > 0) {
        const fresh = await encoder.encode([...missing.values()].map((at) => texts[at] as string));
        const rowOf = new Map([...missing.keys()].map((key, row) => [key, row]));
        keys.forEach((key, at) => {
          const row = rowOf.get(key);
          if (row !== undefined) data.set(fresh.data.subarray(row * dim, (row + 1) * dim), at * dim);
        });
        await memory.add([...missing.keys()], fresh.data);
      }
      return { rows: texts.length, dim, data };
    },
    close() {
      closed ??= Promise.all([memory.close(), encoder.close()]).then(() => {});
      return closed;
    },
  };
}

/** The vectors that were asked for last, so many of them; 6 MB for 4,096 of 384 numbers. */
export function recentMemory(dim: number, most = 4096): Memory {
  // The order of a map is that in which its keys came: the first was asked for longest ago.
  const vectors = new Map<string, Float32Array>();
  const put = (key: string, vector: Float32Array): void => {
    vectors.delete(key);
    vectors.set(key, vector);
  };
  return {
    has: (key) => vectors.has(key),
    async read(keys, into) {
      keys.forEach((key, row) => {
        const vector = vectors.get(key);
        if (!vector) return;
        into.set(vector, row * dim);
        put(key, vector);
      });
    },
    async add(keys, data) {
      keys.forEach((key, row) => {
        put(key, data.slice(row * dim, (row + 1) * dim));
      });
      for (const key of vectors.keys()) {
        if (vectors.size <= most) break;
        vectors.delete(key);
      }
    },
    async close() {
      vectors.clear();
    },
  };
}

/** UTF-16, since two texts with different lone surrogates are one in UTF-8; latin1 makes a short string of the bytes. */
function keyOf(text: string): string {
  return createHash('sha256').update(Buffer.from(text, 'utf16le')).digest().toString('latin1', 0, KEY);
}
