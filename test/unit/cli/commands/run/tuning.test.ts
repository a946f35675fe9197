import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readArgs } from '../../../../../src/cli/args.ts';
import { command as migrate } from '../../../../../src/cli/commands/migrate.ts';
import { openTuning } from '../../../../../src/cli/commands/run/tuning.ts';
import { command as tune } from '../../../../../src/cli/commands/tune.ts';
import { loadSettings } from '../../../../../src/cli/settings.ts';
import { writeArtefact } from '../../../../../src/edges/encoder/artefact.ts';
import { recordingProbe } from '../../../../support/probe.ts';
import { randomMap } from '../../../../support/tuned.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leitmotif-tuning-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
});

/**
 * One tuning, by a program that writes down its arguments and the registry's password and then does what is given for
 * each command; what was logged of it, and what it was called with.
 */
async function tuned(
  does: { tune: string; migrate?: string },
  before: string | null = null,
  round: AbortSignal | null = null,
) {
  const program = join(folder, 'program.mjs');
  writeFileSync(
    program,
    `import { appendFileSync, mkdirSync } from 'node:fs';
    const [command, ...args] = process.argv.slice(2);
    const password = process.env.LEITMOTIF_REGISTRY_PASSWORD;
    appendFileSync(${JSON.stringify(join(folder, 'calls'))}, JSON.stringify({ command, args, password }) + '\\n');
    if (command === 'tune') { ${does.tune} }
    if (command === 'migrate') { ${does.migrate ?? ''} }`,
  );
  const env: Record<string, string> = {
    LEITMOTIF_REGISTRY_USERNAME: 'user',
    LEITMOTIF_REGISTRY_PASSWORD: 'hunter2',
  };
  const flags = new Map([
    ['tune.every', '1m'],
    ['tune.folder', join(folder, 'tuned')],
    // The broker cannot be asked what the model has.
    ['kafka.ssl.enabled', 'true'],
    ['kafka.ssl.ca', join(folder, 'missing.pem')],
  ]);
  const { config, secrets } = loadSettings({ env, flags });
  mkdirSync(config.tune.folder, { recursive: true });
  writeFileSync(join(config.tune.folder, 'last.txt'), new Date(0).toISOString());
  const stop = new AbortController();
  const probe = recordingProbe();
  const told = {
    ...probe,
    log: (level: Parameters<typeof probe.log>[0], message: string) => {
      probe.log(level, message);
      if (!message.startsWith('tuning the encoder')) stop.abort();
    },
  };
  const tuning = openTuning(config, { file: undefined, flags, secrets, probe: told, stop: stop.signal, program });
  await tuning.run(() => true, before, round === null ? stop.signal : AbortSignal.any([stop.signal, round]));
  const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
  return {
    said: probe.lines.map(({ message }) => message).join('\n'),
    calls: calls.map((line) => JSON.parse(line) as { command: string; args: string[]; password?: string }),
    kept: readdirSync(config.tune.folder).filter((name) => /^\d/.test(name)),
  };
}

const WRITES = `mkdirSync(args[args.indexOf('--out') + 1]); console.log('{"written":true}');`;
const FAILS = `console.error('leitmotif: ENOSPC: no space left on device'); process.exitCode = 1;`;

describe('tune.every', () => {
  it('hands passwords that came by the environment to the commands, and logs none', async () => {
    const { said, calls, kept } = await tuned({ tune: WRITES, migrate: `console.log('{"accepted":true}');` });
    expect(said).toContain('the model has moved to');
    expect(kept.length).toBe(1);
    expect(calls.map(({ command, password }) => [command, password])).toEqual([
      ['tune', 'hunter2'],
      ['migrate', 'hunter2'],
    ]);
    expect(said + JSON.stringify(calls.map(({ args }) => args))).not.toContain('hunter2');
  });

  it('gives them settings that they accept, also where the model has been tuned before', async () => {
    const before = join(folder, 'before');
    const next = join(folder, 'next');
    for (const [seed, name] of [before, next].entries()) {
      const map = randomMap(4, { words: false, seed });
      await writeArtefact(name, { base: 'hashing/1/4', dim: 4, limit: 8, student: null, map, tokenizer: null }, '');
    }
    const { said, calls } = await tuned(
      {
        tune: `const { cpSync } = await import('node:fs'); cpSync(${JSON.stringify(next)}, args[args.indexOf('--out') + 1], { recursive: true }); console.log('{"written":true}');`,
        migrate: `console.log('{"accepted":true}');`,
      },
      before,
    );
    expect(said).toContain('the model has moved to');
    for (const { command, args } of calls) {
      const { flags } = readArgs(args, (command === 'tune' ? tune : migrate).args);
      const { config } = loadSettings({ env: {}, flags });
      expect(config.encoder.tuned).toBe(command === 'tune' ? undefined : before);
    }
  });

  it('ends what is being fitted when its replica ends, which would wait for that', async () => {
    const round = new AbortController();
    const begun = watch(folder, (_, name) => {
      if (name === 'begun') round.abort();
    });
    const { kept } = await tuned(
      { tune: `mkdirSync(${JSON.stringify(join(folder, 'begun'))}); setInterval(() => {}, 1000);` },
      null,
      round.signal,
    );
    begun.close();
    expect(kept).toEqual([]);
  });

  it('says what the gate refused, and what a command said that failed', async () => {
    const refused = await tuned({ tune: `console.log('{"written":false}'); process.exitCode = 1;` });
    expect(refused.said).toContain('the gate refused every candidate: {"written":false}');
    const failed = await tuned({ tune: FAILS });
    expect(failed.said).not.toContain('the gate refused');
    expect(failed.said).toContain('`leitmotif tune` ended with 1: leitmotif: ENOSPC: no space left on device');
  });

  it('keeps an encoder that the model may have moved to when the move failed, not one that was refused', async () => {
    const failed = await tuned({ tune: WRITES, migrate: FAILS });
    expect(failed.said).toContain('`leitmotif migrate` ended with 1: leitmotif: ENOSPC: no space left on device');
    expect(failed.kept.length).toBe(1);
    rmSync(join(folder, 'tuned'), { recursive: true });
    const refused = await tuned({
      tune: WRITES,
      migrate: `console.log('{"accepted":false}'); process.exitCode = 1;`,
    });
    expect(refused.said).toContain('too few documents would have kept their topic: {"accepted":false}');
    expect(refused.kept).toEqual([]);
  });
});
