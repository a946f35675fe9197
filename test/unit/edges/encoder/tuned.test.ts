import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Artefact, readArtefact, writeArtefact } from '../../../../src/edges/encoder/artefact.ts';
import { hashingEncoder } from '../../../../src/edges/encoder/hashing.ts';
import { tunedEncoder } from '../../../../src/edges/encoder/tuned.ts';
import { testEncoder } from '../../../contract/encoder.contract.ts';
import { randomMap, randomStudent, TINY_TOKENIZER } from '../../../support/tuned.ts';

const BASE = 'hashing/1/64';
const open = async () => hashingEncoder({ dim: 64 });

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tuned-'));
});
afterAll(() => rm(root, { recursive: true }));

const artefact: Artefact = {
  base: BASE,
  dim: 64,
  limit: 254,
  student: null,
  map: randomMap(64, { words: false }),
  tokenizer: null,
};
const withWords: Artefact = { ...artefact, map: randomMap(64, { words: true }), tokenizer: TINY_TOKENIZER };
const student: Artefact = { ...withWords, dim: 48, student: randomStudent(48), map: randomMap(48, { words: true }) };

async function written(name: string, what: Artefact, card = '# Card\n'): Promise<string> {
  const folder = join(root, name);
  await writeArtefact(folder, what, card);
  return folder;
}

/** Nothing to do with the numbers: what a reader of texts promises. The student's table is random, so no meaning is asked of it. */
testEncoder('hashing with a map', async () => tunedEncoder(await written(`map-${Math.random()}`, identity()), open));

/** A map that keeps directions: whitening by the identity. */
function identity(): Artefact {
  const matrix = new Float32Array(64 * 64);
  for (let a = 0; a < 64; a++) matrix[a * 65] = 1;
  return {
    ...artefact,
    map: { adapter: null, whitening: { dim: 64, mean: new Float32Array(64).fill(1e-3), matrix }, words: null },
  };
}

