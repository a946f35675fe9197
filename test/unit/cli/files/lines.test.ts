import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLines } from '../../../../src/cli/files/lines.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leitmotif-lines-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(chunks: readonly (string | Buffer)[], limit = 1 << 20): Promise<[number, string | null][]> {
  const stdin = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  const source = await openLines('-', { limit, stdin });
  const lines: [number, string | null][] = [];
  for await (const { number, bytes } of source.lines()) lines.push([number, bytes?.toString('latin1') ?? null]);
  return lines;
}

describe('lines', () => {
  it('are numbered from 1, with or without a line break at the end', async () => {
    expect(await read(['a\nb\nc'])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    expect(await read(['a\nb\nc\n'])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    expect(await read([])).toEqual([]);
    expect(await read(['\n'])).toEqual([]);
  });

  it('lose CRLF, and blank ones are counted only', async () => {
    expect(await read(['a\r\n\r\n \t\nb\r\n'])).toEqual([
      [1, 'a'],
      [4, 'b'],
    ]);
  });

  it.each(['utf16le', 'utf16be'])(
    'are UTF-8 where the file is %s, packed or not, however it is cut',
    async (encoding) => {
      const marked = Buffer.from('\ufeff{"a":"für 好😀"}\r\nb', 'utf16le');
      if (encoding === 'utf16be') marked.swap16();
      for (const bytes of [marked, gzipSync(marked)])
        for (const chunks of [[bytes], Array.from(bytes, (byte) => Buffer.from([byte]))])
          expect(await read(chunks)).toEqual([
            [1, Buffer.from('{"a":"für 好😀"}').toString('latin1')],
            [2, 'b'],
          ]);
    },
  );

  it('lose a byte-order mark, packed or not', async () => {
    const marked = Buffer.from('\ufeff{"a":1}\n\ufeff\nb\ufeff\n');
    for (const bytes of [marked, gzipSync(marked)]) {
      const chunks = [bytes.subarray(0, 1), bytes.subarray(1)];
      expect(await read(chunks)).toEqual([
        [1, '{"a":1}'],
        [3, 'b\xef\xbb\xbf'],
      ]);
    }
  });

  it('keep NULs and bytes that are no UTF-8 as they are', async () => {
    expect(await read([Buffer.from([0x61, 0, 0xff, 0x0a, 0xc3, 0x28])])).toEqual([
      [1, 'a\0\xff'],
      [2, '\xc3('],
    ]);
  });

  it('do not depend on how the bytes arrive, packed or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.stringMatching(/^[a-c\r ]{0,6}$/), { maxLength: 8 }),
        fc.array(fc.nat(40), { maxLength: 6 }),
        fc.boolean(),
        async (texts, cuts, packed) => {
          const whole = Buffer.from(texts.join('\n'));
          const bytes = packed && whole.length > 0 ? gzipSync(whole) : whole;
          const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
          const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
          const expected = texts
            .map((text, index): [number, string] => [index + 1, text.replace(/\r$/, '')])
            .filter(([, text]) => text.replaceAll(/[\r ]/g, '') !== '');
          expect(await read(chunks.filter((chunk) => chunk.length > 0))).toEqual(expected);
        },
      ),
    );
  });

  it('of 10 MB are whole', async () => {
    const long = 'x'.repeat(10_000_000);
    const lines = await read([`${long.slice(0, 6_000_000)}`, `${long.slice(6_000_000)}\nb`], 64 << 20);
    expect(lines.map(([number, text]) => [number, text?.length])).toEqual([
      [1, 10_000_000],
      [2, 1],
    ]);
  });

  it('over the limit are dropped and reported, and the rest goes on', async () => {
    expect(await read(['aaaa', 'aaaa', 'a\nb', 'b\n', 'ccccc'], 4)).toEqual([
      [1, null],
      [2, 'bb'],
      [3, null],
    ]);
  });

  it('are unpacked by their first bytes, several members too', async () => {
    const bytes = Buffer.concat([gzipSync('a\nb\n'), gzipSync('c\n')]);
    expect(await read([bytes])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    expect(await read([bytes.subarray(0, 1), bytes.subarray(1)])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
  });

  it('come from a file whatever it is called', async () => {
    const path = join(folder, 'plain.gz');
    writeFileSync(path, 'a\nb\n');
    const source = await openLines(path, { limit: 10 });
    const lines: string[] = [];
    for await (const { bytes } of source.lines()) lines.push(String(bytes));
    expect(lines).toEqual(['a', 'b']);
  });

  it.each(['plain', 'packed'])('of a %s file tell how far they are', async (kind) => {
    const text = Array.from({ length: 1000 }, (_, at) => `line ${at}`).join('\n');
    const path = join(folder, kind);
    writeFileSync(path, kind === 'packed' ? gzipSync(text) : text);
    const source = await openLines(path, { limit: 100 });
    const read: (number | null)[] = [source.read()];
    for await (const { number } of source.lines()) if (number % 250 === 0) read.push(source.read());
    for (const [at, part] of read.entries()) expect(part).toBeCloseTo(at / 4, 1);
  });

  it('of a pipe do not', async () => {
    expect((await openLines('-', { limit: 10, stdin: Readable.from([]) })).read()).toBeNull();
  });
});

describe('an endless feed', () => {
  it('can be ended from outside while it waits for more', async () => {
    const stdin = new Readable({ read() {} });
    stdin.push('a\nb\nhalf');
    const source = await openLines('-', { limit: 10, stdin });
    const lines: string[] = [];
    for await (const { bytes } of source.lines()) {
      lines.push(String(bytes));
      if (lines.length === 2) setImmediate(() => source.end());
    }
    expect(lines).toEqual(['a', 'b']);
  });
});

describe('files that cannot be read', () => {
  async function failure(bytes: Buffer): Promise<{ lines: number; message: string }> {
    const path = join(folder, 'broken');
    writeFileSync(path, bytes);
    const source = await openLines(path, { limit: 1 << 20 });
    let lines = 0;
    try {
      for await (const _ of source.lines()) lines += 1;
    } catch (error) {
      expect(error).toMatchObject({ fault: 'fatal', stage: 'decode' });
      return { lines, message: (error as Error).message };
    }
    throw new Error('the file was read to its end');
  }

  it('break off: the lines before are handed out', async () => {
    const texts = Array.from({ length: 20_000 }, (_, at) => `line ${at} ${Math.sin(at)}`).join('\n');
    const packed = gzipSync(texts);
    const { lines, message } = await failure(packed.subarray(0, packed.length / 2));
    expect(lines).toBeGreaterThan(1000);
    expect(message).toMatch(new RegExp(`broken cannot be read beyond line ${lines}: its gzip data breaks off`));
  });

  it('are damaged', async () => {
    const packed = gzipSync('a\n'.repeat(1000));
    packed.fill(0xff, 12, 20);
    expect((await failure(packed)).message).toMatch(/gzip data is damaged/);
  });

  it('are not there, or folders', async () => {
    await expect(openLines(join(folder, 'none'), { limit: 1 })).rejects.toThrow(/cannot read .*none.*ENOENT/);
    await expect(openLines(folder, { limit: 1 })).rejects.toThrow(/is a folder/);
  });

  it('are there and may not be opened', async () => {
    // What even root may not: a socket.
    const path = join(folder, 'socket');
    const server = createServer().listen(path);
    await once(server, 'listening');
    await expect(openLines(path, { limit: 1 })).rejects.toMatchObject({
      fault: 'fatal',
      stage: 'config',
      message: expect.stringMatching(/^cannot read .*socket: ENXIO/) as string,
    });
    server.close();
  });

  it('can be opened and not read, and nobody has begun to read them', async () => {
    const source = await openLines('/proc/self/mem', { limit: 1 });
    await wait(50);
    await expect(source.lines().next()).rejects.toThrow(/^\/proc\/self\/mem cannot be read beyond line 0: EIO/);
  });
});
