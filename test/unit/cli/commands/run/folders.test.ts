import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { finished, folderOf } from '../../../../../src/cli/commands/run/folders.ts';
import { readArtefact, writeArtefact } from '../../../../../src/edges/encoder/artefact.ts';
import { tunedId } from '../../../../../src/edges/encoder/tuned.ts';
import { randomMap } from '../../../../support/tuned.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'leitmotif-folders-'));
});
afterAll(() => rmSync(root, { recursive: true }));

const write = async (folder: string, seed: number): Promise<string> => {
  const map = randomMap(4, { words: false, seed });
  await writeArtefact(folder, { base: 'hashing/1/4', dim: 4, limit: 8, student: null, map, tokenizer: null }, '');
  return tunedId(await readArtefact(folder));
};

it('has the encoder of a folder by any name, as one that was moved there by hand; not what is being made', async () => {
  const at = (name: string) => join(root, name);
  const ids = {
    older: await write(at('2024-01-01T00-00-00.000Z'), 1),
    newer: await write(at('2024-02-01T00-00-00.000Z'), 2),
    mine: await write(at('tuned'), 3),
    next: await write(at('next'), 4),
    dated: await write(at('2024-03-news'), 6),
  };
  mkdirSync(at('notes'));
  const elsewhere = mkdtempSync(join(tmpdir(), 'leitmotif-elsewhere-'));
  const linked = await write(join(elsewhere, 'x'), 5);
  symlinkSync(join(elsewhere, 'x'), at('linked'));
  expect(await folderOf(root, ids.older)).toBe(at('2024-01-01T00-00-00.000Z'));
  expect(await folderOf(root, ids.mine)).toBe(at('tuned'));
  expect(await folderOf(root, ids.dated)).toBe(at('2024-03-news'));
  expect(await folderOf(root, linked)).toBe(at('linked'));
  expect(await folderOf(root, ids.next)).toBeNull();
  expect(await folderOf(join(root, 'missing'), ids.mine)).toBeNull();
  // What was moved there by hand is nobody's to delete.
  expect(await finished(root)).toEqual([at('2024-02-01T00-00-00.000Z'), at('2024-01-01T00-00-00.000Z')]);
  rmSync(elsewhere, { recursive: true });
});