describe('writeArtefact and readArtefact', () => {
  it.each([
    ['a map', artefact],
    ['a map with words', withWords],
    ['a map with an adapter', { ...artefact, map: randomMap(64, { words: false, adapter: true }) }],
    ['an adapter alone', { ...artefact, map: { ...randomMap(64, { words: false, adapter: true }), whitening: null } }],
    ['a student with a map', student],
    ['a student alone', { ...student, map: null }],
  ] as const)('give back %s', async (_, what) => {
    const { checksum, vocabulary, ...read } = await readArtefact(await written('same', what));
    expect(read).toEqual(what);
    expect(vocabulary !== null).toBe(what.tokenizer !== null);
    expect(checksum).toMatch(/^[0-9a-f]{64}$/);
  });

  it('write the same bytes for the same numbers, and a card beside them', async () => {
    const [a, b] = [await written('a', student), await written('b', student)];
    for (const file of await readdir(a)) expect(await readFile(join(a, file))).toEqual(await readFile(join(b, file)));
    expect(await readdir(a)).toEqual(['README.md', 'arrays.safetensors', 'map.json', 'tokenizer.json']);
    expect(await readFile(join(a, 'README.md'), 'utf8')).toBe('# Card\n');
  });

  it('replace a folder of their own as a whole, and no other', async () => {
    await written('again', student);
    expect(await readdir(await written('again', artefact))).not.toContain('tokenizer.json');
    const folder = join(root, 'mine');
    await writeArtefact(folder, artefact, '');
    await writeFile(join(folder, 'map.json'), '{}');
    await expect(writeArtefact(folder, artefact, '')).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringMatching(/mine is there already/),
    });
    expect((await readdir(root)).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  it.each([
    ['nothing', 'map.json', null, /no such file/],
    ['another format', 'map.json', '{"format":"other"}', /another format/],
    ['arrays cut short', 'arrays.safetensors', 'short', /no whole safetensors/],
    ['another tokenizer', 'tokenizer.json', '{}', /no BERT vocabulary/],
    ['a tokenizer cut short', 'tokenizer.json', '{"model": {"vo', /tokenizer\.json is no BERT vocabulary/],
  ])('refuse a folder with %s', async (name, file, content, why) => {
    const folder = await written(`damaged-${name.replaceAll(' ', '-')}`, student);
    if (content === null) await rm(join(folder, file));
    else await writeFile(join(folder, file), content);
    await expect(readArtefact(folder)).rejects.toMatchObject({
      fault: 'fatal',
      stage: 'config',
      message: expect.stringMatching(why),
    });
  });
});

describe('tunedEncoder', () => {
  it('names the base and everything that changes a vector', async () => {
    const ids = await Promise.all(
      [
        artefact,
        withWords,
        { ...artefact, map: randomMap(64, { words: false, seed: 9 }) },
        student,
        { ...student, map: null },
        { ...student, limit: 10 },
      ].map(async (what, at) => {
        const encoder = await tunedEncoder(await written(`id-${at}`, what, `card ${at}`), open);
        await encoder.close();
        return encoder.id;
      }),
    );
    expect(new Set(ids).size).toBe(6);
    expect(ids[0]).toMatch(/^hashing\/1\/64\+[0-9a-f]{12}$/);
    expect(ids[3]).toMatch(/^student\+[0-9a-f]{12}$/);
    // The card is for people.
    const same = await tunedEncoder(await written('id-same', artefact, 'another card'), open);
    expect(same.id).toBe(ids[0]);
    await same.close();
  });

  it('refuses another base than it was tuned on, and closes that', async () => {
    let closed = false;
    const close = async () => {
      closed = true;
    };
    const other = async () => ({ ...hashingEncoder({ dim: 32 }), close });
    await expect(tunedEncoder(await written('other', artefact), other)).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringMatching(/tuned on hashing\/1\/64, not on hashing\/1\/32/),
    });
    expect(closed).toBe(true);
  });

  it('needs no base for a student, and gives unit rows of its own length', async () => {
    const encoder = await tunedEncoder(await written('alone', student), async () => {
      throw new Error('not asked for');
    });
    expect(encoder.dim).toBe(53);
    const { data } = await encoder.encode(['rain', '', 'the river banks']);
    for (let i = 0; i < 3; i++) expect(Math.hypot(...data.slice(i * 53, (i + 1) * 53))).toBeCloseTo(1, 5);
    const one = await encoder.encode(['the river banks']);
    expect(one.data).toEqual(data.slice(2 * 53));
    await encoder.close();
    await expect(encoder.encode(['rain'])).rejects.toMatchObject({ fault: 'bug' });
  });

  it('gives the same bits of a student in threads, which end with it', async () => {
    const folder = await written('threads', student);
    const texts = Array.from(
      { length: 100 },
      (_, i) => `${' '.repeat(i % 3)}the river ${'banks '.repeat(i)} rain ${i}`,
    );
    const inside = await tunedEncoder(folder, open);
    for (const threads of [1, 2]) {
      const encoder = await tunedEncoder(folder, open, { threads });
      expect(encoder).toMatchObject({ id: inside.id, dim: inside.dim });
      const [all, one, none] = await Promise.all([encoder.encode(texts), encoder.encode(['rain']), encoder.encode([])]);
      expect(all).toEqual(await inside.encode(texts));
      expect(one).toEqual(await inside.encode(['rain']));
      expect(none).toMatchObject({ rows: 0 });
      const late = encoder.encode(texts);
      late.catch(() => {});
      await encoder.close();
      await expect(late).rejects.toMatchObject({ fault: 'transient' });
      await expect(encoder.encode(texts)).rejects.toMatchObject({ fault: 'bug' });
    }
    expect(process.getActiveResourcesInfo()).not.toContain('MessagePort');
    await inside.close();
  }, 60_000);

  it('goes on in a thread with what it was opened with, when the folder is tuned anew', async () => {
    const folder = await written('renewed', student);
    const encoder = await tunedEncoder(folder, open, { threads: 1 });
    await written('renewed', { ...student, limit: 10 });
    expect((await encoder.encode(['rain'])).rows).toBe(1);
    await encoder.close();
  }, 60_000);
});
