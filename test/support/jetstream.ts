/** A Jetstream that is replayed at a rate, in a thread of its own. */
import { Worker } from 'node:worker_threads';
import type { FeedLog } from '../../src/core/feeds/types.ts';
import { guard } from '../../src/edges/feeds/guard.ts';
import { jetstreamSource } from '../../src/edges/feeds/jetstream.ts';
import { systemClock } from '../../src/edges/telemetry/clock.ts';
import { feeder } from '../../src/pipeline/feeder.ts';

/** Part of the messages that are no posts. */
const LIKES = 0.3;

/** Runs in a thread of its own, so that its cost is not counted; half a second after a connection it begins. */
const service = (rate: number, count: number) => `
const { parentPort } = require('node:worker_threads');
const { WebSocketServer } = require('ws');
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
server.on('listening', () => parentPort.postMessage(server.address().port));
server.on('connection', async (socket) => {
  const begun = performance.now();
  for (let n = 0; n < ${count}; ) {
    const due = Math.min(${count}, ${rate === Infinity ? count : `Math.floor((performance.now() - begun) * ${rate / 1000})`});
    for (; n < due && socket.bufferedAmount < 8e6; n++) {
      const like = (n * 0.618) % 1 < ${LIKES};
      const time_us = Date.now() * 1000 + (n % 1000);
      const record = { text: 'Post ' + n + ' about the weather in the north and what it does to trains', langs: ['en'], createdAt: new Date().toISOString() };
      const commit = { rev: 'r' + n, operation: n % 20 === 0 ? 'delete' : 'create', collection: like ? 'app.bsky.feed.like' : 'app.bsky.feed.post', rkey: 'k' + n, record };
      socket.send(JSON.stringify({ did: 'did:plc:' + (n % 5000), time_us: globalThis.last = Math.max((globalThis.last ?? 0) + 1, time_us), kind: 'commit', commit }));
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
});
`;

export interface Replayed {
  /** From the first message to the last transaction. */
  readonly seconds: number;
  /** Documents and deletions that there are among the messages. */
  readonly wanted: number;
  /** Those that were committed. */
  readonly got: number;
  readonly transactions: number;
  /** Longest from a message to its commit, ms. */
  readonly late: number;
  /** ms of the thread a message. */
  readonly cost: number;
}

/**
 * Through the source and the feeder into a log.
 * @param rate messages a second; Infinity for as fast as it goes
 */
export async function replayJetstream(rate: number, count: number, log: FeedLog): Promise<Replayed> {
  const worker = new Worker(service(rate, count), { eval: true });
  const port = await new Promise<number>((resolve) => worker.once('message', resolve));
  const wanted = Array.from({ length: count }, (_, n) => (n * 0.618) % 1 >= LIKES).filter(Boolean).length;
  const over = new AbortController();
  let got = 0;
  let transactions = 0;
  let worst = 0;
  const source = jetstreamSource({
    url: `ws://127.0.0.1:${port}/subscribe`,
    wanted: { languages: ['en'], replies: true },
    guard: guard(true),
    userAgent: 'bench',
    clock: systemClock,
    probe: { log() {} },
    random: Math.random,
  });
  const before = performance.eventLoopUtilization();
  const begun = performance.now();
  await feeder(
    {
      source,
      log,
      clock: systemClock,
      probe: { log: (_, message) => console.error(message) },
      random: Math.random,
      records: 500,
      bytes: 800_000,
      linger: 250,
      largest: 1_000_000,
      tooLarge() {},
      rate: Number.POSITIVE_INFINITY,
      patience: 10_000,
      committed({ records, positions }) {
        got += records.length;
        transactions += 1;
        const { cursor } = positions.get('jetstream') as { cursor: number };
        worst = Math.max(worst, Date.now() - cursor / 1000);
        if (got >= wanted) over.abort();
      },
    },
    over.signal,
  );
  const seconds = (performance.now() - begun) / 1000;
  const { active } = performance.eventLoopUtilization(before);
  await worker.terminate();
  return { seconds, wanted, got, transactions, late: worst, cost: (active * 1000) / count };
}
