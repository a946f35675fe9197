import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsNow, settingsOf, toDo } from '../../../../../src/cli/commands/migrate/settings.ts';
import { loadSettings } from '../../../../../src/cli/settings.ts';
import { readArtefact, writeArtefact } from '../../../../../src/edges/encoder/artefact.ts';
import { tunedId } from '../../../../../src/edges/encoder/tuned.ts';
import { randomMap } from '../../../../support/tuned.ts';

let root: string;
let tuned: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'leitmotif-migrate-'));
  tuned = join(root, 'tuned', 'a');
  const map = randomMap(4, { words: false, seed: 1 });
  await writeArtefact(tuned, { base: 'hashing/1/4', dim: 4, limit: 8, student: null, map, tokenizer: null }, '');
});
afterAll(() => rmSync(root, { recursive: true }));

const configOf = (settings: Record<string, string>) =>
  loadSettings({ env: {}, flags: new Map(Object.entries(settings)) }).config;

/** What is said after a move from these settings. */
async function changes(settings: Record<string, string>, name: string, weights?: string): Promise<string> {
  const config = configOf(settings);
  return toDo(config, await settingsOf(config.encoder, name, weights)).replace(
    /^give the replicas (.*); start them again$/,
    '$1',
  );
}

describe('what replicas are to be given after a move', () => {
  it('is all that differs, also what is to be left out', async () => {
    const hashing = { 'encoder.kind': 'hashing' };
    expect(await changes({}, 'use-multilingual-v3')).toBe('encoder.model: use-multilingual-v3');
    expect(await changes(hashing, 'all-MiniLM-L6-v2')).toBe('encoder.kind: transformer');
    expect(await changes(hashing, tuned)).toBe(`encoder.tuned: ${tuned}`);
    expect(await changes({ ...hashing, 'encoder.tuned': tuned }, 'hashing')).toBe('no encoder.tuned');
    expect(await changes({ 'encoder.tuned': tuned }, 'hashing')).toBe('encoder.kind: hashing, no encoder.tuned');
    expect(await changes({}, 'mine', '/weights')).toBe('encoder.model: mine, encoder.folder: /weights');
    const own = { 'encoder.model': 'mine', 'encoder.folder': '/weights' };
    expect(await changes(own, 'all-MiniLM-L6-v2')).toBe('encoder.model: all-MiniLM-L6-v2, no encoder.folder');
  });

  it('with tune.every is a folder that they find, or an end to looking for one', async () => {
    const every = { 'encoder.kind': 'hashing', 'tune.every': '7d' };
    expect(await changes({ ...every, 'tune.folder': join(root, 'tuned') }, tuned)).toBe(
      'the replicas find its folder, and go on by themselves',
    );
    expect(await changes({ ...every, 'tune.folder': join(root, 'other') }, tuned)).toBe(
      `encoder.tuned: ${tuned}, tune.every: never`,
    );
    const config = configOf(every);
    expect(toDo(config, await settingsOf({ ...config.encoder, tuned }, 'hashing', undefined))).toBe(
      'start the replicas again, with the settings that they have',
    );
  });
});

describe('the encoder that a model has', () => {
  it('is that of the settings, and with tune.every the one in the folder', async () => {
    const id = tunedId(await readArtefact(tuned));
    const every = configOf({ 'tune.every': '7d', 'tune.folder': join(root, 'tuned') });
    expect(await settingsNow(every, id)).toEqual({ ...every.encoder, tuned });
    expect(await settingsNow(every, 'hashing/1/256')).toEqual(every.encoder);
    const plain = configOf({ 'tune.folder': join(root, 'tuned') });
    expect(await settingsNow(plain, id)).toEqual(plain.encoder);
  });
});
