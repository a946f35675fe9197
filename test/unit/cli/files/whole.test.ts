import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOutput, refuseSame } from '../../../../src/cli/files/whole.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitmotif-whole-'));
afterAll(() => rmSync(folder, { recursive: true }));
const parts = () => readdirSync(folder).filter((name) => name.endsWith('.part'));

describe('an output', () => {
  it('holds all that was written once it is closed', async () => {
    const path = join(folder, 'out');
    const output = await openOutput(path, '--theta');
    const line = `${'x'.repeat(999)}\n`;
    for (let at = 0; at < 2000; at++) await output.write(line);
    await output.close();
    expect(readFileSync(path, 'utf8')).toBe(line.repeat(2000));
  });

  it('is refused at once where it cannot be written', async () => {
    await expect(openOutput(join(folder, 'no', 'such'), '--phi')).rejects.toThrow(
      /--phi .*no\/such cannot be written: ENOENT/,
    );
  });

  it('says when the disk takes no more', async () => {
    const output = await openOutput('/dev/full', '--theta');
    await expect(
      (async () => {
        for (let at = 0; at < 100; at++) await output.write('x'.repeat(100_000));
        await output.close();
      })(),
    ).rejects.toThrow(/\/dev\/full cannot be written: ENOSPC/);
    await output.drop();
  });

  it('says so too when that shows at its end alone', async () => {
    const output = await openOutput('/dev/full', '--theta');
    await output.write('short');
    await expect(output.close()).rejects.toMatchObject({
      fault: 'fatal',
      stage: 'commit',
      message: expect.stringMatching(/^\/dev\/full cannot be written: ENOSPC/) as string,
    });
    await output.drop();
  });

  it('takes its place when it is whole, with the rights of the file that was there', async () => {
    const path = join(folder, 'kept');
    writeFileSync(path, 'old', { mode: 0o640 });
    const output = await openOutput(path, '--theta');
    await output.write('new');
    expect(readFileSync(path, 'utf8')).toBe('old');
    await output.close();
    await output.drop();
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(parts()).toEqual([]);
  });

  it('that is dropped leaves nothing, and what was there as it was', async () => {
    const [old, fresh] = [join(folder, 'old'), join(folder, 'fresh')];
    writeFileSync(old, 'old');
    for (const path of [old, fresh]) {
      const output = await openOutput(path, '--theta');
      await output.write('x'.repeat(1_000_000));
      await output.drop();
    }
    expect(readFileSync(old, 'utf8')).toBe('old');
    expect(existsSync(fresh)).toBe(false);
    expect(parts()).toEqual([]);
  });

  it('that cannot take its place says so, and leaves nothing', async () => {
    const path = join(folder, 'taken');
    const output = await openOutput(path, '--theta');
    mkdirSync(path);
    await expect(output.close()).rejects.toThrow(/taken cannot be written: E/);
    await output.drop();
    expect(parts()).toEqual([]);
  });

  it('follows links, also to what is not there yet', async () => {
    mkdirSync(join(folder, 'elsewhere'));
    writeFileSync(join(folder, 'elsewhere', 'there'), 'old');
    symlinkSync(join('elsewhere', 'there'), join(folder, 'link'));
    symlinkSync('elsewhere/missing', join(folder, 'dangling'));
    for (const name of ['link', 'dangling']) {
      const output = await openOutput(join(folder, name), '--theta');
      await output.write(name);
      await output.close();
      expect(lstatSync(join(folder, name)).isSymbolicLink()).toBe(true);
    }
    expect(readFileSync(join(folder, 'elsewhere', 'there'), 'utf8')).toBe('link');
    expect(readFileSync(join(folder, 'elsewhere', 'missing'), 'utf8')).toBe('dangling');
  });

  it.each(['', 'none/', '.'])('is refused at once under a name that is no file: "%s"', async (name) => {
    await expect(openOutput(name === '' ? '' : join(folder, name), '--phi')).rejects.toMatchObject({ stage: 'config' });
  });
});

describe('outputs', () => {
  const input = { name: 'FILE', path: at('corpus') };
  function at(name: string): string {
    return join(folder, name);
  }

  beforeAll(() => {
    writeFileSync(at('corpus'), 'documents');
    linkSync(at('corpus'), at('hard'));
    symlinkSync('corpus', at('soft'));
    symlinkSync('new', at('soft-new'));
  });

  it.each(['corpus', './corpus', 'hard', 'soft'])('may not be the input: %s', async (name) => {
    await expect(refuseSame(input, [{ name: 'theta', path: `${folder}/${name}` }])).rejects.toMatchObject({
      stage: 'config',
      message: `--theta ${folder}/${name} is FILE itself, which would be lost: give another file`,
    });
  });

  it.each([
    ['new', './new'],
    ['new', 'soft-new'],
    ['hard', 'soft'],
  ])('may not be one another: %s and %s', async (one, other) => {
    const outputs = [
      { name: 'theta', path: `${folder}/${one}` },
      { name: 'events', path: `${folder}/${other}` },
    ];
    await expect(refuseSame(null, outputs)).rejects.toThrow(
      `--events ${folder}/${other} is the file of --theta too: give each its own`,
    );
  });

  it('may be different files and streams', async () => {
    const outputs = ['one', 'two', '../two'].map((path, n) => ({ name: String(n), path: `${folder}/${path}` }));
    await refuseSame(input, [...outputs, { name: 'stdout', path: '/dev/stdout' }, { name: 'null', path: '/dev/null' }]);
    await refuseSame({ name: 'FILE', path: '-' }, [{ name: 'theta', path: at('one') }]);
  });
});
