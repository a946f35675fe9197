import { readFileSync } from 'node:fs';
import zlib from 'node:zlib';
import kafkajs from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { readCompressed, Unpackable } from '../../../../src/edges/kafka/compression.ts';

const { CompressionCodecs, CompressionTypes } = kafkajs;
const codecs = CompressionCodecs as Record<number, () => { decompress(packed: Buffer): Promise<Buffer> }>;
const { GZIP, Snappy, LZ4, ZSTD } = CompressionTypes;

/** As the clients of Java packed `text` (kafka-clients 4.3.1), snappy also bare, and in blocks of 1,024 bytes. */
const fixture = new URL('../../../fixtures/compressed.json', import.meta.url);
const packed = new Map(
  Object.entries(JSON.parse(readFileSync(fixture, 'utf8')) as Record<string, string>).map(
    ([name, base64]) => [name, Buffer.from(base64, 'base64')] as const,
  ),
);
const bytesOf = (name: string): Buffer => packed.get(name) as Buffer;
const text = madeText();
const unpack = async (type: number, bytes: Buffer) => codecs[type]?.().decompress(bytes) ?? Buffer.alloc(0);

/** Words that come again, a run of one letter, and noise that comes twice. */
function madeText(): Buffer {
  let state = 7;
  const noise = Buffer.from(
    Array.from({ length: 300 }, () => {
      state = (state * 1103515245 + 12345) & 0x7fffffff;
      return (state >>> 16) & 255;
    }),
  );
  const words = 'goal keeper penalty striker match coach league football '.repeat(30);
  return Buffer.concat([Buffer.from(words), Buffer.alloc(1500, 'a'), noise, Buffer.from(words.slice(0, 300)), noise]);
}

describe('record batches', () => {
  it.each([
    ['snappy', Snappy],
    ['snappy-java', Snappy],
    ['lz4', LZ4],
    ['zstd', ZSTD],
  ])('compressed with %s are read by kafkajs', async (name, type) => {
    readCompressed();
    const bytes = bytesOf(name);
    expect((await unpack(type, bytes)).equals(text)).toBe(true);
    await expect(unpack(type, bytes.subarray(0, bytes.length - 7))).rejects.toThrow(Unpackable);
    await expect(unpack(type, Buffer.from('something else'))).rejects.toThrow(
      `compressed with ${name.split('-')[0]} cannot be unpacked`,
    );
  });

  it('compressed with gzip are read as before', async () => {
    readCompressed();
    expect((await unpack(GZIP, zlib.gzipSync(text))).equals(text)).toBe(true);
    await expect(unpack(GZIP, text)).rejects.toThrow('compressed with gzip cannot be unpacked');
  });

  it('that come to more than 256 MiB are refused', async () => {
    readCompressed();
    const much = Buffer.alloc(257 * 1024 * 1024);
    await expect(unpack(GZIP, zlib.gzipSync(much))).rejects.toThrow('larger than 268435456 bytes');
    // Its length, 2³² − 1, stands before the bytes.
    await expect(unpack(Snappy, Buffer.from([255, 255, 255, 255, 15, 0]))).rejects.toThrow('more than 268435456 bytes');
    // A frame of blocks of 128 KiB, each one byte again and again.
    const block = Buffer.from([2, 0, 0x10, 0x61]);
    const blocks = Array.from({ length: 2056 }, () => block);
    const zstd = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x38]), ...blocks, Buffer.from([3, 0, 0, 0])]);
    await expect(unpack(ZSTD, zstd)).rejects.toThrow(/(more|larger) than 268435456 bytes/);
  });

  it('are left to a codec that somebody has brought along', () => {
    for (const type of [GZIP, LZ4]) {
      const before = codecs[type] as (typeof codecs)[number];
      const mine = () => ({ decompress: async (packed: Buffer) => packed });
      codecs[type] = mine;
      readCompressed();
      expect(codecs[type]).toBe(mine);
      codecs[type] = before;
    }
  });
});
