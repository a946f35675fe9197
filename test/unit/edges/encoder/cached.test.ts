import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cachedEncoder } from '../../../../src/edges/encoder/cached.ts';
import { hashingEncoder } from '../../../../src/edges/encoder/hashing.ts';
import { testEncoder } from '../../../contract/encoder.contract.ts';
import { noted } from './noted.ts';

let root: string;
let count = 0;
const fresh = () => join(root, `cache-${count++}`);
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'cached-'));
});
afterAll(() => rmSync(root, { recursive: true }));

testEncoder('cached, each time from nothing', () =>
  cachedEncoder(hashingEncoder(), { folder: fresh(), name: 'contract' }),
);
// The second encoder finds what the first has written; the two never write at once.
testEncoder('cached, over one folder', () =>
  cachedEncoder(hashingEncoder({ dim: 96 }), { folder: join(root, 'shared'), name: 'contract' }),
);

async function encoded(
  folder: string,
  texts: readonly string[],
  dim = 8,
): Promise<{ asked: string[]; data: number[] }> {
  const { inner, asked } = noted(dim);
  const encoder = await cachedEncoder(inner, { folder, name: 'news' });
  const { data } = await encoder.encode(texts);
  await encoder.close();
  return { asked, data: [...data] };
}

const plain = async (texts: readonly string[], dim = 8) => [...(await hashingEncoder({ dim }).encode(texts)).data];
const pathIn = (folder: string) => join(folder, readdirSync(folder)[0] ?? '');

describe('cachedEncoder', () => {
  it('asks the encoder for each text once, whatever the order later, and gives the same bits', async () => {
    const folder = fresh();
    const texts = ['storm', 'goal', 'storm', 'bank'];
    expect(await encoded(folder, texts)).toEqual({ asked: ['storm', 'goal', 'bank'], data: await plain(texts) });
    const mixed = ['bank', 'vote', 'storm', 'goal', 'bank', 'rain'];
    expect(await encoded(folder, mixed)).toEqual({ asked: ['vote', 'rain'], data: await plain(mixed) });
    expect(await encoded(folder, mixed)).toEqual({ asked: [], data: await plain(mixed) });
  });

  it('keeps more than it reads in one go', async () => {
    const folder = fresh();
    const texts = Array.from({ length: 2500 }, (_, at) => `document ${at}`);
    await encoded(folder, texts);
    expect(await encoded(folder, texts)).toEqual({ asked: [], data: await plain(texts) });
    const turned = [...texts].reverse();
    expect(await encoded(folder, turned)).toEqual({ asked: [], data: await plain(turned) });
  });

  it('answers calls that overlap, and keeps each text once', async () => {
    const folder = fresh();
    const { inner } = noted();
    const encoder = await cachedEncoder(inner, { folder, name: 'news' });
    const calls = [
      ['a b', 'c d'],
      ['c d', 'e f'],
      ['e f', 'a b'],
    ];
    const results = await Promise.all(calls.map((texts) => encoder.encode(texts)));
    for (const [at, texts] of calls.entries()) expect([...(results[at]?.data ?? [])]).toEqual(await plain(texts));
    await encoder.close();
    // The head, and three records of 16 + 4 · 8 + 4 bytes.
    expect(readFileSync(pathIn(folder))).toHaveLength(512 + 3 * 52);
  });

  it('encodes anew what was cut short, and goes on behind the whole records', async () => {
    const folder = fresh();
    const texts = ['storm', 'goal', 'bank'];
    await encoded(folder, texts);
    const whole = readFileSync(pathIn(folder));
    for (const left of [whole.length - 1, 512 + 52 + 7, 512 + 3, 512, 100, 0]) {
      writeFileSync(pathIn(folder), whole.subarray(0, left));
      const lost = texts.slice(Math.max(0, Math.floor((left - 512) / 52)));
      expect((await encoded(folder, texts)).asked).toEqual(lost);
      expect(readFileSync(pathIn(folder)).equals(whole), `${left} bytes left`).toBe(true);
      expect(await encoded(folder, texts)).toEqual({ asked: [], data: await plain(texts) });
    }
  });

  it('encodes a damaged record anew and keeps its neighbours', async () => {
    const folder = fresh();
    const texts = ['storm', 'goal', 'bank'];
    await encoded(folder, texts);
    const bytes = readFileSync(pathIn(folder));
    bytes.fill(0, 512 + 52 + 20, 512 + 52 + 30);
    writeFileSync(pathIn(folder), bytes);
    expect(await encoded(folder, texts)).toEqual({ asked: ['goal'], data: await plain(texts) });
    expect(await encoded(folder, texts)).toEqual({ asked: [], data: await plain(texts) });
  });

  it('tells texts apart that differ in a lone surrogate only', async () => {
    const folder = fresh();
    expect((await encoded(folder, ['a\ud800', 'a\ud801', 'a\ufffd'])).asked).toHaveLength(3);
  });

  it('leaves nothing behind when the encoder fails, and asks again', async () => {
    const folder = fresh();
    const { inner } = noted();
    let failing = true;
    const encoder = await cachedEncoder(
      { ...inner, encode: (texts) => (failing ? Promise.reject(new Error('no memory')) : inner.encode(texts)) },
      { folder, name: 'news' },
    );
    await expect(encoder.encode(['storm'])).rejects.toThrow('no memory');
    failing = false;
    expect([...(await encoder.encode(['storm'])).data]).toEqual(await plain(['storm']));
    await encoder.close();
    expect((await encoded(folder, ['storm'])).asked).toEqual([]);
  });

  it('has a file for each encoder and each name', async () => {
    const folder = fresh();
    await encoded(folder, ['storm'], 8);
    await encoded(folder, ['storm'], 16);
    const other = await cachedEncoder(noted().inner, { folder, name: '../e v/il' });
    await other.encode(['storm']);
    await other.close();
    expect(readdirSync(folder).sort()).toEqual([
      '.._e_v_il-hashing_1_8.vectors',
      'news-hashing_1_16.vectors',
      'news-hashing_1_8.vectors',
    ]);
  });

  it.each([
    ['another encoder', { id: 'other/1/8', dim: 8 }, /holds vectors of hashing\/1\/8 .*, not of other\/1\/8/],
    ['another dimension', { id: 'hashing/1/8', dim: 4 }, /holds vectors of hashing\/1\/8 \(8 numbers, .*not of.*\(4,/],
  ])('refuses the file of %s', async (_, claim, why) => {
    const folder = fresh();
    await encoded(folder, ['storm']);
    const bytes = readFileSync(pathIn(folder));
    writeFileSync(join(folder, `news-${claim.id.replaceAll('/', '_')}.vectors`), bytes);
    const opening = cachedEncoder({ ...noted().inner, ...claim }, { folder, name: 'news' });
    await expect(opening).rejects.toMatchObject({ fault: 'fatal', message: expect.stringMatching(why) });
  });

  it('refuses a file that is something else, and a folder that cannot be made', async () => {
    const folder = fresh();
    await encoded(folder, ['storm']);
    const opening = (where: string) => cachedEncoder(noted().inner, { folder: where, name: 'news' });
    for (const foreign of ['x'.repeat(5000), 'notes of mine']) {
      writeFileSync(pathIn(folder), foreign);
      await expect(opening(folder)).rejects.toMatchObject({
        fault: 'fatal',
        message: expect.stringMatching(/holds no cached embeddings: move it away/),
      });
      expect(readFileSync(pathIn(folder), 'utf8')).toBe(foreign);
    }
    await expect(opening(join(pathIn(folder), 'below'))).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringMatching(/ENOTDIR|EEXIST/),
    });
  });
});
