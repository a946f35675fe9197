import { describe, expect, it } from 'vitest';
import type { Listed } from '../../../src/cli/encoders.ts';
import { command } from '../../support/command.ts';

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

  it('measures each, and then knows its size', { timeout: 600_000 }, async () => {
    for (const { name, bytes, documentsPerSecond } of await encoders('--measure')) {
      expect(documentsPerSecond, name).toBeGreaterThan(1);
      if (name !== 'hashing') expect(bytes, name).toBeGreaterThan(10_000_000);
    }
  });
});
