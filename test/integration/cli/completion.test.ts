import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { leitmotif, ran } from '../../support/processes.ts';

const run = promisify(execFile);

/** What bash offers for a line that was typed so far. */
async function offered(script: string, ...line: string[]): Promise<string[]> {
  const words = line.map((word) => `'${word}'`).join(' ');
  const ask = `${script}\nCOMP_WORDS=(leitmotif ${words}); COMP_CWORD=${line.length}; _leitmotif; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run('bash', ['-c', ask]);
  return stdout.split('\n').filter((word) => word !== '');
}

it('bash completes commands, their second words, options and settings', async () => {
  const script = (await ran(['completion', 'bash'])).join('\n');
  expect(await offered(script, 'r')).toEqual(['run', 'replay', 'report']);
  expect(await offered(script, 'feed', '')).toEqual(['rss', 'jetstream', 'mastodon', 'file', 'kafka']);
  expect(await offered(script, 'feed', 'rss', '--o')).toEqual(['--once']);
  expect(await offered(script, 'run', '--kafka.b')).toEqual(['--kafka.brokers']);
  expect(await offered(script, 'run', '--kafka.sasl.p')).toEqual([]);
});

it('other shells have theirs, and what is no shell is refused', async () => {
  expect((await ran(['completion', 'zsh']))[0]).toBe('#compdef leitmotif');
  expect((await ran(['completion', 'fish'])).some((line) => line.includes('-a feed'))).toBe(true);
  const wrong = leitmotif(['completion', 'csh']);
  expect(await wrong.ended).toBe(2);
});
