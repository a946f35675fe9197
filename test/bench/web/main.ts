/** make bench-web: what the dashboard costs whoever looks at it, and the replica that shows it. Needs a Chromium. */
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import type { Board, News } from '../../../src/core/show/board.ts';
import { createStreams } from '../../../src/edges/http/api/stream.ts';
import { createDashboard } from '../../../src/edges/http/dashboard.ts';
import { createLimit } from '../../../src/edges/http/limits.ts';
import { PAGES, readPages } from '../../../src/edges/http/pages.ts';
import { startHttp } from '../../../src/edges/http/server.ts';
import { launch } from '../../support/browser.ts';
import { largeModel } from './model.ts';

const TOPICS = 500;
const UPDATES = Number(process.env.UPDATES ?? 9);
const READERS = 100;
const STALLED = 10;
/** Until an update is drawn, ms. */
const DRAWN = 1500;
const MESSAGES = 30_000;

const say = (line: string) => console.log(line);
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function size(): void {
  const files = [...readPages(PAGES)];
  const packed = (type: string): number =>
    files.reduce((sum, [path, file]) => sum + (path.endsWith(type) ? gzipSync(file.plain).length : 0), 0);
  say(`script ${kilobytes(packed('.js'))} gzip (budget 300 kB), style ${kilobytes(packed('.css'))}`);
}

function served(board: Board, streams = createStreams()) {
  const limit = createLimit({ burst: 1, perSecond: 1, now: Date.now });
  const common = { detail: () => '', maxBytes: 1, version: '0', folder: PAGES, token: null, probes: null };
  return startHttp({
    app: createDashboard({ ...common, board: () => board, streams, limit }),
    host: '127.0.0.1',
    port: 0,
  });
}

/** Main-thread work of the page so far, ms of a processor: what else the machine does is not the page's. */
async function worked(session: Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN);
}

async function pages(): Promise<void> {
  const { board, step } = largeModel(TOPICS);
  const over = new AbortController();
  const running = board.run(over.signal);
  for (let i = 0; i < 40; i++) {
    step();
    await delay(1);
  }
  const begun = performance.now();
  board.overview();
  say(`replica: a picture of ${TOPICS} topics ${(performance.now() - begun).toFixed(0)} ms`);
  const server = await served(board);
  const browser = await launch();
  const sights = { '/': '.stream', '/topics': 'table.topics tbody tr', '/hierarchy': '.leaf', '/map': '.spot' };
  for (const [path, sight] of Object.entries(sights)) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(server.url + path);
    await page.locator(sight).first().waitFor();
    const first = await page.evaluate<number>('performance.now()');
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    await delay(1500);
    const rest = await worked(session);
    await delay(1000);
    const idle = (await worked(session)) - rest;
    const costs: number[] = [];
    for (let i = 0; i < UPDATES; i++) costs.push(await cost(board, session, step));
    if (!(await current(page, board)))
      throw new Error(`${path} was not drawn in ${DRAWN} ms: measure on a quiet machine`);
    say(
      `${path.padEnd(11)} first picture ${first.toFixed(0)} ms; an update ${median(costs).toFixed(1)} ms of the main thread (median of ${UPDATES}; least ${Math.min(...costs).toFixed(1)}, worst ${Math.max(...costs).toFixed(1)}, at rest ${idle.toFixed(1)}; budget 33)`,
    );
    await page.close();
  }
  await browser.close();
  await server.close();
  over.abort();
  await running;
}

/**
 * Of one update, from the news until it is drawn; a large model is not drawn anew with every version. The page is not asked
 * meanwhile: its answers would be work of the same thread.
 */
async function cost(board: Board, session: Parameters<typeof worked>[0], step: () => void): Promise<number> {
  const before = await worked(session);
  const { model } = board.pulse();
  const told = new Promise<void>((resolve) => {
    const over = board.follow((news) => {
      if (news.kind !== 'pulse' || news.pulse.model === model) return;
      over();
      resolve();
    });
  });
  step();
  await told;
  // The answers to what the page asked for, and their drawing.
  await delay(DRAWN);
  return (await worked(session)) - before;
}

/** Whether the page shows the newest version that it was told of. */
async function current(page: Page, board: Board): Promise<boolean> {
  const shown = await page.evaluate<string>("document.querySelector('.status').textContent");
  return shown.replace(/\D/g, '') === String(board.pulse().model);
}

async function readers(): Promise<void> {
  const followers = new Set<(news: News) => void>();
  const event = {
    sequence: 0,
    type: 'born',
    topic: 1,
    label: 'a topic with a name',
    level: 0,
    into: [],
    from: [],
    reason: 'x'.repeat(1500),
    numbers: {},
    time: 0,
    model: 1,
  } as const;
  const board = {
    pulse: () => ({}),
    follow(take: (news: News) => void) {
      followers.add(take);
      return () => followers.delete(take);
    },
  } as unknown as Board;
  const streams = createStreams();
  const server = await served(board, streams);
  const sockets: Socket[] = [];
  let received = 0;
  for (let i = 0; i < READERS; i++) {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write('GET /api/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    if (i < STALLED) socket.pause();
    else
      socket.on('data', (chunk) => {
        received += chunk.length;
      });
    sockets.push(socket);
  }
  while (streams.readers() < READERS) await delay(10);
  const memory = (): number => {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 1e6;
  };
  const held: number[] = [memory()];
  for (let i = 1; i <= MESSAGES; i++) {
    for (const take of [...followers]) take({ kind: 'event', event: { ...event, sequence: i } });
    if (i % 20 === 0) await delay(1);
    if (i % (MESSAGES / 5) === 0) {
      await delay(300);
      held.push(memory());
    }
  }
  say(
    `stream: ${READERS} readers, ${STALLED} of them stalled: ${streams.readers()} left after ${MESSAGES} messages (${(received / 1e6).toFixed(0)} MB read); MB held at each fifth: ${held.map((mb) => mb.toFixed(0)).join(' ')}`,
  );
  for (const socket of sockets) socket.destroy();
  streams.close();
  await server.close();
}

size();
await pages();
if (!process.env.ONLY_PAGES) await readers();
