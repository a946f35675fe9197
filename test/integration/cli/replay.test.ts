import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command, type Ended, program } from '../../support/command.ts';

const hashing = ['--encoder.kind', 'hashing'];
const words = ['storm harbour ferry wind', 'bank shares profit market', 'goal match league cup'];
const feed = Array.from({ length: 400 }, (_, i) =>
  JSON.stringify({
    id: `d${i}`,
    text: `${words[i % 3] ?? ''} ${(words[i % 3] ?? '').split(' ')[i % 4] ?? ''} n${i % 7}`,
    timestamp: 1_700_000_000_000 + i * 1000,
  }),
).join('\n');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leitmotif-cli-'));
  writeFileSync(join(folder, 'feed.jsonl'), feed);
  writeFileSync(join(folder, 'packed'), gzipSync(feed));
});
afterAll(() => rmSync(folder, { recursive: true }));

const path = (name: string) => join(folder, name);
const parts = () => readdirSync(folder).filter((name) => name.endsWith('.part'));

describe('leitmotif', () => {
  it('explains itself, and every command does', async () => {
    const { status, stdout } = await command(['--help']);
    expect(status).toBe(0);
    for (const name of ['run', 'replay', 'evaluate', 'init', 'topics', 'check', 'produce']) {
      expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
      const help = await command([name, '--help']);
      expect(help.status).toBe(0);
      expect(help.stdout).toContain(`Usage: leitmotif ${name}`);
      expect(help.stdout).toContain('Examples:');
      expect(help.stdout).not.toContain('\u001b');
    }
    for (const group of ['feed', 'state'])
      expect(await command([group, '--help'])).toMatchObject({
        status: 0,
        stdout: expect.stringMatching(new RegExp(`^Usage: leitmotif ${group} COMMAND`)) as string,
      });
  });

  it.each([
    [[], /Usage: leitmotif COMMAND/],
    [['rpelay'], /"rpelay" is no command; did you mean replay\?/],
    [['feed', 'rs'], /"feed rs" is no command; there are feed rss, feed jetstream/],
    [['replay'], /Missing required positional argument: FILE/],
    [['replay', 'x', '--thta', 'y'], /--thta is not known here; did you mean --theta\?/],
    [['replay', '/no/such/file'], /cannot read \/no\/such\/file: ENOENT/],
    [['replay', 'package.json', '--phi', '/no/such/phi.json'], /--phi \/no\/such\/phi\.json cannot be written/],
    [['replay', 'package.json', '--seed', 'x'], /model\.seed is "x" \(flag --model\.seed\): give a whole number/],
    [['run', '--http.port', '99999'], /http\.port is 99999/],
  ])('%j ends with 2, in words and without a stack', async (args, expected) => {
    const { status, stderr } = await command(args);
    expect(status).toBe(2);
    expect(stderr).toMatch(expected);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('shows a stack when asked to', async () => {
    const { stderr } = await command(['replay', '/no/such/file', '--debug']);
    expect(stderr).toMatch(/^\s+at /m);
  });
});

describe('leitmotif replay', () => {
  async function outputs(
    name: string,
    file: string,
    args: readonly string[] = [],
  ): Promise<{ ended: Ended; bytes: string[] }> {
    const files = ['theta', 'phi', 'events'].map((kind) => path(`${name}.${kind}`));
    const [theta = '', phi = '', events = ''] = files;
    const ended = await command([
      'replay',
      file,
      '--theta',
      theta,
      '--phi',
      phi,
      '--events',
      events,
      ...hashing,
      '--json',
      ...args,
    ]);
    return { ended, bytes: files.map((each) => readFileSync(each, 'utf8')) };
  }

  it('gives the same bytes twice, packed or not, and others for another seed', async () => {
    const warm = ['--model.warmup', '200'];
    const once = await outputs('once', path('feed.jsonl'), warm);
    expect(once.ended.status, once.ended.stderr).toBe(0);
    expect(JSON.parse(once.ended.stdout)).toMatchObject({ documents: 400, bad: 0, seed: 1, encoder: 'hashing/1/256' });
    const [theta = '', phi = '', events = ''] = once.bytes;
    expect(theta.split('\n').filter((line) => line.includes('"revision":0'))).toHaveLength(400);
    expect((JSON.parse(phi) as unknown[]).length).toBeGreaterThan(0);
    expect(events).toContain('"type":"born"');
    const packed = await outputs('packed', path('packed'), warm);
    expect(packed.bytes).toEqual(once.bytes);
    const seeded = await outputs('seeded', path('feed.jsonl'), [...warm, '--seed', '7']);
    expect(JSON.parse(seeded.ended.stdout)).toMatchObject({ seed: 7 });
  });

  it('reads standard input, reports bad lines, and shows topics and a summary to people', async () => {
    const { status, stdout, stderr } = await command(['replay', '-', ...hashing], { stdin: `${feed}\nnot json\n` });
    expect(status, stderr).toBe(0);
    expect(stderr).toMatch(/^line 401: .*not JSON/m);
    expect(stdout).toMatch(/^TOPIC {2}LABEL/m);
    expect(stdout).toMatch(/400 documents in .*, 1 bad line$/m);
    expect(stdout).not.toContain('\u001b');
  });

  it('takes settings from a file and the environment', async () => {
    writeFileSync(path('c.yaml'), 'encoder: { kind: hashing }\nmodel: { seed: 3 }\n');
    const { stdout } = await command(['replay', path('feed.jsonl'), '--config', path('c.yaml'), '--json'], {
      env: { LEITMOTIF_BATCH_DOCUMENTS: '100' },
    });
    expect(JSON.parse(stdout)).toMatchObject({ seed: 3, documents: 400 });
    expect((JSON.parse(stdout) as { model: number }).model).toBeGreaterThanOrEqual(4);
  });

  it('says that a packed file is cut short', async () => {
    writeFileSync(path('cut.gz'), readFileSync(path('packed')).subarray(0, 900));
    const { status, stderr } = await command(['replay', path('cut.gz'), ...hashing]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/cut\.gz cannot be read beyond line \d+: its gzip data breaks off/);
  });

  it('does not mind that nobody reads what it prints', async () => {
    const { status, stderr } = await command(['replay', path('feed.jsonl'), ...hashing], { close: true });
    expect(status, stderr).toBe(0);
    expect(stderr).not.toContain('EPIPE');
  });

  it.each([[['--json']], [[]]])('says in one line when what it prints with %j finds no room', async (flags) => {
    const args = ['replay', path('feed.jsonl'), ...hashing, ...flags];
    const { status, stderr } = await command(args, { into: '/dev/full' });
    expect(stderr).toMatch(/^leitmotif: standard output cannot be written: ENOSPC[^\n]*\n$/m);
    expect(status).toBe(1);
  });

  it.each([
    [['--theta', 'same.jsonl'], /--theta .*same\.jsonl is FILE itself/],
    [['--theta', 'x.jsonl', '--events', './x.jsonl'], /--events .*x\.jsonl is the file of --theta too/],
  ])('refuses to write %j over itself', async (args, expected) => {
    writeFileSync(path('same.jsonl'), feed);
    const typed = args.map((arg) => (arg.startsWith('--') ? arg : `${folder}/${arg}`));
    const { status, stderr } = await command(['replay', path('same.jsonl'), ...typed, ...hashing]);
    expect(stderr).toMatch(expected);
    expect(status).toBe(2);
    expect(readFileSync(path('same.jsonl'), 'utf8')).toBe(feed);
  });

  it.each([
    ['replay', (cut: string, kept: string) => ['replay', cut, '--theta', kept]],
    ['report', (cut: string, kept: string) => ['report', '--from', cut, '--out', kept, '--format', 'md']],
  ])('keeps what was there when it fails: %s', async (_, args) => {
    writeFileSync(path('cut.gz'), readFileSync(path('packed')).subarray(0, 900));
    writeFileSync(path('kept'), 'kept');
    const { status, stderr } = await command([...args(path('cut.gz'), path('kept')), ...hashing]);
    expect(status, stderr).toBe(1);
    expect(readFileSync(path('kept'), 'utf8')).toBe('kept');
    expect(parts()).toEqual([]);
  });

  it.each([
    ['keeps what it has after one interrupt', ['SIGINT'], 0],
    // Two of a kind that come at once are one.
    ['leaves nothing after a second', ['SIGINT', 'SIGTERM'], 130],
  ] as const)('%s', async (_, signals, expected) => {
    const out = path(`interrupted-${signals.length}`);
    const child = spawn(process.execPath, [program, 'replay', '-', '--theta', out, ...hashing]);
    const ended = once(child, 'close') as Promise<[number | null]>;
    child.stdin.write(`${feed}\n`);
    // Once a batch is through, it listens.
    await once(child.stderr, 'data');
    expect(parts()).toHaveLength(1);
    for (const signal of signals) child.kill(signal);
    const [status] = await ended;
    expect(status).toBe(expected);
    expect(parts()).toEqual([]);
    if (expected === 0) expect(readFileSync(out, 'utf8')).toMatch(/^\{"id":"d0"[\s\S]*\}\n$/);
    else expect(existsSync(out)).toBe(false);
  });

  it('puts what it prints behind what it writes to the same place', async () => {
    const { status, stderr } = await command(
      ['replay', path('feed.jsonl'), ...hashing, '--theta', '/dev/stdout', '--json'],
      { into: path('both') },
    );
    expect(status, stderr).toBe(0);
    const lines = readFileSync(path('both'), 'utf8').trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(400);
    expect(lines.map((line) => Object.keys(JSON.parse(line) as object)[0])).toEqual([
      ...Array.from({ length: lines.length - 1 }, () => 'id'),
      'documents',
    ]);
  });
});
