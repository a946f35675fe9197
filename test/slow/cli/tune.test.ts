import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command } from '../../support/command.ts';
import { writeTinyBert } from '../../support/tiny-bert.ts';
import { tinySamples } from '../../support/tuning-job.ts';

const leitmotif = (...args: readonly string[]) => command(args);

let root: string;
let feed: string;
let tiny: string[];
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'leitmotif-tune-'));
  feed = join(root, 'feed.jsonl');
  writeFileSync(
    feed,
    tinySamples(480)
      .map(({ text, time, label }, i) => `${JSON.stringify({ id: `${i}`, text, timestamp: time, section: label })}\n`)
      .join(''),
  );
  const weights = join(root, 'weights');
  await writeTinyBert(weights);
  tiny = ['--encoder.model', 'tiny', '--encoder.folder', weights, '--encoder.workers', '1'];
});
afterAll(() => rmSync(root, { recursive: true }));

const bytesOf = (folder: string) =>
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]);

describe('leitmotif tune', () => {
  it('writes a student with its card, the same bytes again, and replay and evaluate take it', async () => {
    const out = join(root, 'student');
    const tune = (to: string) =>
      leitmotif('tune', '--from', feed, '--out', to, '--student', '--labels', 'section', '--json', ...tiny);
    const { status, stdout, stderr } = await tune(out);
    expect(status, stderr).toBe(0);
    const summary = JSON.parse(stdout) as Record<string, unknown>;
    expect(summary).toMatchObject({ written: true, forced: false, documents: { training: 360, later: 120 }, seed: 1 });
    expect(stderr).toMatch(/epoch 1: loss \d\.\d+, held-out cosine/);
    expect(readFileSync(join(out, 'README.md'), 'utf8')).toMatch(/Held-out|held-out/);
    expect(existsSync(`${out}.work`)).toBe(false);
    const again = join(root, 'again');
    await tune(again);
    expect(bytesOf(again)).toEqual(bytesOf(out));
    const replayed = await leitmotif('replay', feed, '--json', '--encoder.tuned', out);
    expect(replayed.status, replayed.stderr).toBe(0);
    expect(JSON.parse(replayed.stdout)).toMatchObject({ documents: 480, encoder: expect.stringMatching(/^student\+/) });
    const evaluated = await leitmotif(
      'evaluate',
      feed,
      '--label',
      'section',
      '--final',
      '--json',
      '--encoder.tuned',
      out,
    );
    expect(evaluated.status, evaluated.stderr).toBe(0);
  });

  it('goes on from the vectors that were kept when it was stopped', async () => {
    const vectors = join(root, 'vectors');
    const tune = (to: string) => ['tune', '--from', feed, '--out', to, '--student', '--embeddings', vectors, ...tiny];
    expect((await leitmotif(...tune(join(root, 'first')))).status).toBe(0);
    expect(readdirSync(vectors)).toHaveLength(3);
    // The weights are needed for the id alone: what was kept is not encoded anew.
    const second = await leitmotif(...tune(join(root, 'second')));
    expect(second.status, second.stderr).toBe(0);
    expect(bytesOf(join(root, 'second'))).toEqual(bytesOf(join(root, 'first')));
  });

  it('trains an adapter by a field of labels; forced or not, the folder serves it', async () => {
    const out = join(root, 'adapter');
    const args = ['--from', feed, '--out', out, '--labels', 'section', '--adapter', 'labels', '--force', '--json'];
    const { status, stdout, stderr } = await leitmotif('tune', ...args, '--encoder.kind', 'hashing');
    expect(status, stderr).toBe(0);
    const { candidates } = JSON.parse(stdout) as { candidates: { recipe: { name: string } }[] };
    expect(candidates.map(({ recipe }) => recipe.name)).toContain('adapter by labels + whitening');
    const replayed = await leitmotif('replay', feed, '--json', '--encoder.kind', 'hashing', '--encoder.tuned', out);
    expect(replayed.status, replayed.stderr).toBe(0);
  });

  it('shows the figures and ends with 1 when the gate refuses; --force writes, and the card says so', async () => {
    // Words by chance: nothing that a map could sharpen.
    const noise = join(root, 'noise.jsonl');
    const words = 'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu'.split(' ');
    const text = (i: number) =>
      Array.from({ length: 6 }, (_, n) => words[(i * i * 31 + n * n * 17 + i * n * 7) % words.length]).join(' ');
    writeFileSync(
      noise,
      Array.from({ length: 400 }, (_, i) => `${JSON.stringify({ id: `${i}`, text: text(i) })}\n`).join(''),
    );
    const out = join(root, 'noise');
    const tune = ['tune', '--from', noise, '--out', out, '--encoder.kind', 'hashing'];
    const refused = await leitmotif(...tune);
    expect(refused.status).toBe(1);
    expect(refused.stdout).toMatch(/\| whitening \| \d\.\d{3} \| .* refused: /);
    expect(existsSync(out)).toBe(false);
    const forced = await leitmotif(...tune, '--force');
    expect(forced.status, forced.stderr).toBe(0);
    expect(readFileSync(join(out, 'README.md'), 'utf8')).toContain('promoted by `--force`');
    const checked = await leitmotif('replay', noise, '--encoder.kind', 'hashing', '--encoder.tuned', out, '--json');
    expect(JSON.parse(checked.stdout)).toMatchObject({ encoder: expect.stringMatching(/^hashing\/1\/256\+/) });
  });

  it('refuses what is missing or in the way, before any work', async () => {
    const mine = join(root, 'mine');
    mkdirSync(mine);
    for (const [args, why] of [
      [['--from', feed], /--out is missing/],
      [['--from', feed, '--out', mine, '--encoder.kind', 'hashing'], /mine is there already/],
      [['--from', feed, '--out', join(root, 'x'), '--encoder.tuned', mine], /encoder\.tuned is set/],
      [
        ['--from', feed, '--out', join(root, 'x'), '--embeddings', join(root, 'x', 'v'), '--encoder.kind', 'hashing'],
        /--embeddings .*v lies in the folder of --out/,
      ],
      [
        ['--from', feed, '--out', join(root, 'x'), '--labels', 'sektion', '--encoder.kind', 'hashing'],
        /0 of the 120 newest documents, .* have a label/,
      ],
      [['--from', feed, '--out', join(root, 'x'), '--documents', '300', '--encoder.kind', 'hashing'], /300 documents/],
      [['--from', feed, '--out', join(root, 'x'), '--adapter', 'labels'], /--adapter labels needs labels/],
      [['--from', feed, '--out', join(root, 'x'), '--adapter', 'both'], /--adapter is "both": give labels, contrast/],
      [['--from', feed, '--out', join(root, 'x'), '--student', '--encoder.kind', 'hashing'], /--student needs/],
    ] as const) {
      const { status, stderr } = await leitmotif('tune', ...args);
      expect(status, stderr).toBe(2);
      expect(stderr).toMatch(why);
    }
    expect(existsSync(join(root, 'x'))).toBe(false);
  });
});
