import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readSamples } from '../../../../../src/cli/commands/tune/samples.ts';
import { openLines } from '../../../../../src/cli/files/lines.ts';
import { loadSettings } from '../../../../../src/cli/settings.ts';

async function read(lines: readonly string[], { label = null as string | null, newest = 100 } = {}) {
  const { config } = loadSettings({ env: {} });
  const source = await openLines('-', { limit: 1000, stdin: Readable.from([Buffer.from(lines.join('\n'))]) });
  const bad: number[] = [];
  const samples = await readSamples(source, config, { label, newest, bad: (line) => bad.push(line) });
  return { samples, bad };
}

describe('readSamples', () => {
  it('reads text, time and the label that is asked for, and tells bad lines', async () => {
    const lines = [
      '{"id":"a","text":"  rain","timestamp":5000,"section":"weather"}',
      'no JSON',
      `{"id":"b","text":"${'x'.repeat(2000)}"}`,
      '{"id":"c","text":"vote"}',
    ];
    const { samples, bad } = await read(lines, { label: 'section' });
    expect(samples).toEqual([
      { text: 'rain', time: 5000, label: 'weather' },
      { text: 'vote', time: 6000, label: null },
    ]);
    expect(bad).toEqual([2, 3]);
    expect((await read(lines)).samples.map(({ label }) => label)).toEqual([null, null]);
  });

  it('keeps the newest by time, wherever they stand in the file', async () => {
    const times = [5, 1, 9, 3, 7, 2, 8, 4, 6];
    const { samples } = await read(
      times.map((time) => `{"id":"${time}","text":"t${time}","timestamp":${1000 * time}}`),
      { newest: 3 },
    );
    expect(samples.map(({ text }) => text).sort()).toEqual(['t7', 't8', 't9']);
  });
});
