/** Compressions that kafkajs 2.2.4 leaves to others: snappy, lz4 and, where Node has it, zstd. To read, not to write. */
import zlib from 'node:zlib';
import kafkajs from 'kafkajs';
import { unpackLz4 } from './lz4.ts';
import { unpackSnappy } from './snappy.ts';

// Node finds only some of kafkajs's exports by name.
const { CompressionCodecs, CompressionTypes } = kafkajs;

/** Unpacks a record batch; throws when it comes to more than `most` bytes. */
type Unpack = (packed: Buffer, most: number) => Buffer;

/** A broker with its defaults takes a megabyte packed; of text that is some ten unpacked. */
const MOST_UNPACKED = 256 * 1024 * 1024;

/** Has kafkajs read them, in all its clients. Those that somebody has brought along are left alone. */
export function readCompressed(): void {
  bring(CompressionTypes.Snappy, unpackSnappy);
  bring(CompressionTypes.LZ4, unpackLz4);
  // Since Node 22.15.
  const { zstdDecompressSync } = zlib as { zstdDecompressSync?: (packed: Buffer, limit: object) => Buffer };
  if (zstdDecompressSync)
    bring(CompressionTypes.ZSTD, (packed, most) => zstdDecompressSync(packed, { maxOutputLength: most }));
}

function bring(type: number, unpack: Unpack): void {
  const codecs = CompressionCodecs as Record<number, () => unknown>;
  const missing = codecs[type];
  try {
    missing?.();
  } catch {
    codecs[type] = () => ({
      compress: () => missing?.(),
      decompress: async (packed: Buffer) => unpack(packed, MOST_UNPACKED),
    });
  }
}
