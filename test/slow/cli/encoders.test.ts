import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Listed } from '../../../src/cli/encoders.ts';
import { writeArtefact } from '../../../src/edges/encoder/artefact.ts';
import { hashingEncoder } from '../../../src/edges/encoder/hashing.ts';
import { command } from '../../support/command.ts';
import { randomMap } from '../../support/tuned.ts';

/** With weights out of the cache or fetched into it. */
async function encoders(...args: string[]): Promise<Listed[]> {
  const { stdout } = await command(['encoders', '--json', ...args]);
  return (JSON.parse(stdout) as { encoders: Listed[] }).encoders;
}

describe('leitmotif encoders', () => {
  it('lists those with a name, and marks the one of the settings', async () => {
    const listed = await encoders('--encoder.model', 'use-multilingual-v3');
    expect(listed.map(({ name, dim, licence, used }) => ({ name, dim, licence, used }))).toEqual([
      { name: 'all-MiniLM-L6-v2', dim: 384, licence: 'Apache-2.0', used: false },
      { name: 'use-multilingual-v3', dim: 512, licence: 'Apache-2.0', used: true },
      { name: 'hashing', dim: 256, licence: 'Apache-2.0', used: false },
    ]);
    expect(listed[1]?.languages).toEqual(expect.arrayContaining(['en', 'zh-Hans', 'zh-Hant']));
    expect(listed.every(({ documentsPerSecond }) => documentsPerSecond === null)).toBe(true);
  });

  it('puts another one that is asked for first', async () => {
    const [first] = await encoders('--encoder.model', 'people/small');
    expect(first).toMatchObject({ name: 'people/small', used: true, dim: null, licence: null });
  });

  it('measures a tuned one, and the others without what was tuned', { timeout: 600_000 }, async () => {
    const root = await mkdtemp(join(tmpdir(), 'encoders-'));
    const folder = join(root, 'tuned');
    const { id: base, dim } = hashingEncoder();
    const map = randomMap(dim, { words: false });
    await writeArtefact(folder, { base, dim, limit: 512, student: null, map, tokenizer: null }, 'card');
    const listed = await encoders('--measure', '--encoder.kind', 'hashing', '--encoder.tuned', folder);
    expect(listed.map(({ name, kind, used }) => ({ name, kind, used }))).toEqual([
      { name: folder, kind: 'tuned', used: true },
      { name: 'all-MiniLM-L6-v2', kind: 'transformer', used: false },
      { name: 'use-multilingual-v3', kind: 'transformer', used: false },
      { name: 'hashing', kind: 'hashing', used: false },
    ]);
    expect(listed.map(({ dim: found }) => found)).toEqual([dim, 384, 512, dim]);
    for (const { name, documentsPerSecond } of listed) expect(documentsPerSecond, name).toBeGreaterThan(1);
    await rm(root, { recursive: true });
  });

  it('measures each, and then knows its size', { timeout: 600_000 }, async () => {
    for (const { name, bytes, documentsPerSecond } of await encoders('--measure')) {
      expect(documentsPerSecond, name).toBeGreaterThan(1);
      if (name !== 'hashing') expect(bytes, name).toBeGreaterThan(10_000_000);
    }
  });
});
