import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stream } from '../../../../src/cli/files/embedded.ts';
import { type LineSource, openLines } from '../../../../src/cli/files/lines.ts';
import { eventLine, phiList, thetaLine } from '../../../../src/cli/files/outputs.ts';
import { loadSettings } from '../../../../src/cli/settings.ts';
import { composeEmbedded } from '../../../../src/cli/wire.ts';
import { LeitmotifError } from '../../../../src/core/errors.ts';
import type { Encoder } from '../../../../src/core/ports.ts';
import { hashingEncoder } from '../../../../src/edges/encoder/hashing.ts';
import { silentProbe } from '../../../../src/edges/telemetry/probe.ts';

const THEMES = [
  'match goal league player coach season stadium cup striker defender',
  'orbit rocket launch satellite moon mission astronaut probe telescope lunar',
  'market shares bank profit inflation investors economy earnings bond stock',
].map((words) => words.split(' '));

/** Line i of a feed about three themes in turn: the same for the same i. */
function document(i: number): Record<string, unknown> {
  const words = THEMES[i % THEMES.length] ?? [];
  const text = Array.from({ length: 12 }, (_, at) => words[(i * 7 + at * at * 3) % words.length]).join(' ');
  return { id: `d${i}`, text, timestamp: Date.UTC(2026, 0, 1) + i * 60_000 };
}

const feed = (count: number) => Array.from({ length: count }, (_, i) => JSON.stringify(document(i)));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leitmotif-embedded-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly theta: string[];
  readonly events: string[];
  readonly bad: string[];
  readonly phi: string;
  readonly documents: number;
  readonly refused: number;
}

async function run(
  lines: LineSource,
  options: { flags?: Record<string, string>; encoder?: Encoder } = {},
): Promise<Run> {
  const { config } = loadSettings({ env: {}, flags: new Map(Object.entries(options.flags ?? {})) });
  const embedded = await composeEmbedded(config, { encoder: options.encoder ?? hashingEncoder(), probe: silentProbe });
  const taken = { theta: [] as string[], events: [] as string[], bad: [] as string[] };
  const outcome = await stream({
    embedded,
    config,
    lines,
    takers: {
      theta: (record) => void taken.theta.push(thetaLine(record)),
      event: (event) => void taken.events.push(eventLine(event)),
      bad: (line, reason) => void taken.bad.push(`${line}: ${reason}`),
    },
  });
  return { ...taken, phi: phiList(outcome.phi), documents: outcome.documents, refused: outcome.bad };
}

