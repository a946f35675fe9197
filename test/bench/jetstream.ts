/**
 * A Jetstream that is replayed at 5,000 messages a second, and then as fast as it goes, through the source and the feeder
 * into a log in memory, or on the broker of KAFKA_BROKERS: what is lost, how late it is, what it costs.
 */
import { Worker } from 'node:worker_threads';
import { Kafka, logLevel } from 'kafkajs';
import type { FeedLog } from '../../src/core/feeds/types.ts';
import { guard } from '../../src/edges/feeds/guard.ts';
import { jetstreamSource } from '../../src/edges/feeds/jetstream.ts';
import { kafkaFeedLog } from '../../src/edges/kafka/feedlog.ts';
import { systemClock } from '../../src/edges/telemetry/clock.ts';
import { feeder } from '../../src/pipeline/feeder.ts';
import { MemoryFeedLog } from '../support/feeds.ts';

const SECONDS = 10;
const RATE = 5000;
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

async function replay(rate: number, count: number, log: FeedLog): Promise<string> {
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
  const cost = (active * 1000) / count;
  const late = rate === Number.POSITIVE_INFINITY ? '' : `, at most ${Math.round(worst)} ms late`;
  return `${count} messages in ${seconds.toFixed(1)} s (${Math.round(count / seconds)}/s), ${got} of ${wanted} documents and deletions, ${transactions} transactions${late}, ${cost.toFixed(0)} µs of the thread a message`;
}

async function both(title: string, logOf: (name: string) => FeedLog): Promise<void> {
  console.log(`${title}, ${RATE}/s: ${await replay(RATE, RATE * SECONDS, logOf('steady'))}`);
  console.log(`${title}, at most:  ${await replay(Number.POSITIVE_INFINITY, RATE * SECONDS, logOf('most'))}`);
}

await both('memory', () => new MemoryFeedLog());
const brokers = process.env.KAFKA_BROKERS;
if (brokers !== undefined) {
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const prefix = `bench-${Date.now()}`;
  const [documents, feeds] = [`${prefix}-documents`, `${prefix}.feeds`];
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic: documents }, { topic: feeds }] });
  await both('broker', (name) =>
    kafkaFeedLog(kafka, { name, prefix, documents, feeds, clock: systemClock, probe: { log() {} } }),
  );
  await admin.deleteTopics({ topics: [documents, feeds] });
  await admin.disconnect();
}
process.exit(0);
