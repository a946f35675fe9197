/** Compressions of record batches that kafkajs 2.2.4 leaves to others, and a bound on its own: to read, not to write. */
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { Decompress } from 'fzstd';
import kafkajs from 'kafkajs';
import { decompressFrame } from 'lz4-napi';
import { uncompress } from 'snappy';
import { messageOf } from '../../core/errors.ts';

// Node finds only some of kafkajs's exports by name.
const { CompressionCodecs, CompressionTypes } = kafkajs;

interface Codec {
  compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>;
  decompress(packed: Buffer): Promise<Buffer>;
}
const codecs = CompressionCodecs as Record<number, () => Codec>;
type Unpack = (packed: Buffer) => Promise<Buffer>;

const gunzip = promisify(zlib.gunzip);

/** Bytes that a batch may come to: a broker with its defaults takes a megabyte packed, which of text is some ten unpacked. */
const MOST = 256 * 1024 * 1024;

/** Thrown for a record batch that cannot be unpacked, or comes to more than 256 MiB. */
export class Unpackable extends Error {
  override readonly name = 'Unpackable';
}

/** Has kafkajs read all of Kafka's compressions, in all its clients. Codecs that somebody has brought along are left alone. */
export function readCompressed(): void {
  bring(CompressionTypes.GZIP, 'gzip', (packed) => gunzip(packed, { maxOutputLength: MOST }));
  bring(CompressionTypes.Snappy, 'snappy', unpackSnappy);
  // At most 255 times as much as was packed.
  bring(CompressionTypes.LZ4, 'lz4', decompressFrame);
  bring(CompressionTypes.ZSTD, 'zstd', unpackZstd);
}

function bring(type: number, name: string, unpack: Unpack): void {
  const found = codecs[type] as () => Codec;
  if (!isOfKafkajs(found)) return;
  codecs[type] = () => ({
    compress: async (encoder) => found().compress(encoder),
    async decompress(packed) {
      try {
        return await unpack(packed);
      } catch (error) {
        throw new Unpackable(`a record batch compressed with ${name} cannot be unpacked: ${messageOf(error)}`);
      }
    },
  });
}

/** It has gzip alone, and throws for the others. */
function isOfKafkajs(codec: () => Codec): boolean {
  try {
    return codec() === createRequire(import.meta.url)('kafkajs/src/protocol/message/compression/gzip.js');
  } catch {
    return true;
  }
}

/** What the clients of Java write begins so, two version numbers of four bytes follow, then blocks after their lengths. */
const JAVA = Buffer.from('\x82SNAPPY\0', 'latin1');
const JAVA_HEADER = JAVA.length + 8;

/** One block as librdkafka writes it (github.com/google/snappy, format_description.txt), or those of snappy-java. */
async function unpackSnappy(packed: Buffer): Promise<Buffer> {
  if (!packed.subarray(0, JAVA.length).equals(JAVA)) return block(packed, MOST);
  const pieces: Buffer[] = [];
  let left = MOST;
  for (let at = JAVA_HEADER; at < packed.length; ) {
    const from = at + 4;
    at = from + packed.readUInt32BE(at);
    if (at > packed.length) throw new Error('it is cut short');
    const piece = await block(packed.subarray(from, at), left);
    pieces.push(piece);
    left -= piece.length;
  }
  return Buffer.concat(pieces);
}

async function block(packed: Buffer, most: number): Promise<Buffer> {
  // Room is made for as many bytes as it says that it has, seven bits at a time.
  let size = 0;
  for (let i = 0; i < 5; i++) {
    const byte = packed[i] ?? 0;
    size += (byte & 127) * 128 ** i;
    if (byte < 128) break;
  }
  if (size > most) throw tooMuch();
  return (await uncompress(packed, { asBuffer: true })) as Buffer;
}

/** Node has it since 22.15. */
const { zstdDecompress } = zlib as { readonly zstdDecompress?: typeof zlib.gunzip };
const nodesZstd = zstdDecompress && promisify(zstdDecompress);

async function unpackZstd(packed: Buffer): Promise<Buffer> {
  if (nodesZstd) return nodesZstd(packed, { maxOutputLength: MOST });
  const pieces: Uint8Array[] = [];
  let left = MOST;
  const unpacking = new Decompress((piece) => {
    left -= piece.length;
    if (left < 0) throw tooMuch();
    pieces.push(piece);
  });
  unpacking.push(packed, true);
  return Buffer.concat(pieces);
}

function tooMuch(): Error {
  return new Error(`it comes to more than ${MOST} bytes`);
}
