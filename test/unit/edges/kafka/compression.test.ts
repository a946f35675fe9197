import { readFileSync } from 'node:fs';
import zlib from 'node:zlib';
import kafkajs from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { readCompressed } from '../../../../src/edges/kafka/compression.ts';
import { unpackLz4 } from '../../../../src/edges/kafka/lz4.ts';
import { unpackSnappy } from '../../../../src/edges/kafka/snappy.ts';

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
const AMPLE = 1_000_000;

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
  ])('compressed with %s are read by kafkajs', async (name, type) => {
    readCompressed();
    expect((await codecs[type]?.().decompress(bytesOf(name)))?.equals(text)).toBe(true);
  });

  it('compressed with zstd are read where Node can, else refused', async () => {
    readCompressed();
    if ('zstdDecompressSync' in zlib)
      expect((await codecs[ZSTD]?.().decompress(bytesOf('zstd')))?.equals(text)).toBe(true);
    else expect(() => codecs[ZSTD]?.()).toThrow('ZSTD compression not implemented');
  });

  it('are left to a codec that somebody has brought along', () => {
    readCompressed();
    const [gzip, mine] = [codecs[GZIP], () => ({ decompress: async (packed: Buffer) => packed })];
    const ours = codecs[LZ4] as typeof mine;
    codecs[LZ4] = mine;
    readCompressed();
    expect(codecs[LZ4]).toBe(mine);
    expect(codecs[GZIP]).toBe(gzip);
    codecs[LZ4] = ours;
  });
});

describe('lz4', () => {
  const frame = (flags: number, ...parts: Buffer[]): Buffer =>
    Buffer.concat([Buffer.from([0x04, 0x22, 0x4d, 0x18, flags, 0x40]), ...parts]);
  const word = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const [checksum, size] = [word(0xdeadbeef), Buffer.alloc(8)];

  it('is read with all that a frame may have, and across blocks and frames', () => {
    const plain = Buffer.concat([word(0x80000003), Buffer.from('abc'), checksum]);
    // One literal, then five bytes from four before, of which the first are the other block's; and a last literal.
    const linked = Buffer.from([0x11, 0x64, 4, 0, 0x10, 0x65]);
    const block = Buffer.concat([word(linked.length), linked, checksum]);
    const whole = frame(0x5c, size, Buffer.from([0]), plain, block, word(0), checksum);
    expect(unpackLz4(whole, AMPLE).toString()).toBe('abcdabcdae');
    expect(unpackLz4(Buffer.concat([whole, whole]), AMPLE).toString()).toBe('abcdabcdaeabcdabcdae');
  });

  it('is refused where it is none, needs a dictionary, or refers to what is not there', () => {
    expect(() => unpackLz4(Buffer.from('something else'), AMPLE)).toThrow('is not');
    expect(() => unpackLz4(frame(0x41, Buffer.alloc(9)), AMPLE)).toThrow('dictionary');
    const astray = Buffer.from([0x10, 0x64, 4, 0]);
    const bytes = frame(0x40, Buffer.from([0]), word(astray.length), astray, word(0));
    expect(() => unpackLz4(bytes, AMPLE)).toThrow('refers to what lies before it');
  });
});

describe.each([
  ['snappy', unpackSnappy],
  ['snappy-java', unpackSnappy],
  ['lz4', unpackLz4],
] as const)('%s', (name, unpack) => {
  it('is refused when it is cut short or unpacks to too much', () => {
    const bytes = bytesOf(name);
    expect(unpack(bytes, text.length).equals(text)).toBe(true);
    expect(() => unpack(bytes, text.length - 1)).toThrow(`more than ${text.length - 1} bytes`);
    expect(() => unpack(bytes.subarray(0, bytes.length - 7), AMPLE)).toThrow();
  });
});
