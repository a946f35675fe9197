import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';

const dir = mkdtempSync(join(tmpdir(), 'leitmotif-demo-'));
const feed = join(dir, 'feed.jsonl');
const themes = [
  [
    'The striker scored twice',
    'The goalkeeper saved a penalty',
    'The coach praised his team',
    'The fans left the stadium',
  ],
  [
    'The bank raised interest rates',
    'Inflation fell last month',
    'The euro lost against the dollar',
    'Shares rose today',
  ],
];
const lines = Array.from({ length: 400 }, (_, i) => {
  const sentences = themes[i % 2] ?? [];
  const text = [0, 1, 2].map((k) => sentences[(i + k * (1 + (i % 3))) % sentences.length]).join('. ');
  return JSON.stringify({ id: `d${i}`, text: `${text} (${i}).` });
});
writeFileSync(feed, `${lines.join('\n')}\n`);

let demo: ChildProcess | undefined;
let output = '';

function start(env: Readonly<Record<string, string>>): ChildProcess {
  output = '';
  demo = spawn(process.execPath, ['--import', 'tsx', 'deploy/demo/main.ts'], {
    env: { ...process.env, FEED: feed, RATE: '40', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [demo.stdout, demo.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  return demo;
}

/** A line of the table: topic, label, keywords, documents, share and its bar. */
const row = /^ +\d+ {2}\S.* {2,}\d+ +\d+\.\d % +█+$/m;

const refused = async (address: string) =>
  expect(fetch(`http://${address}`).then((answer) => answer.status)).rejects.toThrow('fetch failed');

afterEach(() => demo?.kill('SIGKILL'));
afterAll(() => rmSync(dir, { recursive: true }));

describe('make demo', () => {
  it('shows topics that come over Kafka, and at Ctrl-C leaves nothing running', async () => {
    const running = start({});
    const ended = once(running, 'exit');
    await eventually(() => expect(output).toMatch(row), { timeout: 110_000 });
    const [, broker = '', registry = ''] = /Broker (\S+), registry http:\/\/([^/]+)/.exec(output) ?? [];
    const [, metrics = ''] = /metrics (http\S+)/.exec(output) ?? [];
    expect(await (await fetch(metrics)).text()).toMatch(/^leitmotif_documents_total\{.*\} [1-9]/m);
    running.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    expect(output).toContain('Everything is stopped.');
    for (const address of [broker, registry, new URL(metrics).host]) await refused(address);
  });

  it('runs on the log in memory where there is no Java, says so, and ends by itself', async () => {
    const bin = mkdtempSync(join(dir, 'bin-'));
    symlinkSync(process.execPath, join(bin, 'node'));
    const [code] = await once(start({ PATH: bin, DEMO_SECONDS: '15' }), 'exit');
    expect(code).toBe(0);
    expect(output).toContain('No Kafka on this machine: there is no Java');
    expect(output).toMatch(row);
  });

  it('names a feed that is not there', async () => {
    const [code] = await once(start({ FEED: '/nonexistent.jsonl' }), 'exit');
    expect(code).toBe(1);
    expect(output).toContain('FEED is /nonexistent.jsonl: there is no such file');
  });
});