async function replayed(lines: readonly (string | Buffer)[], options: Parameters<typeof run>[1] = {}): Promise<Run> {
  const path = join(folder, 'feed.jsonl');
  writeFileSync(path, Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')])));
  return run(await openLines(path, { limit: 4 << 20 }), options);
}

interface Theta {
  readonly id: string;
  readonly topic: number | null;
  readonly theta: readonly { readonly weight: number }[];
  readonly revision: number;
}

describe('a file through the pipeline', () => {
  it('of which no line is a document is a failure, and each line says what a file has to have', async () => {
    const bad: string[] = [];
    const path = join(folder, 'articles.jsonl');
    writeFileSync(path, 'id,text\n1,some text\n');
    const { config } = loadSettings({ env: {}, flags: new Map([['documents.format', 'text']]) });
    const embedded = await composeEmbedded(config, { encoder: hashingEncoder(), probe: silentProbe });
    const lines = await openLines(path, { limit: 1000 });
    const streamed = stream({ embedded, config, lines, takers: { bad: (_, reason) => void bad.push(reason) } });
    await expect(streamed).rejects.toMatchObject({
      fault: 'fatal',
      stage: 'decode',
      message: expect.stringMatching(/^none of the 2 lines is a document/) as string,
    });
    expect(bad).toEqual([
      expect.stringMatching(/^the value is not JSON; a file has one object a line, \{"id": …, "text": …\}/),
      expect.any(String),
    ]);
  });

  it.each([
    [
      'seconds',
      1,
      [expect.stringMatching(/^the newest timestamp is 1970-01-20T16:13:23\.600Z: .* seconds, .* milliseconds/)],
    ],
    ['milliseconds', 1000, []],
  ])('whose times are %s is told of what cannot be', async (_, unit, notes) => {
    const path = join(folder, 'timed.jsonl');
    const lines = [0, 3600, 60].map((after) => ({
      text: `some text ${after}`,
      timestamp: (1_700_000_000 + after) * unit,
    }));
    writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'));
    const { config } = loadSettings({ env: {}, flags: new Map() });
    const embedded = await composeEmbedded(config, { encoder: hashingEncoder(), probe: silentProbe });
    const told: string[] = [];
    await stream({
      embedded,
      config,
      lines: await openLines(path, { limit: 1000 }),
      takers: { bad: () => {}, note: (text) => void told.push(text) },
    });
    expect(told).toEqual(notes);
  });

  it('that is empty is none', async () => {
    expect(await replayed([])).toMatchObject({ documents: 0, refused: 0, phi: '[\n]\n' });
  });

  it('gives every document one first Θ, topics with their words, and their births', async () => {
    const { theta, phi, events, documents, refused } = await replayed(feed(600), { flags: { 'model.warmup': '256' } });
    const records = theta.map((line) => JSON.parse(line) as Theta);
    const first = records.filter(({ revision }) => revision === 0);
    expect(first.map(({ id }) => id)).toEqual(Array.from({ length: 600 }, (_, i) => `d${i}`));
    expect([documents, refused]).toEqual([600, 0]);
    for (const record of records) {
      const sum = record.theta.reduce((total, { weight }) => total + weight, 0);
      if (record.theta.length > 0) expect(sum).toBeCloseTo(1, 6);
      expect(record.topic === null).toBe(record.theta.length === 0);
    }
    const topics = JSON.parse(phi) as { topic: number; words: { word: string }[] }[];
    expect(topics.length).toBeGreaterThanOrEqual(3);
    for (const theme of THEMES) {
      const about = topics.filter(({ words }) => words.slice(0, 5).every(({ word }) => theme.includes(word)));
      expect(about.length, theme[0]).toBeGreaterThan(0);
    }
    const begun = events.map((line) => JSON.parse(line) as { type: string; topic: number; into?: number[] });
    const ids = begun.flatMap(({ type, topic, into = [] }) =>
      type === 'born' ? [topic] : type === 'split' ? into : [],
    );
    expect(ids).toEqual(expect.arrayContaining(topics.map(({ topic }) => topic)));
  });

  it('gives the same bytes for the same file, seed and settings, however it arrives', async () => {
    const lines = feed(500);
    const once = await replayed(lines);
    const text = `${lines.join('\n')}\n`;
    const chunks = Array.from({ length: Math.ceil(text.length / 777) }, (_, at) =>
      Buffer.from(text.slice(at * 777, (at + 1) * 777)),
    );
    const slow = Readable.from(
      (async function* () {
        for (const chunk of chunks) {
          await new Promise((resolve) => setImmediate(resolve));
          yield chunk;
        }
      })(),
    );
    const again = await run(await openLines('-', { limit: 1 << 20, stdin: slow }));
    expect(again).toEqual(once);
    const otherwise = await replayed(lines, { flags: { 'batch.documents': '64' } });
    expect(otherwise.theta).not.toEqual(once.theta);
  });

  it('reports bad lines by number and goes on with the rest', async () => {
    const [a = '', b = '', c = ''] = feed(3);
    const { bad, documents, refused, theta } = await replayed([
      a,
      'not json',
      '{"id":"x","text":"   "}',
      b,
      Buffer.from([0x7b, 0xff, 0x7d]),
      '{"id":"y","text":"late","timestamp":"tomorrow"}',
      '{"id":"z","text":"far ahead","timestamp":"2099-01-01"}',
      JSON.stringify({ id: 'w', text: 'x'.repeat(1_000_001) }),
      'x'.repeat(5 << 20),
      '',
      c,
    ]);
    expect(documents).toBe(3);
    expect(refused).toBe(7);
    const sorted = bad.sort((p, q) => Number.parseInt(p, 10) - Number.parseInt(q, 10));
    expect(sorted.map((line) => Number.parseInt(line, 10))).toEqual([2, 3, 5, 6, 7, 8, 9]);
    expect(sorted[0]).toMatch(/not JSON/);
    expect(sorted[1]).toMatch(/text is empty/);
    expect(sorted[2]).toMatch(/UTF-8/);
    expect(sorted[3]).toMatch(/timestamp is .*tomorrow/);
    expect(sorted[4]).toMatch(/timestamp .*2099/);
    expect(sorted[5]).toMatch(/text has 1000001 bytes/);
    expect(sorted[6]).toMatch(/too long/);
    expect(theta.map((line) => (JSON.parse(line) as Theta).id)).toEqual(expect.arrayContaining(['d0', 'd1', 'd2']));
  });

  it('never reads other fields, however large', async () => {
    const large = 'x'.repeat(200_000);
    const plain = await replayed(feed(40));
    const laden = await replayed(
      feed(40).map((line) => `${line.slice(0, -1)},"body":"${large}","topic":7,"label":{"a":1}}`),
    );
    expect(laden).toEqual(plain);
  });

  it('gives a line without id or timestamp both', async () => {
    const { theta } = await replayed(['{"text":"one two three"}', '{"text":"four five six"}']);
    expect(theta.map((line) => (JSON.parse(line) as Theta).id)).toContain('documents-0-1');
  });

  it('takes an empty file', async () => {
    expect(await replayed([])).toEqual({ theta: [], events: [], bad: [], phi: '[\n]\n', documents: 0, refused: 0 });
  });

  it('ends with what it has when an endless feed is ended', async () => {
    const stdin = new Readable({ read() {} });
    stdin.push(`${feed(300).join('\n')}\n`);
    const source = await openLines('-', { limit: 1 << 20, stdin });
    const lines: LineSource = {
      ...source,
      async *lines() {
        for await (const line of source.lines()) {
          if (line.number === 300) setImmediate(() => source.end());
          yield line;
        }
      },
    };
    expect((await run(lines)).documents).toBe(300);
  });

  it('holds no more than a few batches, however fast the file is read', async () => {
    const encoder = hashingEncoder();
    let waiting = 0;
    let most = 0;
    const stdin = Readable.from([Buffer.from(`${feed(1500).join('\n')}\n`)]);
    const lines = await openLines('-', { limit: 1 << 20, stdin });
    const counted: LineSource = {
      ...lines,
      async *lines() {
        for await (const line of lines.lines()) {
          waiting += 1;
          most = Math.max(most, waiting);
          yield line;
        }
      },
    };
    const counting: Encoder = {
      ...encoder,
      encode: async (texts) => {
        waiting -= texts.length;
        return encoder.encode(texts);
      },
    };
    const { documents } = await run(counted, {
      flags: { 'batch.documents': '32', 'model.warmup': '0' },
      encoder: counting,
    });
    expect(documents).toBe(1500);
    expect(most).toBeLessThanOrEqual(7 * 32);
  });

  it('fails with the fault of the encoder, and ends', async () => {
    const encoder: Encoder = {
      ...hashingEncoder(),
      encode: () => Promise.reject(new LeitmotifError('bug', 'encode', 'NaN in row 3')),
    };
    await expect(replayed(feed(600), { encoder })).rejects.toThrow('NaN in row 3');
  });

  it('fails when a result cannot be written, and ends', async () => {
    const { config } = loadSettings({ env: {} });
    const embedded = await composeEmbedded(config, { encoder: hashingEncoder(), probe: silentProbe });
    writeFileSync(join(folder, 'f'), `${feed(600).join('\n')}\n`);
    const failing = stream({
      embedded,
      config,
      lines: await openLines(join(folder, 'f'), { limit: 1 << 20 }),
      takers: { theta: () => Promise.reject(new Error('disk full')), bad: () => {} },
    });
    await expect(failing).rejects.toThrow('disk full');
  });
});
