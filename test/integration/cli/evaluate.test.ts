import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command } from '../../support/command.ts';
import { madeDocuments } from '../../support/documents.ts';

const hashing = ['--encoder.kind', 'hashing'];
const feed = madeDocuments({ count: 400 })
  .map(({ theme, ...document }) => JSON.stringify({ ...document, label: `theme ${theme}`, other: theme % 2 }))
  .join('\n');

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leitmotif-evaluate-'));
  file = join(folder, 'labelled.jsonl.gz');
  writeFileSync(file, gzipSync(feed));
});
afterAll(() => rmSync(folder, { recursive: true }));

const shape = { levels: { topics: { phases: { final: { score: { nmi: expect.any(Number) as number } } } } } };

describe('leitmotif evaluate', () => {
  it('shows people a table of figures, and nothing that steers a terminal', async () => {
    const { status, stdout, stderr } = await command(['evaluate', file, ...hashing]);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/^LEVEL +PHASE +NMI +ARI +PURITY +B³ F1 +TOPICS +ASSIGNED$/m);
    expect(stdout).toMatch(/^parents +published +[01]\.\d{3} /m);
    expect(stdout).toMatch(/^WORDS OF .*NPMI +C_V$/m);
    expect(stdout).toMatch(/calibration error/);
    expect(stdout).toMatch(/^400 documents, all with one of 6 labels, in \d+ s; [\d,]+ a second without encoding$/m);
    expect(stdout).not.toContain('\u001b');
  });

  it('gives everything as JSON, the same with vectors that were kept', async () => {
    const kept = ['evaluate', file, ...hashing, '--json', '--embeddings', join(folder, 'vectors')];
    const plain = await command(['evaluate', file, ...hashing, '--json']);
    const [first, second] = [await command(kept), await command(kept)];
    const [a, b, c] = [plain, first, second].map(({ status, stdout, stderr }) => {
      expect(status, stderr).toBe(0);
      const { seconds, busy, ...rest } = JSON.parse(stdout) as Record<string, unknown>;
      expect([typeof seconds, typeof busy]).toEqual(['number', 'number']);
      return rest;
    });
    expect(a).toMatchObject({ ...shape, documents: 400, labelled: 400, labels: 6, bad: 0, encoder: 'hashing/1/256' });
    expect(b).toEqual(a);
    expect(c).toEqual(a);
    expect(readdirSync(join(folder, 'vectors'))).toEqual(['labelled-hashing_1_256.vectors']);
  });

  it('takes another field for the label, another seed, and standard input', async () => {
    const args = ['evaluate', '-', ...hashing, '--json', '--label', 'other', '--seed', '9', '--no-coherence'];
    const { status, stdout, stderr } = await command(args, { stdin: feed });
    expect(status, stderr).toBe(0);
    const found = JSON.parse(stdout) as { levels: Record<string, { words: unknown }> };
    expect(found).toMatchObject({ ...shape, labels: 2, seed: 9 });
    expect(found.levels.topics?.words).toMatchObject({ coherence: null });
  });

  it('shows the final pass alone with --final', async () => {
    const { stdout } = await command(['evaluate', file, ...hashing, '--final']);
    expect(stdout).toMatch(/^topics +final /m);
    expect(stdout).not.toMatch(/prequential|published|NPMI|Perplexity/);
    const json = await command(['evaluate', file, ...hashing, '--final', '--json']);
    const found = JSON.parse(json.stdout) as { levels: { topics: { phases: object } } };
    expect(found).toMatchObject(shape);
    expect(Object.keys(found.levels.topics.phases)).toEqual(['final']);
  });

  it('gives the figures that need no labels where there are none, and reports bad lines', async () => {
    const bare = feed.replaceAll('"label"', '"title"');
    const { status, stdout, stderr } = await command(['evaluate', '-', ...hashing], { stdin: `${bare}\nno json\n` });
    expect(status, stderr).toBe(0);
    expect(stderr).toMatch(/^line 401: .*not JSON/m);
    expect(stdout).not.toMatch(/NMI|against the labels/);
    expect(stdout).toMatch(/^topics +final +\d+ +[\d.]+ %$/m);
    expect(stdout).toMatch(/400 documents, none with a label, 1 bad line, in /);
  });

  it('refuses what it cannot read or keep, in words', async () => {
    const missing = await command(['evaluate', '/no/such/file']);
    expect(missing).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/cannot read \/no\/such\/file/) as string,
    });
    const below = await command(['evaluate', file, ...hashing, '--embeddings', join(file, 'below')]);
    expect(below.status).toBe(1);
    expect(below.stderr).toMatch(/the cached embeddings .* cannot be used: .*ENOTDIR/);
    expect(below.stderr).not.toMatch(/^\s+at /m);
  });
});
